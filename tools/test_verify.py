"""`build --verify` names each file that is not as a build from nothing makes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.edited_site import Draft, new_place
from tests.whole_site import forget_plugins
from tools.output import state_of
from tools.verify import build_and_verify


def test_what_no_build_noticed_is_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_place(tmp_path) as place:
        place.write("tin-tuc/bai.md", Draft().text(), 1)

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
        facts, text = file.stat(), file.read_text("utf-8")
        file.write_text(text.replace("<main", "<mean"), "utf-8")  # size and time say nothing
        os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        for n in range(25):
            (place.output / f"tin-tuc/lạ-{n:02}").mkdir()
        assert verify() == 1
        told = capsys.readouterr().err
        assert "khác nội dung: 404.html" in told
        assert "thừa: tin-tuc/lạ-00" in told
        assert "và 6 chỗ nữa" in told
        assert not state_of(place.output.resolve()).exists()
        assert verify() == 0
