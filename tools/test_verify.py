"""`build --verify` names each file that is not as a build from nothing makes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.edited_site import Draft, new_place, photo
from tests.support.whole_site import forget_plugins
from tools.output import cache_of
from tools.verify import build_and_verify


def spoil(file: Path) -> None:
    """One byte, while size and time say nothing."""
    facts, data = file.stat(), bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def test_what_no_build_noticed_is_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_place(tmp_path) as place:
        place.write("anh/0.jpg", photo("#b00"), 1)
        place.write("tin-tuc/bai.md", Draft(picture="0.jpg", caption="Quýt").text(), 1)

        def verify() -> int:
            try:
                return build_and_verify(
                    place.content, place.output, settings_file=place.settings_file()
                )
            finally:
                forget_plugins()

        assert verify() == 0
        assert "giống hệt bản dựng từ đầu" in capsys.readouterr().out
        file = place.output / "404.html"
        spoil(file)
        picture = next(place.output.glob("anh/0.*.webp"))
        spoil(picture)
        for stored in Path(place.values["images"]).rglob("*.avif"):
            spoil(stored)
        for n in range(25):
            (place.output / f"tin-tuc/lạ-{n:02}").mkdir()
        assert verify() == 1
        told = capsys.readouterr().err
        assert "khác nội dung: 404.html" in told
        assert f"khác nội dung: anh/{picture.name}" in told
        assert "tệp ảnh đã nén không còn như lúc ghi" in told
        assert "thừa: tin-tuc/lạ-00" in told
        assert "và 7 chỗ nữa" in told
        assert not cache_of(place.output.resolve()).exists()
        assert verify() == 0
