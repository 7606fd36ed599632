"""An editor writes an article's head by hand, pastes it from Word or lets a CMS write it.

One grammar for all three; each field decides for itself, never the file as a whole:

    head   = "---" line, fields, "---" (or "...") line    (empty and # comment lines allowed)
           | fields, empty line                           (written by hand, without fences)
    field  = key ":" value, from the line's first column; ":" may be Word's full-width "："
           | the same with a known key in bold or italics, as pasted from a chat (key_lines.py)
    value  = text to the line's end, exactly as typed: `#`, `:`, quotes and brackets stay;
             indented lines below continue it
           | "…" or '…' whose quote closes at the value's very end, with YAML's escapes
             (inside fences a ` # comment` may follow)
           | `>` or `|` (with + - and a digit), then indented lines: YAML's block text
           | [a, "b, c"] whose brackets enclose the whole value: a list; the text is kept as
             typed too, for a title such as `[Ảnh]`
           | nothing, then lines with `- item` (each item a value): a list
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plugins.frontmatter.conflicts import Conflict, conflict_problem, find_conflicts
from plugins.frontmatter.head_problems import (
    in_code,
    indented,
    no_field,
    prefixed,
    shortened,
    wrong_fence,
)
from plugins.frontmatter.key_lines import (
    KeyLine,
    is_meant,
    read_key_line,
    read_prefixed,
)
from plugins.frontmatter.keys import IN_PARTS, known_key
from plugins.frontmatter.samples import SAMPLE_DAY, SAMPLES
from plugins.frontmatter.values import INVISIBLE, LIST_ITEM, Value, read_value
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

FENCE = re.compile(r"-{3,}")
CODE = re.compile(r"`{3,}|~{3,}")
DASHES = re.compile(r"[-–—―‒−‐‑_=+*~](?:\s*[-–—―‒−‐‑_=+*~])*")
HYPHEN, OTHER_DASHES = "-", "–—―‒−‐‑"
# More than any article needs; each unknown one is compared with all known ones.
MOST_FIELDS = 100
SAMPLE_HEAD = f"---\nTiêu đề: {SAMPLES['title']}\nNgày: {SAMPLE_DAY}\n---"


class Field(NamedTuple):
    """key: as typed; value: a text or a list's items; typed: the value's source in one line.

    Lines and columns count from 1 in the file; last_line: that of the whole field; item_lines: the
    line of each item of a list.
    """

    key: str
    value: Value
    typed: str
    line: int
    column: int
    value_line: int
    value_column: int
    last_line: int
    item_lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class RawHead:
    """problems: mistakes of form, all errors, with an empty path (split knows no file).

    wrong_fences: lines, from 1, that open or close the head with other dashes than `---`.
    """

    fields: tuple[Field, ...]
    body: str
    body_line: int
    fenced: bool
    problems: tuple[Problem, ...] = ()
    wrong_fences: tuple[int, ...] = ()


def split(text: str) -> RawHead:
    """The head's fields and the body of `text`, which is in NFC with `\\n` line ends."""
    lines = text.split("\n")
    raw = _split(lines)
    end = raw.body_line - 1 if raw.fields else len(lines)
    conflicts = [found for found in find_conflicts(text) if found.line <= end]
    return _in_conflict(raw, conflicts) if conflicts else raw


def _in_conflict(raw: RawHead, conflicts: Sequence[Conflict]) -> RawHead:
    """Two versions of one head: every other mistake follows from that one."""
    problems = tuple(conflict_problem(conflict, "") for conflict in conflicts)
    body = raw.body if conflicts[-1].end < raw.body_line else ""
    return RawHead((), body, raw.body_line, raw.fenced, problems)


