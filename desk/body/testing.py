"""Tests write in the body as an editor does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, Route

from desk.shell.pages import _environment
from desk.shell.words import WORDS
from desk.testing import TOKEN, Opened

Piece = dict[str, Any]

TEXT: Piece = {"kind": "text", "raw": "Một.\n\nHai.\n\n", "text": "Một.\n\nHai."}
PHOTO: Piece = {
    "kind": "photo",
    "raw": "![Vườn](anh/a.jpg)\n\n",
    "photos": [{"path": "anh/a.jpg", "alt": "Vườn", "caption": ""}],
}
TABLE: Piece = {
    "kind": "table",
    "raw": "a | b\n-|-\n1 | 2\n\n",
    "rows": [["a", "b"], ["1", "2<br>3"]],
    "align": ["", "right"],
    "caption": "",
}
LAST: Piece = {"kind": "text", "raw": "Ba.\n", "text": "Ba."}
FILE: Piece = {"kind": "file", "raw": "[Mẫu](tep/a.pdf)\n\n", "path": "tep/a.pdf", "name": "Mẫu"}
HTML: Piece = {"kind": "html", "raw": "<div>\nx\n</div>\n\n"}

PAGE = """{% extends "base.html" %}{% block title %}Thu{% endblock %}
{% block styles %}
<link rel="stylesheet" href="/static/body/body.css">
<link rel="stylesheet" href="/static/photos/photos.css">
{% endblock %}
{% block scripts %}<script type="module" src="/static/body/body.js"></script>{% endblock %}
{% block main %}<h1>Thử</h1>{% include "body.html" %}{% endblock %}"""
ARTICLE = """
export let article = {"path": "tin-tuc/a.md", "base": "b", "head": %s, "body": %s};
export const path = article.path;
const parts = {head: () => ({head: article.head, fields: {}})};
export function register(name, collect) { parts[name] = collect; }
export function collect() {
  return Object.assign({base: article.base}, ...Object.values(parts).map((f) => f()));
}
export function reopen(given) {
  article = given;
  document.dispatchEvent(new CustomEvent("desk:opened"));
}
window.collect = collect;
"""


def open_body(
    page: Page, opened: Opened, body: Sequence[Mapping[str, Any]], head: str = ""
) -> None:
    def answer(kind: str, text: str) -> Any:
        def handle(route: Route) -> None:
            route.fulfill(body=text, content_type=kind)

        return handle

    words = json.dumps(WORDS.script.as_dict(), ensure_ascii=False)
    html = (
        _environment().from_string(PAGE).render(desk=opened.desk, token=TOKEN, script_words=words)
    )
    page.route("**/bai/**", answer("text/html", html))
    page.route(
        "**/article/article.js",
        answer("text/javascript", ARTICLE % (json.dumps(head), json.dumps(list(body)))),
    )
    page.goto(opened.origin + "/bai/tin-tuc/a.md")
    page.wait_for_selector(".body-pieces > .body-frame")


def sent(page: Page) -> list[Piece]:
    body: list[Piece] = page.evaluate("collect().body")
    return body


def press(scope: Page | Locator, name: str) -> None:
    scope.get_by_role("button", name=name, exact=True).click()


def select(area: Locator, start: int, end: int) -> None:
    area.evaluate(
        "(area, [start, end]) => { area.focus(); area.setSelectionRange(start, end) }", [start, end]
    )
