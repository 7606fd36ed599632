"""The hashes are those that a browser computes, and what no hash can allow is refused."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tools.server.errors import ServerConfigError
from tools.server.policy import Hashes, _is_suspect, forbidden, inline_code, policy_hashes

XHTML = "{http://www.w3.org/1999/xhtml}"
PIECES = [
    "<p>chữ &amp; số</p>", "<!-- <script>x</script> -->", "<style>p{color:red}</style>", "\n",
    "<script>let a = '<p>' < 1;</script>", "<script src=a.js>không</script>", "<SCRIPT>b</Script >",
    '<script type="application/ld+json">{"a": 1}</script>', '<script type=module>m()</script>',
    '<script data-a="a>b" >c</script>', "<title><script>t</script></title>", "<br/>",
    "<textarea><style>x</style></textarea>", "<style media='print'>@page{}</style>", "<scripty>",
    '<script type="text/javascript">d</script>', '<p title="<style>">', "<script></script>",
    "<script defer src='b.js'></script>", '<a href="/?a=1&amp;b=2">', "<!---->",
    "<script\n>e\n</script>",
    "<script type=importmap>{}</script>", "<script type='text/plain'>f</script>",
]  # fmt: skip


def parsed(html: str) -> list[tuple[str, bytes]]:
    """The same by a parser that does what browsers do."""
    root = html5lib.parse(html, treebuilder="etree")
    found = []
    for element in root.iter():
        kind = str(element.tag).removeprefix(XHTML)
        runs = element.get("type", "") in ("", "module", "importmap", "text/javascript")
        if kind == "style" or (kind == "script" and element.get("src") is None and runs):
            found.append((kind, (element.text or "").encode()))
    return sorted(found)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("".join(PIECES))
def test_the_pattern_finds_what_a_browser_runs(html: str) -> None:
    html = f"<!DOCTYPE html><body>{html}"
    assert sorted(inline_code(html.encode())) == parsed(html)


def test_it_finds_the_same_in_the_projects_own_pages(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 90
    for page in pages:
        html = page.read_text("utf-8")
        assert sorted(inline_code(html.encode())) == sorted(by_html_parser(html)), page
    assert parsed(pages[0].read_text("utf-8")) == sorted(inline_code(pages[0].read_bytes()))


def by_html_parser(html: str) -> list[tuple[str, bytes]]:
    class Reader(HTMLParser):
        found: list[tuple[str, bytes]]
        kind = ""

        def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            data = "src" in given or given.get("type") == "application/ld+json"
            self.kind = tag if tag in ("script", "style") and not data else ""

        def handle_data(self, data: str) -> None:
            if self.kind:
                self.found.append((self.kind, data.encode()))

        def handle_endtag(self, tag: str) -> None:
            self.kind = ""

    reader = Reader()
    reader.found = []
    reader.feed(html)
    return reader.found


def test_a_hash_is_what_the_policy_language_defines(tmp_path: Path) -> None:
    """Over the text with line ends as a browser reads them."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_bytes(b"<style>a\r\nb</style><script>1</script>")
    (tmp_path / "a/index.html").write_bytes("<script>1</script><style>ạ</style>".encode())
    wanted = {
        base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"a\nb", "ạ".encode())
    }
    found = policy_hashes(tmp_path)
    assert found.styles == {f"sha256-{text}" for text in wanted}
    assert len(found.scripts) == 1


def test_what_lies_among_the_files_adds_no_hash(tmp_path: Path) -> None:
    for name in ("tep/mau.html", "anh/2023/a.html", "tin-tuc/tep/index.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(f"<script>{name}</script>")
    wanted = base64.b64encode(hashlib.sha256(b"tin-tuc/tep/index.html").digest()).decode()
    assert policy_hashes(tmp_path).scripts == {f"sha256-{wanted}"}


def test_the_projects_site_needs_few_hashes(built_site: Path) -> None:
    found = policy_hashes(built_site)
    assert len(found.scripts) == 1
    assert len(found.styles) <= 12


def test_hashes_of_releases_add_up() -> None:
    one, two = Hashes(frozenset("a"), frozenset("b")), Hashes(frozenset("c"), frozenset("b"))
    assert one | two == Hashes(frozenset("ac"), frozenset("b"))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<p onclick="a()">', "<p> có thuộc tính “onclick”"),
        ("<img/ONERROR = a>", "<img> có thuộc tính “onerror”"),
        ('<p title="a"style="color:red">', "<p> có thuộc tính “style”"),
        ("<p\nstyle\n=\nx>", "“style”"),
        ('<a href="javascript:a()">', "“javascript:”"),
        ("<a href=JavaScript:a()>", "“javascript:”"),
        ('<a href=" \tjava\nscript:a()">', "“javascript:”"),
        ('<a href="&#106;avascript:a()">', "“javascript:”"),
        ('<form action="java&Tab;script:a()">', "“javascript:”"),
        ("<button formaction='javascript:a'>", "“javascript:”"),
    ],
)
def test_what_no_hash_can_allow_is_refused(tmp_path: Path, html: str, words: str) -> None:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai/index.html").write_text(f"<p>a</p>{html}", "utf-8")
    with pytest.raises(
        ServerConfigError, match=r"^bai/index\.html: thẻ .*trình duyệt sẽ chặn"
    ) as told:
        policy_hashes(tmp_path)
    assert words in str(told.value)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Viết onclick=a và style=b trong bài.</p>",
        "<!-- <p onclick=a> -->",
        '<a href="/javascript:a" title="javascript:">',
        '<p data-style="a" class="on" content="a=&quot;">',
        "<script>a.onclick = () => 1; a.style = 2</script>",
    ],
)
def test_words_about_code_are_no_code(tmp_path: Path, html: str) -> None:
    (tmp_path / "index.html").write_text(html, "utf-8")
    found = policy_hashes(tmp_path)
    assert len(found.scripts) == html.count("<script>")
    assert found.styles == frozenset()


def test_only_suspects_need_the_exact_parser(built_site: Path) -> None:
    """Few are, and what is none has nothing that the parser would find."""
    pages = [page.read_bytes() for page in built_site.rglob("*.html")]
    assert [page for page in pages if forbidden(page.decode()) != ""] == []
    assert len(pages) > 0
    assert sum(map(_is_suspect, (page.lower() for page in pages))) <= len(pages) / 10