def _split(lines: list[str]) -> RawHead:
    first = next((row for row, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip(f" \t\u00a0{INVISIBLE}")
    if CODE.match(opening) and any(map(_opens_head, lines[first + 1 : first + 3])):
        below = next(row for row in range(first + 1, len(lines)) if _opens_head(lines[row]))
        start = below + 1 if FENCE.fullmatch(lines[below].rstrip()) else below
        return _fenced(lines, start, [in_code(first, opening)])
    if FENCE.fullmatch(opening):
        return _fenced(lines, first + 1, [])
    if DASHES.fullmatch(opening) and any(is_meant(line) for line in lines[first + 1 : first + 4]):
        raw = _fenced(lines, first + 1, [wrong_fence(first, opening)])
        return dataclasses.replace(raw, wrong_fences=(first + 1, *raw.wrong_fences))
    return _by_hand(lines, first)


def _fenced(lines: list[str], start: int, problems: list[Problem]) -> RawHead:
    gap: int | None = None
    for row in range(start, len(lines)):
        line = lines[row].rstrip()
        if FENCE.fullmatch(line) or line == "...":
            return _read(lines, start, row, row + 1, True, problems)
        if _looks_like_fence(line):
            wrong = [*problems, wrong_fence(row, line)]
            raw = _read(lines, start, row, row + 1, True, wrong)
            return dataclasses.replace(raw, wrong_fences=(row + 1,))
        if not line:
            gap = row if gap is None else gap
        elif is_meant(line):
            gap = None
        elif gap is not None and not _may_be_of_head(line):
            return _unclosed(lines, start, gap, problems)
    empty = (row for row in range(start, len(lines)) if not lines[row].strip())
    return _unclosed(lines, start, next(empty, len(lines)), problems)


def _unclosed(lines: list[str], start: int, end: int, problems: list[Problem]) -> RawHead:
    end = _first_prose(lines, start, end)
    sentence = gettext(
        "phần đầu bài mở bằng “---” ở dòng {start} nhưng không có dòng “---” đóng lại.", start=start
    )
    remedy = gettext("thêm vào dòng {end}: ---", end=end + 1)
    missing = Problem("", min(end, len(lines) - 1) + 1, 1, "error", sentence, remedy)
    return _read(lines, start, end, end, True, [*problems, missing])


def _first_prose(lines: list[str], start: int, end: int) -> int:
    """Where the article begins right under the last field, without an empty line; or `end`."""
    known = [row for row in range(start, end) if is_meant(lines[row])]
    if not known:
        return end
    below = range(known[-1] + 1, end)
    return next((row for row in below if not _may_be_of_head(lines[row])), end)


def _may_be_of_head(line: str) -> bool:
    return line[:1].isspace() or line[:1] in "#-" or read_key_line(line) is not None


def _by_hand(lines: list[str], start: int) -> RawHead:
    end = start
    while end < len(lines) and lines[end].strip():
        if FENCE.fullmatch(lines[end].rstrip()):
            sentence = gettext("có dòng “---” đóng phần đầu bài mà thiếu dòng “---” mở ở trên.")
            remedy = gettext("thêm vào dòng {start}: ---", start=start + 1)
            problem = Problem("", start + 1, 1, "error", sentence, remedy)
            return _read(lines, start, end, end + 1, False, [problem])
        end += 1
    if not any(is_meant(line) for line in lines[start:end]):
        sentence = gettext(
            "tệp chưa có phần đầu bài; dòng đầu là “{line}”.",
            line=shortened(lines[start]),
        )
        problem = Problem(
            "",
            start + 1,
            1,
            "error",
            sentence,
            gettext("thêm vào đầu tệp:\n{head}", head=SAMPLE_HEAD),
        )
        return RawHead((), "\n".join(lines), 1, False, (problem,))
    return _read(lines, start, end, min(end + 1, len(lines)), False, [])


def _read(
    lines: list[str], start: int, end: int, body: int, fenced: bool, problems: list[Problem]
) -> RawHead:
    fields, found = _fields(lines, start, end, fenced)
    if len(fields) > MOST_FIELDS:
        found = [_too_many(fields[MOST_FIELDS])]
        fields = fields[:MOST_FIELDS]
    text = "\n".join(lines[body:])
    return RawHead(tuple(fields), text, body + 1, fenced, tuple(sorted([*problems, *found])))


def _too_many(field: Field) -> Problem:
    sentence = gettext("phần đầu bài có hơn {most} dòng dạng “Khóa: nội dung”.", most=MOST_FIELDS)
    remedy = gettext("nội dung bài nằm lẫn trong phần đầu thì thêm một dòng “---” phía trên nó.")
    return Problem("", field.line, 1, "error", sentence, remedy)


def _fields(
    lines: list[str], start: int, end: int, fenced: bool
) -> tuple[list[Field], list[Problem]]:
    fields: list[Field] = []
    problems: list[Problem] = []
    row = start
    reported = -2
    while row < end:
        line = lines[row]
        found = read_key_line(line)
        if found is None or (found.indented and not known_key(found.key)):
            found = read_prefixed(line)
        if found:
            if found.prefix:
                problems.append(prefixed(row, line, found))
            elif found.indented:
                problems.append(indented(row, line))
            field, row = _field(lines, row, end, found, fenced)
            fields.append(field)
        elif not line.strip() or (fenced and line.startswith("#")):
            row += 1
        else:
            # One report for a run of lines: the rest of a pasted paragraph says nothing new.
            if reported != row - 1:
                problems.append(no_field(row, line, fields[-1].key if fields else ""))
            reported = row
            row += 1
    return fields, problems


def _field(lines: list[str], row: int, end: int, found: KeyLine, fenced: bool) -> tuple[Field, int]:
    stop = row + 1
    empty = not found.value.strip()
    # The name of a source may look like a key; no other list has an item like `Ngày: 11/12/2023`.
    in_parts = known_key(found.key) in IN_PARTS
    while stop < end:
        line = lines[stop]
        if empty and not in_parts and read_prefixed(line):
            break
        item = empty and LIST_ITEM.fullmatch(line)
        if line.strip() and not line[0].isspace() and not item:
            break
        stop += 1
    while stop > row + 1 and not lines[stop - 1].strip(" \t"):
        stop -= 1
    column = found.value_start + 1
    read = read_value(found.value, lines[row + 1 : stop], column, fenced)
    if read.plain:
        within = [at for at in range(row + 1, stop) if is_meant(lines[at])]
        if within:
            stop = within[0]
            read = read_value(found.value, lines[row + 1 : stop], column, fenced)
    field = Field(
        key=found.key,
        value=read.value,
        typed=read.typed,
        line=row + 1,
        column=found.key_start + 1,
        value_line=row + read.row + 1,
        value_column=read.column,
        last_line=stop,
        item_lines=tuple(row + item_row + 1 for item_row in read.rows),
    )
    return field, stop


def _looks_like_fence(line: str) -> bool:
    if line == "--":
        return True
    if line[:1] not in (HYPHEN, *OTHER_DASHES, "\u00a0"):
        return False
    dashes = set(line) - {" ", "\t", "\u00a0"}
    only_dashes = bool(dashes) and dashes <= {HYPHEN, *OTHER_DASHES} and dashes != {HYPHEN}
    return only_dashes and not line.startswith((" ", "\t", "- "))


def _opens_head(line: str) -> bool:
    return FENCE.fullmatch(line.rstrip()) is not None or is_meant(line)
