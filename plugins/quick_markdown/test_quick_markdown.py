"""The quick way through Python-Markdown gives what the long way gives, whatever is written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from pelican.settings import read_settings

from plugins import captions, frontmatter, site
from plugins.quick_markdown import HEADING, PLAIN, STARTS, QuickExtension
from plugins.shared.contract import own_contracts
from tools.places import CONTENT, SETTINGS

WORDS = ("Chữ", "hai chữ", "một", " ", "\n", "\n\n", "\n\n\n", "12", "²", "ⅷ", "Ảnh: Lê A")
SIGNS = (
    *(
        "*",
        "**",
        "_",
        "__",
        "***",
        "`",
        "```",
        "``",
        "~~~",
        "\\",
        "\\\\",
        "|",
        "#",
        "## ",
        "=",
        "-",
    ),
    *("## ", "---", "===", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", ":  ", "  \n"),
    *(
        "    ",
        "\t",
        "  ",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[^1]",
        "[^1]: ",
        "[a]: /b",
        "[a]",
        "[a][]",
    ),
    *("*[HĐND]: Hội đồng", "HĐND", "[TOC]", "///Footnotes Go Here///", "<", ">", "&", ";", "&amp;"),
    *("&#91;", "<b>", "</b>", "<br>", "<div>", "</div>", '<div markdown="1">', "<p>", "</p>"),
    *(
        "<!--",
        "-->",
        "<?",
        "?>",
        "<!",
        "<![CDATA[",
        "<https://a.vn>",
        "<a@b.vn>",
        '"',
        "'",
        "“",
        "”",
    ),
    *(
        "“",
        "”",
        "\n## Mục\n",
        "[a](b)",
        '[a]( b "c")',
        "[a](<b>)",
        '<h2 id="muc" markdown="1">',
        "|---|",
        "| a | b |\n|---|---|\n",
        "Bảng 1: ",
        "\x02",
        "\x03",
        "\x02wzxhzdk:0\x03",
    ),
    *("\x02klzzwxh:0000\x03", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u00a0", "{", "}", "^", "!"),
)
# What most articles have besides words, whole.
COMMON = ("**đậm**", "[bài](tin/a_b.md)", "![ảnh](g.jpg)", "*nghiêng*", "\n- ", "\n    - ", "\n> ")
TEXTS = st.lists(st.sampled_from(WORDS + SIGNS + COMMON) | st.text(max_size=3), max_size=25).map(
    "".join
)


def site_markdown(*added: Any) -> Markdown:
    pelican = SimpleNamespace(settings=read_settings(str(SETTINGS)))
    own_contracts()  # which loads the plugins, as Pelican does
    for plugin in (site.check_settings, frontmatter.prepare, captions.prepare):
        plugin(pelican)
    options = pelican.settings["MARKDOWN"]
    return Markdown(**{**options, "extensions": [*options["extensions"], *added]})


def tried_before(name: str) -> list[str]:
    registry = LONG.parser.blockprocessors
    names = [item.name for item in registry._priority]  # type: ignore[attr-defined]
    return sorted(names, key=registry.get_index_for_name)[: registry.get_index_for_name(name)]


LONG = site_markdown()
QUICK = site_markdown(QuickExtension())
BEFORE = {name: tried_before(name) for name in ("hashheader", "paragraph")}


@settings(deadline=None)
@given(TEXTS)
@example("**đậm** *nghiêng* **hai *ba* bốn** ***năm*** a*b*c *d** ")
@example("Một *hai* __ba__\n\n[a]\n\n[a]: /b\n\n- x\n\nChữ `c` <b>&amp;</b>  \nhết")
@example("**a** [b](c_d.md)\n\n![e](f) **g**\n\n**[h](i)** [*j*](k)\n\n- **l** m\n    - **n**")
@example("- []()**a*[]()\n    - ")
@example("- **a** [b](c)\n    - **d**\n\n**e** [f](g)")
@example("**x** y\n\n*a**b*[c](d)*")
def test_html_is_the_same_to_the_byte(text: str) -> None:
    assert QUICK.reset().convert(text) == LONG.reset().convert(text)


def test_our_own_articles_are_the_same_to_the_byte() -> None:
    for file in sorted(CONTENT.glob("[!.]*/**/*.md")):
        text = file.read_text(encoding="utf-8")
        assert QUICK.reset().convert(text) == LONG.reset().convert(text), file


def test_of_each_pattern_it_is_known_what_its_matches_hold() -> None:
    patterns = {pattern.getCompiledRegExp().pattern for pattern in QUICK.inlinePatterns}
    assert patterns <= STARTS.keys()


@given(TEXTS)
def test_each_match_of_a_pattern_holds_one_of_its_starts(text: str) -> None:
    for pattern in QUICK.inlinePatterns:
        regexp = pattern.getCompiledRegExp()
        if regexp.search(text):
            assert any(start in text for start in STARTS[regexp.pattern])


@given(st.from_regex(PLAIN, fullmatch=True) | TEXTS.filter(PLAIN.fullmatch))
def test_a_plain_block_is_nothing_but_a_paragraph(block: str) -> None:
    assert all(not takes(name, block) for name in BEFORE["paragraph"])


@given(st.from_regex(HEADING, fullmatch=True) | TEXTS.filter(HEADING.fullmatch))
def test_a_plain_heading_is_nothing_but_a_heading(block: str) -> None:
    assert takes("hashheader", block)
    assert all(not takes(name, block) for name in BEFORE["hashheader"])


def takes(name: str, block: str) -> bool:
    processor = LONG.parser.blockprocessors[name]
    parent = Element("div")
    return processor.test(parent, block) and processor.run(parent, [block]) is not False


def test_only_patterns_whose_signs_are_there_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else Python-Markdown has other names, and no article is read the quick way."""
    tried: list[str] = []

    def note(self: InlineProcessor, pattern: Any, data: str, *_: int) -> tuple[str, bool, int]:
        tried.append(pattern.getCompiledRegExp().pattern)
        return data, False, 0

    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", note)
    QUICK.reset().convert("## Đề mục\n\nĐoạn [thường].\n\nHai *sao*.")
    assert tried
    assert all({"[", "*"}.intersection(STARTS[pattern]) for pattern in tried)
    tried.clear()
    QUICK.reset().convert("Một.\n\n**Đậm**, [bài](a.md).\n\n- [mục](b_c.md)")
    assert tried == []
