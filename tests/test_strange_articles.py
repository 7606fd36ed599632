"""Whatever an article is made of, it is checked and rendered, or refused: nothing breaks on it."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

from pelicanconf import MARKDOWN, TYPOGRIFY_OMIT_FILTERS
from plugins.captions.extension import CaptionExtension
from plugins.captions.html import caption_html
from plugins.captions.words import caption_words
from plugins.checks.testing import check_file
from plugins.frontmatter.quotes import smarten
from plugins.frontmatter.reader import first_words
from plugins.quick_markdown import QuickExtension
from plugins.typography.ending import ending_words, mark_ending
from plugins.typography.sanitise import removed, sanitise
from plugins.vietnamese.nobreak import bind_html
from plugins.vietnamese.slugs import heading_slug
from tests.support.checked_content import SCHEMA, article
from tools.console import python_environment

PATH = "content/tin-tuc/a.md"
PIECES = (
    *(
        "chữ",
        "Ảnh: ",
        "./.",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "* ",
        "1. ",
        "> ",
        "# ",
        "### ",
    ),
    *("*", "**", "_", "`", "```\n", "~~~\n", "[", "](", ")", "![", "[^1]", "[^1]: ", "*[a]: ", "|"),
    *(
        "\n|-|-|\n",
        ": ",
        "---\n",
        "===\n",
        "***\n",
        "\\",
        "&amp;",
        "&#8;",
        "&#xd800;",
        "&",
        "<",
        ">",
    ),
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        '<div markdown="1">\n',
        "<a href='b'>",
        "</a>",
        "<a ",
        "<b",
    ),
    *(
        "<table><tr><td>",
        "</td></tr></table>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "<img src=a>",
    ),
    *("<!--", "-->", "<![CDATA[", "<?", "<!D", '="', "'", '"', "“", "”", "<script>", "</script>"),
    *(
        "anh/a.jpg",
        "http://a.vn/",
        "b.md",
        '"Chú thích"',
        "0912345678",
        "11/12/2023",
        "./.\n",
        "[a]: b",
    ),
    *("\u00a0", "\u200b", "\u0301", "\U0001f600", "а", "{{", "%}", "<<<<<<< a\n", "=======\n"),
)
HEADS = (
    *(
        "Tiêu đề: ",
        "title: ",
        "Ngày: ",
        "11/12/2023",
        "Thẻ: ",
        "[",
        "]",
        "- a\n",
        "\n",
        "\n\n",
        '"',
    ),
    *(
        "'",
        "---\n",
        "  ",
        "|\n",
        ">\n",
        "\\ud800",
        "\\x",
        ": ",
        "#",
        ",",
        "Nguồn",
        "ngày ",
        "&",
        "“",
    ),
    *("Trạng thái: nháp", "Loại: ", "hỏi đáp", "Câu hỏi: ", "31/02/2023", "…", "\u00a0", "а", "０"),
)
bodies = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
heads = st.lists(st.sampled_from(HEADS), max_size=30).map("".join)


@cache
def markdown(quick: bool) -> Markdown:
    more = [QuickExtension()] if quick else []
    return Markdown(
        extensions=[
            *MARKDOWN["extensions"],
            TocExtension(slugify=heading_slug),
            FootnoteExtension(SEPARATOR="-"),
            CaptionExtension(),
            *more,
        ],
        output_format="html",
    )


def render(body: str, quick: bool = True) -> str:
    """As a build does, but for what needs other files."""
    content = markdown(quick).reset().convert(body)
    if "<" in body:
        content = caption_html(content, caption_words())
    removed(content)
    content = bind_html(mark_ending(sanitise(content), ("Tên Người",), ending_words()))
    first_words(content)
    return smarten(content, TYPOGRIFY_OMIT_FILTERS)


def check(text: str) -> bool:
    """Whether it is accepted; the software itself may not fail."""
    found = check_file(PATH, text.encode(), SCHEMA)
    assert not [each for each in found.problems if "phần mềm" in each.sentence], text
    return not any(each.severity == "error" for each in found.problems)


@settings(max_examples=150)
@given(bodies)
def test_any_mixture_of_markdown_and_html_is_checked_and_rendered(body: str) -> None:
    check(article(body))
    assert render(body) == render(body, quick=False)


@settings(max_examples=150)
@given(heads)
def test_any_head_is_read_or_refused(head: str) -> None:
    check(f"---\n{head}\n---\n\nChữ.\n")
    check(head)


@settings(max_examples=60)
@given(st.sampled_from(PIECES), st.sampled_from(PIECES), st.integers(1, 300))
def test_pieces_that_repeat_are_rendered_or_refused(one: str, other: str, times: int) -> None:
    body = (one + other) * times
    if check(article(body)):
        render(body)


# The most of each that is accepted takes seconds in all; before, one of them took minutes.
WORST = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from plugins.frontmatter.limits import MOST_BYTES
from tests.support.checked_content import article
from tests.test_strange_articles import check, render
for piece in ("<a ", "[", "![", "- ", "> ", "<div>", "<![CDATA[", "*a **b ", "a[^1] ", "# a\\n",
              "`a ``b ", "<!-- ", "\\n\\n", "[a](b '", "*[a]: b\\n", "1. a\\n\\n", "\\\\",
              "|a", "<b>a</b>"):
    times = (MOST_BYTES - 200) // len(piece.encode())
    while times > 50 and not check(article(piece * times)):
        times //= 2
    render(piece * times)
    print(times, piece)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of time and memory there")
def test_the_worst_that_is_accepted_takes_bounded_time_and_memory() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WORST],
        env=python_environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr[-2000:] + ran.stdout[-200:]
