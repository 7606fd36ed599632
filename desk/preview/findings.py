"""What is wrong with a text: at which field or line, and what a button may mend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from plugins.checks.article_checks import parse_and_check
from plugins.checks.fixes import fix
from plugins.checks.text_edits import FIX
from plugins.frontmatter.encoding import as_typed
from plugins.frontmatter.fields import missing_key
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.frontmatter.schema import Schema
from plugins.shared.problems import Problem, Severity

# What is typed in a terminal, which the desk has a button for; in each language of messages.
COMMAND = re.compile(f"(?:; (?:hoặc|or) )?(?:chạy|run): {re.escape(FIX)}(?:, (?:hoặc|or) |; )?")
COLON = re.compile("[:：]")


class Mend(msgspec.Struct, frozen=True):
    """before stands in a field of the page, or as whole lines of a text area; after takes its
    place."""

    before: str
    after: str


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """line, column: of the file that was composed, from 1; called: `lỗi`, `cảnh báo`, as `check`
    has it; field: English key; path: inside content/, of another article."""

    line: int
    column: int
    severity: Severity
    called: str
    sentence: str
    remedy: str = ""
    field: str = ""
    fix: Mend | None = None
    path: str = ""


def findings(path: str, data: bytes, problems: Sequence[Problem], schema: Schema) -> list[Finding]:
    """problems: of `data` at `path` (`content/tin-tuc/a.md`), and of others that name it."""
    if not problems:
        return []
    own = [problem for problem in problems if problem.path == path]
    article = parse(path, data, schema)
    mends = dict(_mends(path, data, own, schema))
    return [
        Finding(
            line=each.line,
            column=each.column,
            severity=each.severity,
            called=each.called,
            sentence=each.sentence,
            remedy=COMMAND.sub("", each.remedy),
            field=_field(article, each) if each.path == path else "",
            fix=mends.get(each),
            path="" if each.path == path else each.path.partition("/")[2],
        )
        for each in problems
    ]


def _field(article: ParsedArticle, problem: Problem) -> str:
    """The key in whose lines it is, or of whose lack it speaks; "" for the body."""
    if missing := missing_key(problem.sentence):
        return missing
    lines = (each for each in article.fields if each.line <= problem.line <= each.last_line)
    return next((known_key(each.key) for each in lines), "")


def _mends(
    path: str, data: bytes, problems: Sequence[Problem], schema: Schema
) -> Iterator[tuple[Problem, Mend]]:
    """Of what the known fixes of `check --fix` mend and no check names again afterwards."""
    mended = fix(data, path)
    before, after = (as_typed(each, "replace").split("\n") for each in (data, mended))
    if before == after:
        return
    article, found = parse_and_check(path, mended, schema)
    body_line = article.body_line if article else 0
    gone = _counted(problems) - _counted(found.problems)
    for start, end, new_start, new_end in _hunks(before, after):
        old, new = before[start:end], after[new_start:new_end]
        mend = _in_field(old, new) if end < body_line else _in_body(old, new)
        for problem in problems:
            if mend and start < problem.line <= end and gone[problem.sentence] > 0:
                yield problem, mend


def _counted(problems: Iterable[Problem]) -> Counter[str]:
    return Counter(problem.sentence for problem in problems)


def _hunks(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where lines differ; none is empty in `before`: what is put in takes the next line along."""
    for tag, start, end, new_start, new_end in SequenceMatcher(a=before, b=after).get_opcodes():
        if tag == "insert" and end < len(before):
            yield start, end + 1, new_start, new_end + 1
        elif tag != "equal" and start < end:
            yield start, end, new_start, new_end


def _in_field(old: list[str], new: list[str]) -> Mend | None:
    """Of a head's line the form shows the value alone."""
    if len(old) != 1 or len(new) != 1:
        return None
    values = [COLON.split(line, maxsplit=1)[-1].strip() for line in (*old, *new)]
    return Mend(*values) if values[0] and values[0] != values[1] else None


def _in_body(old: list[str], new: list[str]) -> Mend | None:
    """Empty lines around a text are not shown, and not mended."""
    before, after = ("\n".join(lines).strip("\n") for lines in (old, new))
    return Mend(before, after) if before.strip() and before != after else None
