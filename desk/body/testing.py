"""Tests write in the body as an editor does."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route

from desk.shell.pages import _environment
from desk.shell.words import WORDS
from desk.testing import TOKEN, Opened

PAGE = """{% extends "base.html" %}{% block title %}Thu{% endblock %}
{% block styles %}<link rel="stylesheet" href="/static/body/body.css">{% endblock %}
{% block scripts %}<script type="module" src="/static/body/body.js"></script>{% endblock %}
{% block main %}<h1>Thử</h1>{% include "body.html" %}{% endblock %}"""
ARTICLE = """
export const article = {"path": "tin-tuc/a.md", "base": "", "head": "", "body": %s};
const parts = {};
export function register(name, collect) { parts[name] = collect; }
export function collect() { return Object.assign({}, ...Object.values(parts).map((f) => f())); }
window.collect = collect;
"""
CARD = """
export function photoCard(piece) {
  return Object.assign(document.createElement("p"), { textContent: piece.photos[0].path });
}
"""


def open_body(page: Page, opened: Opened, body: list[dict[str, Any]]) -> None:
    def answer(kind: str, text: str) -> Any:
        def handle(route: Route) -> None:
            route.fulfill(body=text, content_type=kind)

        return handle

    words = json.dumps(WORDS.script.as_dict(), ensure_ascii=False)
    html = (
        _environment().from_string(PAGE).render(desk=opened.desk, token=TOKEN, script_words=words)
    )
    page.route("**/bai/**", answer("text/html", html))
    page.route("**/article/article.js", answer("text/javascript", ARTICLE % json.dumps(body)))
    page.route("**/photos/card.js", answer("text/javascript", CARD))
    page.goto(opened.origin + "/bai/tin-tuc/a.md")
    page.wait_for_selector(".body-pieces > .body-frame")
