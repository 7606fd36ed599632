"""What a page shows of others is in its key: each part of one, left out, leaves an old page."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.frontmatter.schema import Head
from plugins.incremental.records import to_records
from tests.support.edited_site import OPINION, Draft, Place, assert_equal, new_place, photo

HOME = "index.html"
LOGO = re.compile(r"/anh/logo\.[0-9a-f]{8}\.svg")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path) as place:
        place.write("trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nChữ.\n", 0)
        yield place


def built(place: Place, page: str) -> str:
    assert place.build() == ""
    return (place.output / page).read_text("utf-8")


def test_a_page_follows_the_address_of_an_article_that_it_links_to(place: Place) -> None:
    """The one is no neighbour of the other: only the link tells where it is now."""
    linking = Draft("Bài dẫn", date="01/02/2024", link=f"{OPINION}/kia.md")
    place.write("tin-tuc/dan.md", linking.text(), 1)
    place.write(f"{OPINION}/kia.md", Draft("Bài kia", OPINION, date="02/02/2024").text(), 2)
    page = "tin-tuc/2024/02/dan/index.html"
    assert f"/{OPINION}/2024/02/kia/" in built(place, page)
    place.write(f"{OPINION}/kia.md", Draft("Bài kia", OPINION, date="02/03/2024").text(), 3)
    assert f"/{OPINION}/2024/03/kia/" in built(place, page)
    assert_equal(place)


def test_a_card_is_the_same_whether_its_article_was_just_parsed_or_is_remembered() -> None:
    """Or each first edit of a text would ask all pages for their neighbours."""

    def listed(head: Head) -> bytes:
        content: Any = SimpleNamespace(
            head=head, title="Bài", metadata={"summary": "Mở đầu"}, settings={"PATH": "/x"},
            status="published", template="article", slug="bai", url="bai/", _content="",
            save_as="bai/index.html",
        )  # fmt: skip
        return to_records(content, []).record.listed

    head = Head("Bài", section="tin-tuc")
    assert listed(head) == listed(pickle.loads(pickle.dumps(head)))
    assert listed(head) != listed(Head("Bài khác", section="tin-tuc"))


def test_an_answer_shows_wherever_the_question_is_listed(place: Place) -> None:
    question = Draft("Bài hỏi", OPINION, date="01/02/2024", kind="hỏi đáp")
    place.write(f"{OPINION}/hoi.md", question.text(), 1)
    place.write(f"{OPINION}/kia.md", Draft("Bài kia", OPINION, date="02/02/2024").text(), 2)
    neighbour = f"{OPINION}/2024/02/kia/index.html"
    before = built(place, neighbour), (place.output / HOME).read_text("utf-8")
    answered = Draft("Bài hỏi", OPINION, date="01/02/2024", kind="hỏi đáp", state="đã trả lời")
    place.write(f"{OPINION}/hoi.md", answered.text(), 3)
    after = built(place, neighbour), (place.output / HOME).read_text("utf-8")
    assert all("Đã trả lời" not in page for page in before)
    assert all("Đã trả lời" in page for page in after)
    assert_equal(place)


def test_another_photo_shows_on_the_cards_of_its_article(place: Place) -> None:
    """The article's file, and all that it says, stay as they are."""
    place.write("anh/doi.jpg", photo("#b00"), 0)
    shown = Draft("Bài ảnh", date="01/02/2024", picture="doi.jpg", caption="Đồi quýt")
    place.write("tin-tuc/anh.md", shown.text(), 1)
    place.write("tin-tuc/kia.md", Draft("Bài kia", date="02/02/2024").text(), 2)
    before = built(place, HOME)
    place.write("anh/doi.jpg", photo("#00b"), 3)
    assert built(place, HOME) != before
    assert_equal(place)


def test_an_article_that_becomes_due_is_listed_at_the_next_build(place: Place) -> None:
    """Nothing but the time is another."""
    place.values["drafts"] = False
    place.write("tin-tuc/cu.md", Draft("Bài cũ", date="01/02/2024").text(), 1)
    place.write("tin-tuc/moi.md", Draft("Bài hẹn", date="15/06/2024").text(), 2)
    assert "Bài hẹn" not in built(place, HOME)
    place.values["month"] = 7
    assert "Bài hẹn" in built(place, HOME)
    assert (place.output / "tin-tuc/2024/06/moi/index.html").is_file()
    assert "Bài hẹn" in (place.output / "tin-tuc/2024/02/cu/index.html").read_text("utf-8")
    assert_equal(place)


def test_its_own_page_no_longer_says_that_an_article_waits(place: Place) -> None:
    """An editor's preview, which shows what waits: the article is alone, nothing else changes."""
    place.write("tin-tuc/moi.md", Draft("Bài hẹn", date="15/06/2024").text(), 1)
    page = "tin-tuc/2024/06/moi/index.html"
    assert "Chờ đến giờ đăng" in built(place, page)
    place.values["month"] = 7
    assert "Chờ đến giờ đăng" not in built(place, page)
    assert_equal(place)


def test_another_logo_shows_on_every_page(place: Place) -> None:
    """The settings, which name its file, stay as they are."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{0}v9z"/></svg>'
    )
    place.values["more"] = 'SITE = dict(SITE, logo=dict(file="anh/logo.svg"))'
    place.write("anh/logo.svg", drawing.format(8), 0)
    place.write("tin-tuc/mot.md", Draft("Bài một", date="01/02/2024").text(), 1)
    pages = (HOME, "tin-tuc/2024/02/mot/index.html", "gioi-thieu/index.html")
    assert place.build() == ""
    before = [LOGO.findall((place.output / page).read_text("utf-8")) for page in pages]
    place.write("anh/logo.svg", drawing.format(9), 2)
    assert place.build() == ""
    after = [LOGO.findall((place.output / page).read_text("utf-8")) for page in pages]
    assert all(one and other and one != other for one, other in zip(before, after, strict=True))
    assert_equal(place)
