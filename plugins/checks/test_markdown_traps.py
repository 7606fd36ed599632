"""Each rule on a Markdown trap says what the site's own Markdown does, no more and no less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown import Markdown
from pelican.settings import read_settings

from plugins import captions, frontmatter, site
from plugins.checks.rules import (
    hash_word,
    heading_levels,
    indented_code,
    stuck_list,
    underlined_heading,
    uneven_table,
    year_list,
)
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.contract import own_contracts
from plugins.shared.problems import Problem
from plugins.typography.sanitise import sanitise
from tools.places import SETTINGS

HEAD = "title: Bài thử\ndate: 11/12/2023\n\n"
SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
LINES = [
    *(
        "",
        "",
        "",
        "Đoạn văn.",
        "- mục",
        "1. một",
        "2. hai",
        "    thụt",
        "\tthụt bằng Tab",
        " - mục",
    ),
    *("        tám dấu cách", "    - mục con", "#BachThong", "## Đề mục", "---", "***"),
    *("| a | b |", "|---|---|", "| 1 | 2 |", "2023. Năm qua", "2023\\. Năm qua", "dòng | kẻ"),
]


def site_markdown() -> Markdown:
    """As the reader makes it from pelicanconf.py."""
    pelican = SimpleNamespace(settings=read_settings(str(SETTINGS)))
    own_contracts()  # which loads the plugins, as Pelican does
    for plugin in (site.check_settings, frontmatter.prepare, captions.prepare):
        plugin(pelican)
    return Markdown(**pelican.settings["MARKDOWN"])


MARKDOWN = site_markdown()


def shown(body: str) -> str:
    return sanitise(MARKDOWN.reset().convert(body))


def found(rule: Any, body: str) -> list[Problem]:
    article = parse("content/tin-tuc/bai.md", (HEAD + body).encode(), SCHEMA)
    problems: Iterator[Problem] = rule.check(article)
    return list(problems)


@pytest.mark.parametrize(
    ("rule", "body", "trap", "mended"),
    [
        (year_list, "2023. Năm qua.", "<li>Năm qua.</li>", "2023\\. Năm qua."),
        (year_list, "2023. Năm qua.", "<li>Năm qua.</li>", "Năm 2023 qua."),
        (year_list, "> 1945. Cách mạng.", "<li>Cách mạng.</li>", "> 1945\\. Cách mạng."),
        (year_list, "1. Một\n2023. Hai", "<li>Hai</li>", "1. Một\n\nNăm 2023: Hai"),
        (hash_word, "#BachThong", "<h1", "\\#BachThong"),
        (hash_word, "Đoạn.\n#BachThong", "<h1", "Đoạn.\n\\#BachThong"),
        (hash_word, "- #BachThong", "<h1", "- \\#BachThong"),
        (hash_word, "##Đầu đề", "<h2", "Đầu đề"),
        (heading_levels, "# Đầu đề", "<h1", "## Đầu đề"),
        (heading_levels, "## Một\n\n#### Hai", "<h4", "## Một\n\n### Hai"),
        (underlined_heading, "Đoạn.\n---", "<h2", "Đoạn.\n\n---"),
        (underlined_heading, "Đoạn.\n===", "<h1", "## Đoạn."),
        (indented_code, "\tĐoạn.", "<pre>", "Đoạn."),
        (indented_code, "Một.\n\n    Hai.", "<pre>", "Một.\n\nHai."),
        (indented_code, "- mục\n\n        Hai.", "<pre>", "- mục\n\n    Hai."),
        (stuck_list, "Gồm:\n- a\n- b", "- a\n- b", "Gồm:\n\n- a\n- b"),
        (stuck_list, "Gồm:\n1. a\n2. b", "1. a\n2. b", "Gồm:\n\n1. a\n2. b"),
        (stuck_list, "1. a\n   - b\n   - c", "- b", "1. a\n    - b\n    - c"),
        (stuck_list, "- mục\n1. số", "1. số", "- mục\n\n1. số"),
        (stuck_list, "- mục\n1. số", "1. số", "- mục\n    1. số"),
        (stuck_list, "- mục\n- mục\n1. số\n2. hai", "2. hai", "- mục\n- mục\n\n1. số\n2. hai"),
        (stuck_list, "1. số\n- mục", "- mục", "1. số\n\n- mục"),
        (stuck_list, "1. số\n* mục\n* mục", "* mục", "1. số\n    * mục\n    * mục"),
        (stuck_list, "**Hồ sơ**\n* đơn", "* đơn", "**Hồ sơ**\n\n* đơn"),
        (uneven_table, "| a | b |\n| 1 | 2 |", "| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        (uneven_table, "|a|b|\n|---|\n|1|2|", "|---|", "|a|b|\n|---|---|\n|1|2|"),
        (uneven_table, "Đoạn.\n|a|b|\n|---|---|", "|---|---|", "Đoạn.\n\n|a|b|\n|---|---|"),
        (
            uneven_table,
            "|a|b|\n|---|---|\n|1|2|3|",
            "<td>2</td>\n</tr>",
            "|a|b|\n|---|---|\n|1|2\\|3|",
        ),
        (uneven_table, "|a|b|\n|---|---|\nHết.", "<td>Hết.</td>", "|a|b|\n|---|---|\n\nHết."),
    ],
)
def test_the_trap_is_real_and_the_remedy_works(
    rule: Any, body: str, trap: str, mended: str
) -> None:
    assert trap in shown(body)
    assert len(found(rule, body)) == 1
    assert trap not in shown(mended)
    assert found(rule, mended) == []


@pytest.mark.parametrize(
    "body",
    [
        "Kết quả của năm\n2023. Từ đó đến nay.",
        "Tỉnh Bắc Kạn\n- Thái Nguyên ngày nay",
        "## Hồ sơ\n- đơn\n- ảnh",
        "1. Đường nối huyện Bạch Thông, tỉnh Bắc Kạn với tỉnh\n- Thái Nguyên ngày nay",
        "- Kết quả của năm\n2023. Từ đó đến nay.",
        "- a\ntiếp\n- b\n    - c\n    - d",
        "- a\n\n    đoạn\n\n    - b\n\n        đoạn",
        "Chú[^1]\n\n[^1]: một\n\n    hai",
        "UBND\n:   Ủy ban nhân dân\n\n    Cấp xã.",
        "Bảng: Số hộ\n| a | b |\n|---|---|\n| 1 | `x|y` |\nBảng: Số hộ",
        "a | b\n---|---\n1 | 2",
        "<div>\n\n    2023. Trong HTML\n\n</div>\n\nĐoạn.",
    ],
)
def test_what_markdown_reads_as_meant_is_no_problem(body: str) -> None:
    rules = (year_list, hash_word, indented_code, stuck_list, uneven_table, underlined_heading)
    assert [problem for rule in rules for problem in found(rule, body)] == []


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=7).map("\n".join))
@example("- mục\n- mục\n\n        tám dấu cách")
@example("    thụt\n--")
@example("| a | b |\n|---|---|\n#BachThong")
def test_code_blocks_and_largest_headings_are_found_always_and_only_then(body: str) -> None:
    # Right below indented text, these belong to an item above it or do not; nobody writes so.
    assume(not re.search(r"^(?: {4}|\t).*\n[#*|-]", body, re.M))
    page = shown(body)
    assert bool(found(indented_code, body)) == ("<pre>" in page)
    assert bool(found(hash_word, body)) == (">BachThong</h1>" in page)


@given(st.text(alphabet="#-=|>*+<`1. \n\t:[]^a&/\"'\\", max_size=60))
@example("a\n\n11. năm")
@example("a\n\n#a")
@example("a\n\n    a")
@example("a:\n- b")
@example("a\n\n| a | b |\n|---|---|\n| 1 |")
@example("## a\n\n#### b")
@example("a\n\na\n-")
def test_no_rule_stumbles_over_any_text_or_names_a_line_that_is_not_there(body: str) -> None:
    first = HEAD.count("\n")
    lines = range(first, first + body.count("\n") + 2)
    rules = (year_list, hash_word, indented_code, stuck_list, uneven_table, heading_levels)
    for rule in (*rules, underlined_heading):
        assert [problem for problem in found(rule, body) if problem.line not in lines] == []
