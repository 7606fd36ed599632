"""Tests write in the body as an editor does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.support.opened_desk import Opened

Piece = dict[str, Any]

TEXT: Piece = {"kind": "text", "raw": "Một.\n\nHai.\n\n", "text": "Một.\n\nHai."}
PHOTO: Piece = {
    "kind": "photo",
    "raw": "![Vườn](anh/a.jpg)\n\n",
    "photos": [{"path": "anh/a.jpg", "alt": "Vườn", "caption": ""}],
}
TABLE: Piece = {
    "kind": "table",
    "raw": "a | b\n-|-:\n1 | 2<br>3\n\n",
    "rows": [["a", "b"], ["1", "2<br>3"]],
    "align": ["", "right"],
    "caption": "",
}
LAST: Piece = {"kind": "text", "raw": "Ba.\n", "text": "Ba."}
FILE: Piece = {"kind": "file", "raw": "[Mẫu](tep/a.pdf)\n\n", "path": "tep/a.pdf", "name": "Mẫu"}
HTML: Piece = {"kind": "html", "raw": "<div>\nx\n</div>\n\n"}

HEAD = "---\ntitle: Bài minh hoạ\ndate: 11/12/2023\n---\n"


def open_body(
    page: Page, opened: Opened, body: Sequence[Mapping[str, Any]], head: str = HEAD
) -> Path:
    """The page of a new article with such a body, shown; what it would send is `collect()` there.

    Returns the article's file.
    """
    folder = opened.desk.content / "tin-tuc"
    folder.mkdir(exist_ok=True)
    file = folder / f"{len([*folder.iterdir()])}.md"
    file.write_text(head + "".join(piece["raw"] for piece in body), "utf-8", newline="")
    page.goto(f"{opened.origin}/bai/tin-tuc/{file.name}")
    page.wait_for_selector(".body-pieces > .body-frame")
    page.evaluate(
        "import('/static/article/article.js').then(({ collect }) => { window.collect = collect })"
    )
    return file


def sent(page: Page) -> list[Piece]:
    body: list[Piece] = page.evaluate("collect().body")
    return body


def press(scope: Page | Locator, name: str) -> None:
    scope.get_by_role("button", name=name, exact=True).click()


def select(area: Locator, start: int, end: int) -> None:
    area.evaluate(
        "(area, [start, end]) => { area.focus(); area.setSelectionRange(start, end) }", [start, end]
    )
