"""An article of ours that comes back as HTML is the article that it was."""

from __future__ import annotations

import html as entities
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.clean_html import clean
from importing.testing import rendered
from importing.to_markdown import to_markdown
from plugins.frontmatter.head import split
from tools.places import CONTENT

ARTICLES = sorted(CONTENT.glob("*/*.md"))

WORDS = st.sampled_from(
    ["Xã", "báo cáo", "1.300 phiếu", "bản", "đồng bào", "2023", "5*3", "a_b", "[x]", "C#"]
)
PLAIN = (
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join).map(lambda text: text.replace("*", r"\*"))
)
SPANS = st.one_of(
    PLAIN,
    PLAIN.map(lambda text: f"**{text}**"),
    PLAIN.map(lambda text: f"*{text}*"),
    PLAIN.map(lambda text: f"**{text} *nghiêng* nữa**"),
    PLAIN.map(lambda text: f"H<sub>2</sub>O và m<sup>2</sup> {text}"),
    st.just("[tên bài](../tin-tuc/a.md)"),
    st.just("[**đậm**](https://example.vn/a_b?c=(1))"),
    st.just("`a|b *c*`"),
)
LINE = st.lists(SPANS, min_size=1, max_size=4).map(" và ".join).map(lambda line: f"Ở {line}")
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("  \n".join)
PHOTO = st.sampled_from(
    [
        '![Người cày](anh/2023/a.jpg "Nông dân, 11/2023. Ảnh: Hương Dịu")',
        "![Người cày](anh/2023/a.jpg)",
        '![Cày](anh/2023/a.jpg "Hội nghị (“Đổi mới”)")',
        '![A](anh/2023/a.jpg "Một")\n![B](anh/2023/b.jpg)\n*Hai ảnh. Ảnh: X*',
        '![Phim](tep/2023/a.mp4 "Cảnh quay")',
    ]
)


def _cells(row: list[str]) -> str:
    return f"| {' | '.join(row)} |"


TABLE = st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=2, max_size=4).map(
    lambda rows: "\n".join([_cells(rows[0]), "|---|---:|---|", *map(_cells, rows[1:])])
)
ITEMS = st.lists(LINE, min_size=1, max_size=3)
LIST = st.one_of(
    ITEMS.map(lambda items: "\n".join(f"- {item}" for item in items)),
    ITEMS.map(lambda items: "\n".join(f"{n}. {item}" for n, item in enumerate(items, 3))),
    ITEMS.map(
        lambda items: "\n".join(f"- {item}\n    1. con {item}\n        - cháu" for item in items)
    ),
    ITEMS.map(lambda items: "\n\n".join(f"- {item}\n\n    Đoạn hai." for item in items)),
)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH,
    PHOTO,
    LIST,
    TABLE,
    TABLE.map(lambda table: f"Bảng 2. Số liệu\n\n{table}"),
    PARAGRAPH.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n"))),
    st.just("```\nmã  lệnh <b>\n    thụt\n```"),
    st.just("---"),
    st.just("Có ghi chú[^1] ở đây."),
    st.just("Từ\n:   nghĩa thứ nhất\n:   nghĩa *thứ hai*"),
)


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_an_article_comes_back_from_its_page(file: Path) -> None:
    page = rendered(split(file.read_text("utf-8")).body)
    assert rendered(to_markdown(clean(page).html)) == page


@settings(max_examples=30, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_any_article_comes_back_from_its_page(blocks: list[str]) -> None:
    note = "\n\n[^1]: Theo *báo cáo* năm 2023."
    # Lists in lists that touch are read in ways of Markdown's own.
    body = "\n\nĐoạn giữa.\n\n".join(blocks)
    source = "## Đề mục\n\n" + body + (note if "[^1]" in body else "")
    page = rendered(source)
    assert rendered(to_markdown(clean(page).html)) == page


SIGNS = st.text(st.sampled_from("ab 1.-+*_`#>[]()!|\\<&~:=;/x\"'^{}"), max_size=25)


@settings(max_examples=30, deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=3))
def test_no_sign_of_a_text_is_read_as_markdown(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    html = "".join(
        f"<p>{entities.escape(line, quote=False)}<br>{entities.escape(line, quote=False)}</p>"
        for line in lines
        if line
    )
    page = BeautifulSoup(rendered(to_markdown(clean(html).html)), "html.parser")
    assert not page.find(
        ["em", "strong", "a", "img", "ul", "ol", "table", "h1", "h2", "code", "pre"]
    )
    shown = [part for part in page.get_text("\n").split("\n") if part.strip()]
    assert [" ".join(part.split()) for part in shown] == [
        line for line in lines if line for _ in "ab"
    ]
