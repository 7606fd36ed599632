"""A web server, which is another user, reads the whole site whatever umask its builder had."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.shared.outputs import FreshOutputs
from tests.support.edited_site import Draft, Place, assert_equal, closed, new_place, tree
from tools.verify import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    before = os.umask(0o077)
    try:
        with new_place(tmp_path) as place:
            body = "![Đồi](anh/a.svg)"
            place.write("anh/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', 0)
            place.write("tin-tuc/bai.md", Draft(body=body).text(), 0)
            assert place.build() == ""
            yield place
    finally:
        os.umask(before)


def test_umask_decides_neither_rights_nor_bytes(place: Place) -> None:
    assert closed(place.output) == []
    clean = place.clean()
    FreshOutputs(clean).complete()
    assert closed(clean) == []
    before = tree(place.output)
    place.write("tin-tuc/hai/moi.md", Draft("Bài mới", date="05/03/2024").text(), 1)
    assert place.build() == ""
    assert closed(place.output) == []
    os.umask(0o002)
    assert_equal(place)
    place.delete("tin-tuc/hai/moi.md")
    assert place.build() == ""
    assert closed(place.output) == []
    assert tree(place.output) == before


@pytest.mark.parametrize("times", [1, 2])
def test_what_somebody_closed_is_opened_again(place: Place, times: int) -> None:
    """Folders by the next build that changes something: each other one uses them again."""
    (place.output / "tin-tuc/2024/02/bai/index.html").chmod(0o600)
    assert place.build() == ""
    assert closed(place.output) == []
    (place.output / "tin-tuc/2024").chmod(0o700)
    for time in range(times):
        body = Draft("Bài mới", date="05/03/2024", body=f"Lần {time}.")
        place.write("tin-tuc/moi.md", body.text(), time)
        assert place.build() == ""
        assert closed(place.output) == []


def test_a_comparison_names_what_is_closed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.output / "404.html").chmod(0o600)
    overrides = {"PATH": str(place.content), "PUBLISH_TIME": place.moment}
    try:
        assert not verify(place.output, place.settings_file(), overrides)
    finally:
        place.forget_code()
    assert "khác quyền đọc, máy chủ web có thể không đọc được: 404.html" in capsys.readouterr().err
