"""A problem is shown where it is, and what is mechanical is mended by a button."""

from __future__ import annotations

import pytest

from desk.preview.findings import Finding, Mend, findings
from plugins.checks.article_checks import parse_and_check
from plugins.checks.text_edits import FIX
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.messages import LANGUAGE, OWN, TRANSLATED
from plugins.shared.problems import Problem

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
PATH = "content/tin-tuc/a.md"
HEAD = "Tiêu đề: Bài thử\nNgày: 11/12/2023\n\n"


def found_in(text: str) -> list[Finding]:
    problems = parse_and_check(PATH, text.encode(), SCHEMA)[1].problems
    return findings(PATH, text.encode(), problems, SCHEMA)


def test_a_mistake_in_the_head_is_at_its_field() -> None:
    (found,) = found_in("Tiêu đề: Bài thử\nNgày: hôm qua\n\nChữ.\n")
    assert (found.line, found.field, found.severity, found.called) == (2, "date", "error", "lỗi")
    assert found.fix is None


@pytest.mark.parametrize("language", [OWN, *TRANSLATED])
def test_what_is_missing_is_at_its_field(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE, language)
    (found,) = found_in("Ngày: 11/12/2023\n\nChữ.\n")
    assert found.field == "title"
    (found,) = found_in("Tiêu đề: Bài thử\n\nChữ.\n")
    assert found.field == "date"


def test_a_mistake_in_the_body_is_at_its_line() -> None:
    (found,) = found_in(f"{HEAD}Một.\n\n![](anh/a.jpg)\n")
    assert (found.line, found.field, found.fix) == (6, "", None)


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        ("Một.\n\n• hai\n• ba\n", "• hai\n• ba", "- hai\n- ba"),
        ("Một.\n\nHai\u200b ba.\n", "Hai\u200b ba.", "Hai ba."),
        ("Một.\n\nHai ðến ba.\n\nBốn.\n", "Hai ðến ba.", "Hai đến ba."),
    ],
)
@pytest.mark.parametrize("language", [OWN, *TRANSLATED])
def test_what_is_mechanical_can_be_mended(
    language: str, body: str, before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE, language)
    (found,) = found_in(HEAD + body)
    assert found.fix == Mend(before, after)
    assert found.remedy
    assert FIX not in found.remedy
    assert found.remedy[0].isalnum()


def test_a_value_of_the_head_is_mended_without_its_key() -> None:
    (found,) = found_in(HEAD.replace("Bài thử", "Bài\u200b thử") + "Chữ.\n")
    assert found.field == "title"
    assert found.fix == Mend("Bài\u200b thử", "Bài thử")


def test_what_stays_wrong_on_a_mended_line_has_no_button() -> None:
    found = found_in(f"{HEAD}Một.\n\n• hai [ở đây](khong-co.md)\n• ba\n")
    assert {each.fix is not None for each in found} == {True, False}


def test_another_article_is_named_by_its_path() -> None:
    other = Problem("content/tin-tuc/b.md", 7, 1, "error", "liên kết tới bài này hỏng")
    (found,) = findings(PATH, f"{HEAD}Chữ.\n".encode(), [other], SCHEMA)
    assert (found.path, found.field, found.fix) == ("tin-tuc/b.md", "", None)
