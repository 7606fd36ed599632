"""A head as a form shows it, and with changed fields: all other lines stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desk.article.body_text import lines_of
from desk.article.field_text import field_lines, rewritten
from desk.article.keys import Value, is_list, ordered
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.head import FENCE, Field, RawHead, split
from plugins.frontmatter.keys import IN_PARTS, known_key, label
from plugins.frontmatter.values import strip
from plugins.vietnamese.look_alikes import mend_look_alikes
from plugins.vietnamese.text import nfc

BYTE_MARK = "\ufeff"
LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")
# Where a head ends without a fence, something else has to follow.
NO_BODY = "\n\n.\n"


def read_values(raw: RawHead) -> dict[str, Value]:
    """What a form shows, by English key: one line each, or the items of a list."""
    fields = Fields(raw, "", [])
    return {key: _shown(fields, key, raw) for key in ordered() if fields.has(key)}


def _shown(fields: Fields, key: str, raw: RawHead) -> Value:
    if key in IN_PARTS:
        return tuple(" | ".join(parts) for parts in fields.parts(key))
    if is_list(key):
        return fields.items(key)
    typed = next(field.value for field in raw.fields if known_key(field.key) == key)
    return fields.text(key) or ("" if isinstance(typed, str) else "; ".join(typed))


def read_fields(head: str) -> RawHead:
    """head: as it stands in the file, or a file's text that begins with it."""
    text = head.lstrip(BYTE_MARK).replace("\r\n", "\n").replace("\r", "\n")
    return split(mend_look_alikes(nfc(text)))


def change_fields(head: str, changed: Mapping[str, Value], line_end: str) -> str:
    """`head` with other values, by English key; an empty one takes its field away.

    A field that was there keeps its label, its place and its form; a new one stands where a new
    article has it. line_end: of the file, for new lines. Raises KeyError for an unknown key.
    """
    values = {key: _cleaned(changed[key]) for key in ordered() if key in changed}
    if unknown := changed.keys() - values.keys():
        raise KeyError(min(unknown))
    text = head.lstrip(BYTE_MARK)
    raw = read_fields(head + NO_BODY)
    lines = lines_of(text)
    first: dict[str, Field] = {}
    for field in raw.fields:
        first.setdefault(known_key(field.key), field)
    # What stands in place of each line, and after it.
    rows = [[line] for line in lines]
    for field in raw.fields:
        value = values.get(key := known_key(field.key))
        if value is None or (value and field is not first[key]):
            continue
        here = slice(field.line - 1, field.last_line)
        new = rewritten(field, lines[here], key, value, raw.fenced, line_end) if value else []
        rows[here] = [new, *[[] for _ in lines[here][1:]]]
    vietnamese = Fields(raw, "", []).vietnamese
    made = {
        key: [line + line_end for line in field_lines(f"{label(key, vietnamese)}:", key, value)]
        for key, value in values.items()
        if value and key not in first
    }
    return head[: len(head) - len(text)] + _with_new(rows, made, first, line_end)


def _with_new(
    rows: list[list[str]],
    made: Mapping[str, list[str]],
    first: Mapping[str, Field],
    line_end: str,
) -> str:
    """made: the lines of new fields; first: the fields that there were."""
    order = ordered()
    top = []
    for key, lines in made.items():
        before = [other for other in order[: order.index(key)] if other in first]
        if before:
            rows[first[before[-1]].last_line - 1] += lines
        else:
            top += lines
    opening = next(
        (at for at, row in enumerate(rows) if row and FENCE.fullmatch(row[0].strip())), -1
    )
    if first:
        at = min(field.line for field in first.values()) - 1
        rows[at] = top + rows[at]
    elif top and opening >= 0:
        rows[opening] += top
    elif top:
        rows = [[f"---{line_end}", *top, f"---{line_end}"], *rows]
    flat = [line for row in rows for line in row if line]
    unended = [line if line.endswith(("\r", "\n")) else line + line_end for line in flat[:-1]]
    return "".join([*unended, *flat[-1:]])


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return LINE_ENDS.sub(" ", strip(nfc(value)))
    return tuple(filter(None, (strip(LINE_ENDS.sub(" ", nfc(item))) for item in value)))
