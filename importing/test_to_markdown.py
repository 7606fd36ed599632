"""HTML of any origin becomes Markdown that shows the same."""

from __future__ import annotations

import pytest

from importing.clean_html import clean
from importing.testing import rendered
from importing.to_markdown import to_markdown

CASES = {
    "nested lists": (
        "<ul><li>Một<ul><li>Hai<ol><li>Ba</li></ol></li></ul></li><li>Bốn</li></ul>",
        "- Một\n    - Hai\n        1. Ba\n- Bốn\n",
    ),
    "a list beside its item": (
        "<ul><li>Một</li><ul><li>Hai</li></ul></ul>",
        "- Một\n    - Hai\n",
    ),
    "a list that begins later": ('<ol start="4"><li>Bốn</li></ol>', "4. Bốn\n"),
    "letters stay letters": (
        '<ol type="a"><li>Một</li><li>Hai</li></ol>',
        '<ol type="a">\n<li>Một</li>\n<li>Hai</li>\n</ol>\n',
    ),
    "a break is two spaces": ("<p>Một<br>Hai</p>", "Một  \nHai\n"),
    "two breaks part paragraphs": ("<div>Một<br><br>Hai</div>", "Một\n\nHai\n"),
    "bare text": ("Một <b>hai</b><p>Ba</p>bốn", "Một **hai**\n\nBa\n\nbốn\n"),
    "blocks inside inline tags": (
        "<font><b><p>Một</p><p>Hai</p></b></font>",
        "**Một**\n\n**Hai**\n",
    ),
    "paragraphs never closed": (
        "<p>Một<p>Hai<ul><li>Ba<li>Bốn</ul>",
        "Một\n\nHai\n\n- Ba\n- Bốn\n",
    ),
    "a bar in a cell": (
        "<table><tr><td>A</td><td>B</td></tr><tr><td>tốt | khá</td><td>1<br>2</td></tr></table>",
        "| A | B |\n| --- | --- |\n| tốt \\| khá | 1<br>2 |\n",
    ),
    "merged cells": (
        '<table><tr><td colspan="2">A</td></tr><tr><td>1</td><td><b>2</b></td></tr></table>',
        '<table>\n<tr>\n<th colspan="2">A</th>\n</tr>\n'
        "<tr>\n<td>1</td>\n<td><strong>2</strong></td>\n</tr>\n</table>\n",
    ),
    "a table of layout": (
        "<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>",
        "Một\n\nHai\n",
    ),
    "a table's caption": (
        "<table><caption>Số liệu</caption><tr><th>A</th><th>B</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table>",
        "Bảng: Số liệu\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n",
    ),
    "a photo with its caption": (
        '<figure><img src="a b.jpg" alt="Cày"><figcaption>Vụ "xuân". Ảnh: X</figcaption></figure>',
        '![Cày](a%20b.jpg "Vụ “xuân”. Ảnh: X")\n',
    ),
    "photos that share one": (
        '<figure><img src="a.jpg"><img src="b.jpg"><figcaption>Hai ảnh</figcaption></figure>',
        "![](a.jpg)\n![](b.jpg)\n*Hai ảnh*\n",
    ),
    "lazily loaded": (
        '<p><img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg"></p>',
        "![](/a.jpg)\n",
    ),
    "sub and sup": ("<p>H<sub>2</sub>O, m<sup>2</sup></p>", "H<sub>2</sub>O, m<sup>2</sup>\n"),
    "styles that say bold": (
        '<p><span style="font-weight:bold">Đậm</span> <b style="font-weight:normal">thường</b></p>',
        "**Đậm** thường\n",
    ),
    "bold in pieces": ("<p><b>Bạch</b><b> Thông</b></p>", "**Bạch Thông**\n"),
    "blanks inside bold": ("<p>x<b> y </b>z</p>", "x **y** z\n"),
    "strong beside em": ("<p><b>x</b><i>y</i></p>", "**x**<em>y</em>\n"),
    "a year at a line's start": ("<p>2023. Năm qua</p>", "2023\\. Năm qua\n"),
    "signs": ("<p># 5*3 &lt;b&gt; a_b _c_ `d`</p>", "\\# 5\\*3 &lt;b> a_b \\_c\\_ \\`d\\`\n"),
    "no-break spaces and soft hyphens": ("<p>Một&nbsp;hai\u00adba</p>", "Một haiba\n"),
    "empty things": ("<p>&nbsp;</p><h2><br></h2><ul></ul><table><tr><td> </td></tr></table>", ""),
    "a footnote of Word": (
        '<p>Chữ<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><hr><div id="ftn1"><p>'
        '<a href="#_ftnref1" name="_ftn1">[1]</a> Ghi chú</p></div>',
        "Chữ[^1].\n\n[^1]: Ghi chú\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_html_becomes_our_markdown(name: str) -> None:
    html, wanted = CASES[name]
    assert to_markdown(clean(html).html) == wanted


def test_what_has_no_place_is_counted() -> None:
    cleaned = clean(
        '<p style="color:red;text-align:center"><u>Một</u><iframe src="//x.vn/y"></iframe></p>'
    )
    assert cleaned.dropped == {
        "màu chữ": 1,
        "căn lề": 1,
        "gạch chân": 1,
        "khung nhúng từ trang khác": 1,
    }
    assert cleaned.notes == ("khung nhúng không lấy được: //x.vn/y",)


def test_hidden_text_is_kept_for_the_report() -> None:
    cleaned = clean('<p>Một</p><div style="display: none">Hai</div>')
    assert cleaned.html == "<p>Một</p>"
    assert [each.text for each in cleaned.removed] == ["Hai"]
    assert cleaned.letters_in == 6


def test_code_and_addresses_that_do_harm_are_gone() -> None:
    html = '<p onclick="x()">Một<script>y()</script> <a href="javascript:z()">hai</a></p>'
    assert to_markdown(clean(html).html) == "Một hai\n"


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="sâu"):
        clean("<div>" * 5000 + "Một")


def test_a_list_after_a_list_is_another() -> None:
    html = "<ul><li>Một</li></ul><ol><li>Hai</li></ol><ol><li>Ba</li></ol>"
    page = rendered(to_markdown(clean(html).html))
    assert page.count("<ol>") == 2
    assert page.count("<ul>") == 1
