"""Old codes in a page are read by font or by the text, and nothing else of the page is touched."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from importing.old_fonts_html import decode_tree


def decoded(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    decode_tree(soup)
    return soup.decode()


@pytest.mark.parametrize(
    ("html", "meant"),
    [
        ('<p><font face=".VnTime">cã</font> và</p>', '<p><font face=".VnTime">có</font> và</p>'),
        (
            "<p style=\"font-family:'VNI-Times',serif\">Ñoäc <b>la</b>äp</p>",
            "<p style=\"font-family:'VNI-Times',serif\">Độc <b>lập</b></p>",
        ),
        ("<p>n\u00ad\u00edc ta vµ ®Êt n\u00ad\u00edc</p>", "<p>nước ta và đất nước</p>"),
        ("<p>Bé V¨n hãa th«ng b¸o</p><p>cã bé</p>", "<p>Bộ Văn hóa thông báo</p><p>có bộ</p>"),
        (
            '<p style="font-family:.VnTime">đã có bé</p>',
            '<p style="font-family:.VnTime">đã có bé</p>',
        ),
        ("<p>Có bé Hà, cà phê</p><pre>V¨n hãa</pre>", "<p>Có bé Hà, cà phê</p><pre>V¨n hãa</pre>"),
    ],
)
def test_a_page_is_read_in_its_place(html: str, meant: str) -> None:
    assert decoded(html) == meant


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "cã", "Ñoä", "c", " "])))
def test_any_page_keeps_its_tags(parts: list[str]) -> None:
    html = f'<div style="font-family: VNI-Times">{"".join(parts)}</div>'
    before = [tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)]
    assert [
        tag.name for tag in BeautifulSoup(decoded(html), "html.parser").find_all(True)
    ] == before
