"""Whatever stands in evidence, corrections and questions: it is read as written, or refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.checks.rules import FILE_RULES
from plugins.frontmatter.head import split
from plugins.frontmatter.keys import KEYS
from plugins.frontmatter.kind_keys import OF_ARTICLES
from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Head, Schema, Section, Topic
from plugins.frontmatter.test_round_trip import ANY, TEXTS, TRAPS
from plugins.frontmatter.typed_head import read_head
from plugins.frontmatter.writing import write_head
from plugins.vietnamese.dates import VIETNAM, show_short

FOLDER = "dinh-huong-du-luan"
SCHEMA = Schema(
    (Section(FOLDER, "Định hướng", kinds=("hoi-dap", "kiem-chung"), topics=(Topic("VNeID"),)),)
)
FIRST = datetime(2024, 1, 1, tzinfo=VIETNAM)
DAYS = st.integers(0, 700).map(lambda days: FIRST + timedelta(days))
PARTS = TEXTS.map(lambda text: text.replace("|", "/").strip()).filter(bool)
ADDRESSES = st.from_regex(
    r"https?://([a-z0-9-]+\.){1,2}vn(/[a-zA-Z0-9/?=&,;#%.]*)?", fullmatch=True
)
HEAD = {"title": "Bài", "date": "01/01/2026", "kind": "kiem-chung"}


def read(text: str) -> Head:
    head, problems = read_head(split(text), SCHEMA, "a.md", FOLDER)
    assert head is not None, problems
    return head


def item(*parts: str) -> str:
    return " | ".join(parts)


@settings(deadline=None)
@given(
    PARTS,
    st.sampled_from(sorted(VERDICTS)),
    st.lists(st.tuples(PARTS, ADDRESSES, DAYS, st.booleans()), min_size=1, max_size=3),
    st.booleans(),
)
def test_a_written_claim_is_read_back_with_its_evidence(
    text: str, verdict: str, sources: list[tuple[str, str, datetime, bool]], vietnamese: bool
) -> None:
    evidence = [
        item(name, address, show_short(day) if whole else f"{day.month}/{day.year}")
        for name, address, day, whole in sources
    ]
    values = {"claim": text, "first_seen": "2025-12-31", "verdict": verdict, "evidence": evidence}
    written = write_head({**HEAD, **values}, vietnamese)
    for head in (read(written), read(f"---\n{yaml.safe_dump({**HEAD, **values})}---\n")):
        assert head.claim
        assert (head.claim.text, head.claim.verdict) == (text, verdict)
        assert [
            (each.name, each.address, each.day, each.has_day) for each in head.claim.evidence
        ] == [
            (name, address, day if whole else day.replace(day=1), whole)
            for name, address, day, whole in sources
        ]


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, PARTS, PARTS).filter(lambda each: each[1] != each[2]), max_size=4))
def test_written_corrections_are_read_back_newest_first(
    corrections: list[tuple[datetime, str, str]],
) -> None:
    items = [item(show_short(day), wrong, right) for day, wrong, right in corrections]
    head = read(write_head({"title": "Bài", "date": "01/01/2024", "corrections": items}))
    read_back = [(each.day, each.wrong, each.right) for each in head.corrections]
    assert read_back == sorted(corrections, key=lambda each: each[0], reverse=True)


VALUES = (
    TRAPS
    | ANY
    | st.sampled_from([*KINDS.values(), *QUESTION_STATES.values(), *VERDICTS.values(), "có"])
    | st.sampled_from(["10/12/2023", "7/2025", "13/2025", "bà Hoa", "xã Phủ Thông"])
    | st.lists(ANY | ADDRESSES | st.just("10/12/2023"), max_size=4).map(" | ".join)
    | st.lists(ANY | ADDRESSES, max_size=3).map(lambda items: "".join(f"\n- {i}" for i in items))
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(OF_ARTICLES), VALUES), max_size=8),
    st.sampled_from(["", *KINDS]),
    st.booleans(),
)
def test_any_values_are_read_or_refused_in_a_line_of_the_file(
    fields: list[tuple[str, str]], kind: str, fenced: bool
) -> None:
    lines = [f"{KEYS[key][0]}: {value}" for key, value in fields]
    lines = ["Tiêu đề: Bài", "Ngày: 11/12/2023", *([f"Loại: {kind}"] if kind else []), *lines]
    text = "\n".join(["---", *lines, "---", "Chữ."] if fenced else [*lines, "", "Chữ."])
    article = parse(f"content/{FOLDER}/a.md", text.encode(), SCHEMA)
    problems = [*article.problems, *(found for rule in FILE_RULES for found in rule(article))]
    last = article.text.count("\n") + 1 if article.text else text.count("\n") + 1
    assert all(1 <= problem.line <= last and problem.column >= 1 for problem in problems)
    assert article.head or any(problem.severity == "error" for problem in article.problems)
    if article.head:
        assert (article.head.question is not None) == (article.head.kind == "hoi-dap")
        assert (article.head.claim is not None) == (article.head.kind == "kiem-chung")
        assert not article.head.claim or article.head.claim.evidence
