"""How an article ends on the page."""

from __future__ import annotations

import unicodedata

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from .ending import ending_words, mark_ending
from .sanitise import sanitise

WORDS = ending_words()
AUTHORS = ("Hương Dịu",)


def end(mark: str) -> str:
    return f'<span class="end" role="img" aria-label="{WORDS.end}">{mark}</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Hết./.</p>", f"<p>Hết{end('./.')}</p>"),
        ("<p>yêu cầu…/.</p>", f"<p>yêu cầu…{end('/.')}</p>"),
        ("<p>yêu cầu.../.</p>", f"<p>yêu cầu...{end('/.')}</p>"),
        ("<p>Hết/.</p>\n", f"<p>Hết{end('/.')}</p>\n"),
        ("<p><b>Hết./. </b></p>", f"<p><b>Hết{end('./.')} </b></p>"),
        ("<p>Hết./.</p><p>&nbsp;</p>", f"<p>Hết{end('./.')}</p><p>&nbsp;</p>"),
        ("<div><p>Hết./.</p></div>", f"<div><p>Hết{end('./.')}</p></div>"),
        ("<ul>\n<li>Hết./.</li>\n</ul>", f"<ul>\n<li>Hết{end('./.')}</li>\n</ul>"),
        (
            '<p>Hết./.</p><div class="footnote"><ol><li><p>Ghi chú./.</p></li></ol></div>',
            f"<p>Hết{end('./.')}</p>"
            '<div class="footnote"><ol><li><p>Ghi chú./.</p></li></ol></div>',
        ),
    ],
)
def test_the_end_mark_is_named(html: str, expected: str) -> None:
    assert mark_ending(html, AUTHORS, WORDS) == expected
    assert mark_ending(expected, AUTHORS, WORDS) == expected


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Hết./.",
        "<p>Hết.</p>",
        "<p>Giữa./. rồi tiếp</p>",
        "<p>Đầu./.</p><p>Sau.</p>",
        "<p>Xem https://example.vn/.</p>",
        "<p>Xem bachthong.example.vn/tin/.</p>",
        '<p>Xem <a href="/a/">/.</a></p>',
        "<p>Hết./.</p><figure><img></figure>",
        "<p>Hết./.</p><h2>Mục</h2>",
        "<pre>cd ./.</pre>",
        "<p>Chị Hương Dịu</p>",
        "<p>Tin, ảnh: Hương Dịu</p>",
        "<p>Hương Dịu</p><p>kể lại.</p>",
        "<p>Hương Dịu</p>",
        "<p>Ảnh: <img alt=''><br>Lý Dũng</p>",
    ],
)
def test_everything_else_is_left_byte_for_byte(html: str) -> None:
    assert mark_ending(html, AUTHORS, WORDS) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hết./.</p>\n<p>Hương Dịu</p>",
        "<p>Hết./.</p>\n<p><strong>Hương Dịu</strong></p>",
        '<p>Hết./.</p>\n<p style="text-align:right"><em>Hương  Dịu.</em></p>',
        '<p>Hết./.</p><div align="right"><b><i>HƯƠNG DỊU</i></b></div>',
        "<p>Hết./.</p><p>&nbsp;</p><p>Hương&nbsp;Dịu</p>".replace("<p>&nbsp;</p>", ""),
        "<p>Hết./.<br>Hương Dịu</p>",
        "<p>Hết./.<br>\n<strong>Hương Dịu</strong></p>",
        "<p>Hết./.\n<strong>Hương Dịu</strong></p>",
        "<p>Hết./.<br>\nHương Dịu<br></p>",
        unicodedata.normalize("NFD", "<p>Hết./.</p><p>Hương Dịu</p>").replace(
            unicodedata.normalize("NFD", "Hết"), "Hết"
        ),
    ],
)
def test_the_author_signs_only_once(html: str) -> None:
    assert mark_ending(html, AUTHORS, WORDS) == f"<p>Hết{end('./.')}</p>"


def test_several_authors_sign_in_one_line() -> None:
    html = "<p>Hết.</p><p><b>Lý Dũng - Hương Dịu</b></p>"
    assert mark_ending(html, ("Hương Dịu", "Lý Dũng"), WORDS) == "<p>Hết.</p>"
    assert mark_ending(html, AUTHORS, WORDS) == html


def test_tags_are_never_torn() -> None:
    html = "<p><em>Hết./.<br>Hương Dịu</em></p>"
    assert mark_ending(html, AUTHORS, WORDS) == html


PARTS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "\n",
    "<b>",
    "</b>",
    "Hết./.",
    "…/.",
    "Hương Dịu",
    "Lý Dũng",
    " chữ ",
    "<ul><li>",
    "</li></ul>",
    "<img src=a>",
    "&nbsp;",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_the_text_without_the_signature_never_changes(parts: list[str]) -> None:
    html = sanitise("".join(parts))
    before, after = text(html), text(mark_ending(html, AUTHORS, WORDS))
    assert before in {after, after + "HươngDịu"}
    assert sanitise(mark_ending(html, AUTHORS, WORDS)) == mark_ending(html, AUTHORS, WORDS)


def text(html: str) -> str:
    return "".join(BeautifulSoup(html, "html.parser").get_text().split())
