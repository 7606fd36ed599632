"""A copy that a program for shared folders made is found, and becomes one with its article."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import PageMaker
from desk.history.versions import versions
from desk.listing.bin import thrown_away
from desk.merging.copies import named_as_copies
from tests.support.barriers import barriers, too_wide
from tests.support.checked_content import article
from tests.support.opened_desk import open_desk

FOLDER = "tin-tuc"
BODY = "Đoạn một.\n\nĐoạn hai.\n"
TEXT = article(BODY, "Bài A")
NAMES = (
    "a.sync-conflict-20261201-070000-ABCDEFG",
    "a (bản sao xung đột của MAY-LAN 2026-12-01)",
    "a-DESKTOP-AB12CD3",
    "a-VANPHONG1",
    "a (1)",
)


@pytest.mark.parametrize("name", NAMES)
def test_copies_are_found_by_their_names(name: str) -> None:
    paths = [f"{FOLDER}/{each}.md" for each in ("a", name)]
    assert [copy[:2] for copy in named_as_copies(paths)] == [(paths[1], paths[0])]
    assert not list(named_as_copies(paths[1:]))


def test_two_articles_of_similar_names_are_no_copies() -> None:
    names = ("a", "a-2", "a-hop-bao", "covid", "covid-19")
    assert not list(named_as_copies(f"{FOLDER}/{name}.md" for name in names))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(TEXT.replace("một", "1"), "utf-8")
    (folder / f"{NAMES[0]}.md").write_text(TEXT.replace("hai.", "2."), "utf-8")
    return folder.parent


def test_an_article_and_its_copy_become_one(
    page_of: PageMaker, content: Path, tmp_path: Path
) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        page = page_of(base_url=opened.origin)
        page.goto("/")
        page.get_by_role("link", name="So hai bản").click()
        join = page.get_by_role("button", name="Ghép thành một bài")
        join.click()
        page.get_by_text("Còn 1 chỗ chưa chọn.").wait_for()
        page.set_viewport_size({"width": 320, "height": 800})
        assert (barriers(page), too_wide(page)) == ([], 0)
        with page.expect_response("**/api/choice"):
            page.get_by_label("Lấy chữ của bản sao").check()
        join.click()
        page.wait_for_url("**/bai/tin-tuc/a.md")
        page.close()  # which asks for its preview still
        assert (content / FOLDER / "a.md").read_text("utf-8") == TEXT.replace("hai.", "2.")
        assert [file.name for file in (content / FOLDER).iterdir()] == ["a.md"]
        assert [each.path for each in thrown_away(opened.desk)] == [f"{FOLDER}/{NAMES[0]}.md"]
        assert len(versions(opened.desk, f"{FOLDER}/a.md")) == 1
        assert opened.ask("GET", "/api/copies") == (200, {"questions": []})


def test_nothing_becomes_one_before_all_is_chosen(content: Path, tmp_path: Path) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        path = f"{FOLDER}/{NAMES[0]}.md"
        status, said = opened.ask("POST", "/api/copies", {"path": path})
        assert (status, said["sentence"]) == (409, "Chưa ghép: còn chỗ chưa chọn.")
        assert opened.ask("POST", "/api/copies", {"path": f"{FOLDER}/a.md"})[0] == 404
        assert opened.ask("POST", "/api/choice", {"name": "../x", "text": "x"})[0] == 400
        assert (content / path).is_file()
