"""A line of the head that slipped below it decides nothing and is published as the text's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.checks.publication_lines import PublicationLine, read_publication_line
from plugins.frontmatter.key_lines import KeyLine, read_key_line, read_prefixed
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem, Severity
from plugins.shared.quoting import quoted
from plugins.vietnamese.near_dates import near_date

COLON = re.compile("[:：﹕∶|]")
# With what may stand before and around it.
LONGEST_KEY = 60
FENCE = re.compile(r"\s*[-–—―‒−‐‑](?:\s*[-–—―‒−‐‑])*\s*")
# What tells a head from the lines of a notice (`Ngày: …`, `Nguồn: …`) where no fence does.
OF_HEADS = frozenset(
    {"date", "modified", "section", "category", "summary", "tags", "status", "kind", "aliases"}
)
AS_TEXT = gettext_noop("nếu là chữ của bài thì viết thành câu.")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One problem for a second head; else one a line."""
    if not (article.fields or article.fenced):
        return
    lines = article.body.split("\n")
    keys = [_key(line) for line in lines]
    told: set[int] = set()
    for start, end in _second_heads(lines, keys):
        told.update(range(start, end))
        yield _second_head(article, start, lines[start])
    for row, line in enumerate(lines):
        found = None if row in told else read_publication_line(line)
        problem = _publication(article, row, line, found) if found else None
        if problem:
            told.add(row)
            yield problem
    if article.head is None:
        return
    for row in _leading(lines, keys):
        if row not in told and not article.has_field(keys[row]):
            sentence = gettext(
                "dòng {line} nằm dưới phần đầu bài nên hiện ra như chữ của bài.",
                line=quoted(lines[row]),
            )
            remedy = (
                gettext("đưa dòng này lên trên dòng “---”; nếu là chữ của bài thì để nguyên.")
                if article.fenced
                else gettext("đưa dòng này lên trên dòng trống; nếu là chữ của bài thì để nguyên.")
            )
            yield _at(article, row, lines[row], sentence, remedy, "warning")


def _key(line: str) -> str:
    found = _key_line(line) if COLON.search(line, 0, LONGEST_KEY) else None
    return known_key(found.key) if found else ""


def _key_line(line: str) -> KeyLine | None:
    return read_key_line(line) or read_prefixed(line)


def _second_heads(lines: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The rows of each, the fences left out; the end is the row behind the last."""
    start = 0
    while start < len(lines):
        end = start + 1
        for row in range(start, len(lines) if keys[start] else start):
            if keys[row]:
                end = row + 1
            elif lines[row].strip():
                break
        found = set(keys[start:end]) - {""}
        fences = sum(_is_fence(lines, row) for row in (start - 1, end))
        fenced = fences > 0 and len(found) + fences > 2 and found & {"title", "date"}
        if fenced or ("title" in found and found & OF_HEADS):
            yield start, end
        start = end


def _is_fence(lines: Sequence[str], row: int) -> bool:
    return 0 <= row < len(lines) and FENCE.fullmatch(lines[row]) is not None


def _second_head(article: ParsedArticle, row: int, line: str) -> Problem:
    first = article.fields[0].line if article.fields else 1
    sentence = gettext(
        "dòng {line} mở một phần đầu bài thứ hai; phần đầu bài đã có từ dòng {first}.",
        line=quoted(line),
        first=first,
    )
    remedy = gettext(
        "chuyển dòng nào còn dùng lên phần đầu bài rồi xóa các dòng này; nếu là hai bài "
        "thì tách thành hai tệp."
    )
    return _at(article, row, line, sentence, remedy, "error")


def _publication(
    article: ParsedArticle, row: int, line: str, found: PublicationLine
) -> Problem | None:
    """None where the head says the same."""
    head = article.head
    severity: Severity = "error" if found.sure else "warning"
    key = "date" if found.about == "date" else "status"
    above = article.field_line(key) if article.has_field(key) else 0
    said = " " + gettext("Phần đầu bài ghi ở dòng {above}.", above=above) if above else ""
    if found.about != "date":
        if head and head.is_draft == (found.about == "draft"):
            return None
        if found.about == "draft":
            sentence = gettext(
                "dòng {line} nằm trong thân bài nên không giữ bài lại.", line=quoted(line)
            )
            remedy = gettext("xóa dòng này, ghi vào phần đầu bài: Trạng thái: nháp;")
        else:
            sentence = gettext(
                "dòng {line} nằm trong thân bài nên không đăng bài.", line=quoted(line)
            )
            remedy = gettext("xóa dòng này, ghi vào phần đầu bài: Trạng thái: đăng;")
        return _at(article, row, line, sentence + said, f"{remedy} {gettext(AS_TEXT)}", severity)
    near = near_date(found.value)
    if (
        head
        and head.date
        and near
        and (near.day, near.month, near.year) == (head.date.day, head.date.month, head.date.year)
    ):
        return None
    sentence = gettext("dòng {line} nằm trong thân bài nên không đổi ngày đăng.", line=quoted(line))
    remedy = gettext("xóa dòng này, ghi ngày vào phần đầu bài;")
    return _at(article, row, line, sentence + said, f"{remedy} {gettext(AS_TEXT)}", severity)


def _leading(lines: Sequence[str], keys: Sequence[str]) -> Iterator[int]:
    """The rows of the keys that the body begins with."""
    for row, line in enumerate(lines):
        if keys[row]:
            yield row
        elif line.strip():
            return


def _at(
    article: ParsedArticle, row: int, line: str, sentence: str, remedy: str, severity: Severity
) -> Problem:
    column = len(line) - len(line.lstrip()) + 1
    return article.problem(article.body_line + row, column, sentence, remedy, severity)
