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
from plugins.frontmatter.values import LIST_ITEM, strip
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
    """`head` with other values, by English key; an empty one takes its field away, and one that
    the head says already leaves it as it stands.

    A field that was there keeps its label, its place and its form; a new one stands where a new
    article has it. line_end: of the file, for new lines. Raises KeyError for an unknown key.
    """
    cleaned = {key: _cleaned(changed[key]) for key in ordered() if key in changed}
    if unknown := changed.keys() - cleaned.keys():
        raise KeyError(min(unknown))
    text = head.lstrip(BYTE_MARK)
    raw = read_fields(head + NO_BODY)
    said = {key: _cleaned(value) for key, value in read_values(raw).items()}
    values = {key: value for key, value in cleaned.items() if value != said.get(key)}
    lines = lines_of(text)
    first: dict[str, Field] = {}
    for field in raw.fields:
        first.setdefault(known_key(field.key), field)
    crowded = any(LIST_ITEM.fullmatch(lines[field.line - 1].rstrip()) for field in raw.fields)
    # What stands in place of each line, and after it.
    rows = [[line] for line in lines]
    for field in raw.fields:
        value = values.get(key := known_key(field.key))
        if value is None or (value and field is not first[key]):
            continue
        here = slice(field.line - 1, field.last_line)
        rows[here] = [[] for _ in lines[here]]
        if value:
            rows[field.line - 1] = rewritten(field, lines[here], key, value, raw.fenced, crowded)
    vietnamese = Fields(raw, "", []).vietnamese
    made = {
        key: field_lines(f"{label(key, vietnamese)}:", key, value, crowded)
        for key, value in values.items()
        if value and key not in first
    }
    if raw.fields and not raw.fenced and not any(rows[field.line - 1] for field in raw.fields):
        # Without a field in sight what is below would be read as the head.
        rows[raw.fields[0].line - 1] = [] if made else [f"{raw.fields[0].key}:"]
    flat = _with_new(rows, made, first)
    ends = [*[line_end] * (len(flat) - 1), "" if text and not _has_end(text) else line_end]
    ended = (line if _has_end(line) else line + end for line, end in zip(flat, ends, strict=False))
    return head[: len(head) - len(text)] + "".join(ended)


def _has_end(line: str) -> bool:
    return line.endswith(("\r", "\n"))


def _with_new(
    rows: list[list[str]], made: Mapping[str, list[str]], first: Mapping[str, Field]
) -> list[str]:
    """made: the lines of new fields; first: the fields that there were."""
    order = ordered()
    top = []
    for key, lines in made.items():
        before = [other for other in order[: order.index(key)] if other in first]
        if before:
            rows[first[before[-1]].last_line - 1] += lines
        else:
            top += lines
    fences = (at for at, row in enumerate(rows) if FENCE.fullmatch("".join(row).strip()))
    opening = next(fences, -1)
    if first:
        at = min(field.line for field in first.values()) - 1
        rows[at] = top + rows[at]
    elif top and opening >= 0:
        rows[opening] += top
    elif top:
        rows = [["---", *top, "---"], *rows]
    return [line for row in rows for line in row if line]


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return LINE_ENDS.sub(" ", strip(nfc(value)))
    return tuple(filter(None, (strip(LINE_ENDS.sub(" ", nfc(item))) for item in value)))
