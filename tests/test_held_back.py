"""One colleague's unfinished draft never keeps all others from publishing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.edited_site import DRAWING, Draft, Place, assert_equal, new_place
from tests.support.rebuilding import run

WRONG = "![](anh/mat.jpg)\n\n[Bài](mat.md)\n\n<script>x</script>\n\n# To\n\n<<<<<<< a\nb\n=======\n"
BROKEN = "tin-tuc/hong.md"
# Before the published article of the same address, tag and old address.
DRAFTS = {
    BROKEN: "Tiêu đề: Hỏng\nNgày: 31/02/2024\nChuyên mục: x\nTrạng thái: NHÁP\n\nChữ.\n",
    "tin-tuc/a/bai-0.md": Draft("Bài", "tin-tuc", "", "01/02/2024", status="nháp").text(),
    "tin-tuc/a-the.md": Draft("A", tags=("quyt",), status="nháp", aliases=("/cu",)).text(),
    "tin-tuc/sai.md": Draft("Sai", status="nháp", body=WRONG).text(),
}
WAITING = Draft("Đợi", date="15/03/2024", body="Xem [bài](mat.md).")
# And nothing at the foot of pages, which have yet to be written.
ONE_SECTION = "SECTIONS = SECTIONS[:1]\nSITE = dict(SITE, footer_pages=[])\n"
MARKED = " (bài nháp): "


@pytest.fixture
def place(caches: Path) -> Iterator[Place]:
    """Two published articles, to be built without what is held back."""
    with new_place(caches) as place:
        place.values |= {"drafts": False, "month": 3, "more": ONE_SECTION}
        shown = Draft("Bài 0", tags=("Quýt",), aliases=("/cu",), picture="0.svg")
        place.write("anh/0.svg", DRAWING.format("#b00"), 0)
        place.write("tin-tuc/bai-0.md", shown.text(), 0)
        place.write("tin-tuc/bai-1.md", Draft("Bài 1", date="02/02/2024").text(), 0)
        yield place


def write_what_is_held_back(place: Place) -> None:
    for name, text in DRAFTS.items():
        place.write(name, text, 5)
    place.write("tin-tuc/doi.md", WAITING.text(), 5)


def test_errors_of_what_is_held_back_are_warnings_until_it_is_due(place: Place) -> None:
    write_what_is_held_back(place)
    code, told = run(place)
    assert code == 0, told
    assert "lỗi" not in told
    for name in (*DRAFTS, "tin-tuc/doi.md"):
        assert f"content/{name}:" in told
    assert told.count(f"cảnh báo{MARKED}") > len(DRAFTS)
    assert "content/tin-tuc/doi.md:4:11: cảnh báo (bài hẹn giờ): " in told
    assert not any(line.startswith("content/tin-tuc/bai-0.md:") for line in told.splitlines())
    assert_equal(place)
    assert run(place) == (0, told)  # nothing changed
    place.values["month"] = 4
    code, told = run(place)
    assert code == 1
    assert [line for line in told.splitlines() if ": lỗi: " in line] == [
        line for line in told.splitlines() if "doi.md:4:11: lỗi: " in line
    ]


def test_the_preview_and_whoever_links_to_a_draft_hear_of_it(place: Place) -> None:
    write_what_is_held_back(place)
    place.write("tin-tuc/bai-1.md", Draft("Bài 1", link="hong.md").text(), 6)
    code, told = run(place)
    assert code == 1
    errors = [line for line in told.splitlines() if "lỗi" in line]
    assert [line.partition(":")[0] for line in errors] == ["content/tin-tuc/bai-1.md"]
    assert f"“{BROKEN}”" in errors[0]
    place.values["drafts"] = True
    code, told = run(place)
    assert code == 1
    assert f"lỗi{MARKED}" in told


def test_a_faulty_draft_stops_no_preview(place: Place) -> None:
    """An editor saves it half written: all other articles and new photos are shown meanwhile."""
    place.values["drafts"] = True
    for name in (BROKEN, "tin-tuc/sai.md"):
        place.write(name, DRAFTS[name], 5)
    place.write("tin-tuc/doi.md", WAITING.text(), 5)
    place.write("tin-tuc/moi.md", Draft("Bài mới").text(), 8)
    code, told = run(place)
    assert code == 0, told
    assert f"lỗi{MARKED}" in told
    assert "Bài mới" in (place.output / "index.html").read_text("utf-8")
    assert_equal(place)


def test_a_head_that_says_nothing_legible_stops_everybody(place: Place) -> None:
    for status in ("nhápp", "nháp\nTrạng thái: đăng"):
        place.write(BROKEN, f"Tiêu đề: Hỏng\nNgày: 31/02/2024\nTrạng thái: {status}\n\nChữ.\n", 7)
        code, told = run(place)
        assert code == 1
        assert f"content/{BROKEN}:2:7: lỗi: " in told
