"""An article that would take a machine minutes, or its whole stack, is refused where it does."""

from __future__ import annotations

import sys

import pytest

from plugins.checks.testing import check_file
from plugins.frontmatter.encoding import decode
from plugins.frontmatter.head import MOST_FIELDS, split
from plugins.frontmatter.limits import (
    LIMITS,
    MOST_BRACKETS_OF_TEXT,
    MOST_BYTES,
    MOST_ELEMENTS_DEEP,
    MOST_LEVELS,
    beyond_limits,
)
from tests.support.checked_content import SCHEMA, article

PATH = "content/tin-tuc/a.md"
NESTED = "".join(f"{'    ' * n}- a\n" for n in range(300))
# What each may have too much of, one to a line, and the sentence about it.
TOO_MANY = {
    "đoạn": "a\n\n",
    "dòng": "a\n",
    "dấu < (thẻ HTML)": "a < b\n",
    "thẻ HTML thiếu dấu >": "<a \n",
    "chú thích HTML <!-- -->": "<!-- a -->\n",
    "dấu [ (ảnh, liên kết)": "- [a](b)\n",
    "dấu \\": "\\*\n",
    "dấu `": "`\n",
    "chú thích cuối bài [^1]": "- a[^1]\n",
    "tiêu đề mục (dòng bắt đầu bằng #)": "# a\n",
    "dòng giải thích chữ viết tắt *[…]: …": "*[a]: b\n",
    "dòng ```": "```\n",
    "dòng ~~~": "~~~\n",
    "thẻ HTML có thuộc tính markdown": '<p markdown="1">\n',
}


@pytest.mark.parametrize("what", TOO_MANY)
def test_one_too_many_is_refused_at_its_line_and_no_fewer(what: str) -> None:
    (limit,) = (each for each in LIMITS if each.what == what)
    sign = TOO_MANY[what]
    assert not [each for each in beyond_limits(sign * limit.most, PATH) if what in each.sentence]
    told = [each for each in beyond_limits(sign * (limit.most + 2), PATH) if what in each.sentence]
    (problem,) = told
    lines = sign.count("\n")
    assert problem.line in (limit.most * lines + 1, limit.most * lines + 2)
    assert f"hơn {limit.most} " in problem.sentence
    assert problem.remedy


def test_every_limit_is_tried() -> None:
    assert {limit.what for limit in LIMITS} == set(TOO_MANY)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (NESTED, MOST_LEVELS + 1),
        ("a\n\n" + ">" * 300 + " a", 3),
        ("* " * 300 + "a", 1),
        ("1. " * 20 + "a", 1),
        ("> - " * 20 + "a", 1),
    ],
)
def test_what_is_nested_too_deep_is_refused_at_its_line(body: str, line: int) -> None:
    (problem,) = beyond_limits(body, PATH)
    assert problem.line == line
    assert "lồng nhau" in problem.sentence


def test_html_may_be_nested_but_not_without_end() -> None:
    deep = "<div>" * MOST_ELEMENTS_DEEP
    assert not beyond_limits(deep, PATH)
    assert "thẻ HTML lồng nhau" in beyond_limits(deep + "<b>", PATH)[0].sentence
    assert not beyond_limits("<p>a<br>\n" * 500, PATH)
    assert not beyond_limits("<div><b>a</b></div>\n" * 500, PATH)


def test_a_crowded_paragraph_is_refused_and_a_long_list_is_not() -> None:
    crowded = beyond_limits("chữ\n\n" + "[a](b) " * (MOST_BRACKETS_OF_TEXT + 1), PATH)
    assert [(each.line, "dấu [" in each.sentence) for each in crowded] == [(3, True)]
    for item in ("- [a](b)\n", "| [a](b) | [c](d) |\n", "1. [a](b)\n", "> [a](b)\n"):
        assert not beyond_limits(item * 1_000, PATH)


def test_a_file_that_is_too_long_is_refused_unread() -> None:
    data = b"Title: a\n\n" + b"a" * MOST_BYTES
    text, (problem,) = decode(data, PATH)
    assert text == ""
    assert problem.sentence == "tệp dài 200 kB; một bài chỉ được tới 200 kB."


def test_a_head_of_thousands_of_keys_is_one_problem() -> None:
    keys = "".join(f"khoa {chr(97 + n % 26)}{'b' * (n // 26)}: x\n" for n in range(500))
    raw = split(f"---\ntitle: a\n{keys}---\n\nb\n")
    assert len(raw.fields) == MOST_FIELDS
    (problem,) = raw.problems
    assert (problem.line, f"hơn {MOST_FIELDS} dòng" in problem.sentence) == (MOST_FIELDS + 2, True)


@pytest.mark.parametrize("escape", ["\\ud800", "\\0", "\\u0008"])
def test_an_escape_that_no_page_may_hold_is_refused(escape: str) -> None:
    text = f'---\ntitle: "x {escape} y"\ndate: 11/12/2023\n---\n\nb\n'
    found = check_file(PATH, text.encode(), SCHEMA)
    assert found.facts is None
    assert [each.line for each in found.problems] == [2]


def test_usual_articles_stay_far_below() -> None:
    table = "| a | b |\n|---|---|\n" + "| [c](d) | **e** |\n" * 200
    links = "\n\n".join(f"{n}. Xem [bài {n}](bai-{n}.md) và [^{n}]." for n in range(200))
    notes = "\n".join(f"[^{n}]: Chú thích." for n in range(200))
    pasted = "<table>" + "<tr><td><p>a</p></td></tr>\n" * 300 + "</table>"
    for body in (table, f"{links}\n\n{notes}", pasted, "> a\n> > b\n\n- c\n    - d\n"):
        assert not beyond_limits(article(body), PATH)


def test_what_is_left_over_is_told_beside_nothing_else() -> None:
    found = check_file(PATH, article("[" * 100_000).encode(), SCHEMA)
    assert {each.severity for each in found.problems} == {"error"}
    assert found.facts is None
    assert sys.getrecursionlimit() < 100_000
