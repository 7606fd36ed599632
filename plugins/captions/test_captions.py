"""What a caption becomes, shown by examples that both ways of writing share."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from .applying import RAW_MEDIA
from .extension import CaptionExtension
from .html import caption_html
from .words import caption_words

HERE = Path(__file__).parent
EXAMPLES: list[dict[str, str]] = tomllib.loads(
    (HERE / "examples.toml").read_text(encoding="utf-8")
)["example"]
WORDS = caption_words()
OTHER_EXTENSIONS = ["tables", "footnotes", "def_list", "abbr", "sane_lists", "md_in_html"]
FRAGMENTS = [
    '<img src="a.jpg" alt="A">',
    '<img src="b.jpg" alt="B" title="Hoa. Ảnh: X">',
    "<em>Nghiêng. Ảnh: Y</em>",
    "<p><em>Một dòng.</em></p>",
    "<p>Ảnh: Hương Dịu</p>",
    "<p>Bảng: Một</p>",
    "<p>Bảng 2: Hai</p>",
    "<p>Video: Ba</p>",
    "<br>",
    " chữ & <b>đậm</b> ",
    "<p><img src=c.jpg></p>",
    "<p>Chữ <img src=d.jpg> chữ</p>",
    "<table><tr><td>1</td><td>2</td></tr></table>",
    "<table><tr><td><img src=e.jpg></td></tr><tr><td>Dưới</td></tr></table>",
    "<video src=a.mp4></video>",
    "<audio src=a.mp3></audio>",
    "<figure><img src=f.jpg></figure>",
    "<figure><img src=g.jpg><figcaption>Có</figcaption></figure>",
    "<div>",
    "</div>",
    "<blockquote>",
    "</blockquote>",
    "<!-- x -->",
    "<p {a}>",
    "<ul><li>",
]


def to_html(markdown: str) -> str:
    md = Markdown(extensions=[*OTHER_EXTENSIONS, CaptionExtension()], output_format="html")
    html = md.convert(markdown)
    return caption_html(html, WORDS) if RAW_MEDIA.search(markdown) else html


def tree(html: str) -> list[Any]:
    """Tags, attributes and texts, without the blanks that browsers do not show."""
    blocks = r"(?:figure|figcaption|table|thead|tbody|tr|t[dh]|div|p|ul|li|blockquote|img|video)"
    html = re.sub(rf"\s*(</?{blocks}\b[^>]*>)\s*", r"\1", html.strip())

    def read(element: Any) -> list[Any]:
        found: list[Any] = [element.tag, sorted(_attributes(element)), element.text or ""]
        for child in element:
            found += [read(child), child.tail or ""]
        return found

    return read(html5lib.parseFragment(html, namespaceHTMLElements=False))


def _attributes(element: Any) -> list[tuple[str, str]]:
    boolean = {"controls"}
    return [(name, "" if name in boolean else value) for name, value in element.attrib.items()]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_both_ways_of_writing_give_the_same_figure(example: dict[str, str]) -> None:
    if "markdown" in example:
        assert tree(to_html(example["markdown"])) == tree(example["expected"])
    if "html" in example:
        assert tree(caption_html(example["html"], WORDS)) == tree(example["expected"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_html_in_a_markdown_article_is_framed_too(example: dict[str, str]) -> None:
    if "html" in example:
        assert tree(to_html(example["html"])) == tree(example["expected"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_finished_figures_are_left_alone(example: dict[str, str]) -> None:
    once = caption_html(example["expected"], WORDS)
    assert tree(once) == tree(example["expected"])
    assert caption_html(once, WORDS) == once


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=7))
def test_framing_twice_is_framing_once(fragments: list[str]) -> None:
    once = caption_html("\n".join(fragments), WORDS)
    assert caption_html(once, WORDS) == once


def test_alt_and_caption_are_never_copied_into_each_other() -> None:
    html = to_html('![Mắt thấy](a.jpg "Ai, ở đâu")\n\n![Chỉ có alt](b.jpg)')
    photos = BeautifulSoup(html, "html.parser").find_all("img")
    assert [photo["alt"] for photo in photos] == ["Mắt thấy", "Chỉ có alt"]
    assert html.count("Mắt thấy") == html.count("Ai, ở đâu") == html.count("Chỉ có alt") == 1


def test_two_photos_with_brackets_left_open_in_a_title_stay_two() -> None:
    html = to_html('![a](a.jpg "Mở (ngoặc") ![b](b.jpg "Đóng")')
    assert [photo["src"] for photo in BeautifulSoup(html, "html.parser")("img")] == [
        "a.jpg",
        "b.jpg",
    ]


def test_tables_in_markdown_and_html_are_numbered_together() -> None:
    table = "<table><tr><td>1</td><td>2</td></tr></table>"
    html = to_html(f"{table}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n{table}")
    regions = BeautifulSoup(html, "html.parser").find_all("div", class_="scroll")
    assert [region["aria-label"][:6] for region in regions] == ["Bảng 1", "Bảng 2", "Bảng 3"]


def test_code_that_shows_a_table_or_photo_stays_code() -> None:
    source = '    Bảng: x\n    | a | b |\n    |---|---|\n\n`![a](b.jpg "c")`\n'
    assert "<figure" not in to_html(source)


def test_words_can_be_given() -> None:
    md = Markdown(extensions=[CaptionExtension(words={"photo": "Ảnh này: "})])
    assert "Ảnh này: </span>X" in md.convert('![a](b.jpg "X")')


def test_one_markdown_instance_forgets_the_article_before() -> None:
    md = Markdown(extensions=["tables", CaptionExtension()])
    source = "| A | B |\n|---|---|\n| 1 | 2 |"
    assert md.convert(source) == md.reset().convert(source)


@pytest.mark.parametrize("mark", ["Photo", "Photos", "PHOTO", "Credit", "Ảnh", "Nguồn ảnh"])
def test_a_credit_is_known_in_either_language(mark: str) -> None:
    html = to_html(f'![Đồi](a.jpg "A hill. {mark}: Jane Doe")')
    assert f'A hill. <span class="credit">{mark}: Jane Doe</span>' in html


def test_a_table_is_captioned_in_either_language() -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    for label in ("Bảng", "Table"):
        assert "</span>Prices</figcaption>" in to_html(f"{label}: Prices\n\n{table}")
    assert "Table 2: Prices</figcaption>" in to_html(f"Table 2: Prices\n\n{table}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<img src=a>", True), ("x <VIDEO src=a>", True), ("![a](b)", False), ("<imgx>", False)],
)
def test_raw_media_is_recognised(text: str, expected: bool) -> None:
    assert bool(RAW_MEDIA.search(text)) is expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=7))
def test_no_word_is_lost_or_said_twice(fragments: list[str]) -> None:
    html = "\n".join(fragments)
    assert words(caption_html(html, WORDS)) == words(html)


def words(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all("span", class_="hidden"):
        hidden.decompose()
    titles = [str(media.get("title", "")) for media in soup.find_all("img")]
    found = re.findall(r"\w+", " ".join([*titles, soup.get_text(" ")]))
    labels = {"Bảng", "Video"}
    return sorted(word for word in found if word not in labels)
