"""A page that no header comes with says itself what it never does."""

from __future__ import annotations

import html.parser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.publish.errors import PublishError
from tools.publish.hosts.meta_policy import with_policy
from tools.server.policy import page_hashes

PAGE = (
    b'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>T</title>'
    b"<script>a()</script><style>p{}</style></head><body>x</body></html>"
)


class Metas(html.parser.HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_policy_stands_behind_the_charset_and_before_all_that_it_governs() -> None:
    page = with_policy("a.html", PAGE, tls=True)
    tags = [tag for tag, _ in Metas(page).found]
    assert tags == ["html", "head", "meta", "meta", "meta", "title", "script", "style", "body"]
    charset, policy, referrer = (about for tag, about in Metas(page).found if tag == "meta")
    assert charset == {"charset": "utf-8"}
    assert page.index(b"charset") < 1024
    assert referrer["name"] == "referrer"
    parts = dict(it.split(" ", 1) for it in str(policy["content"]).split("; ") if " " in it)
    (script,), (style,) = page_hashes(PAGE).scripts, page_hashes(PAGE).styles
    assert parts["script-src"] == f"'self' '{script}'"
    assert parts["style-src"] == f"'{style}'"
    assert parts["default-src"] == "'none'"
    assert "frame-ancestors" not in parts
    assert str(policy["content"]).endswith("upgrade-insecure-requests")
    assert b"upgrade-insecure" not in with_policy("a.html", PAGE, tls=False)


def test_all_else_of_the_page_stays_as_it_is() -> None:
    page = with_policy("a.html", PAGE, tls=True)
    without = re.sub(rb'<meta (?:http-equiv|name="referrer")[^>]*>', b"", page)
    assert without == PAGE


@given(st.sampled_from([b"<head>", b"<HEAD>", b'<head class="x">']), st.binary(max_size=50))
def test_a_page_with_a_head_has_one_policy_right_after_it(head: bytes, rest: bytes) -> None:
    page = with_policy("a.html", b"<html>" + head + rest, tls=True)
    assert page.startswith(b"<html>" + head)
    assert page.count(b"Content-Security-Policy") - rest.count(b"Content-Security-Policy") == 1


def test_a_page_without_a_head_is_named() -> None:
    with pytest.raises(PublishError, match=r"a\.html không có <head>"):
        with_policy("a.html", b"<p>x", tls=True)
