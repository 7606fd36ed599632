"""One field's lines with another value, in the form that they had: plain, quoted, a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk.article.keys import Value
from plugins.frontmatter.fields import SEMICOLON
from plugins.frontmatter.head import Field
from plugins.frontmatter.key_lines import FIELD
from plugins.frontmatter.keys import IN_PARTS
from plugins.frontmatter.values import COMMENT, QUOTED, strip
from plugins.frontmatter.writing import list_value, quoted, text_value
from plugins.vietnamese.text import nfc

# Lists whose items are long: more than one item stands in a line each.
IN_LINES = IN_PARTS | {"attachments"}
LABEL = re.compile(r"(?P<label>[^:：﹕∶]*[:：﹕∶])(?P<gap>\s*)(?P<source>.*)", re.S)
ITEM = re.compile(r"\s*(?:-|[•·*+](?=\s))\s*")


def field_lines(name: str, key: str, value: Value, crowded: bool) -> list[str]:
    """Of a new field, without line ends. name: with its colon; crowded: whether other fields stand
    behind list marks, as items of a list above them would."""
    if isinstance(value, str):
        return [f"{name} {text_value(value)}"]
    if key in IN_LINES and len(value) > 1 and not crowded:
        return [name, *(f"  - {text_value(item)}" for item in value)]
    return [f"{name} {_in_line(key, value)}"]


def _in_line(key: str, items: Sequence[str]) -> str:
    first = items[0]
    if key in IN_PARTS and len(items) > 1:
        return _flow_list(items)
    named = key == "attachments" and "|" in first and not SEMICOLON.search(first)
    return (
        text_value(first) if key in IN_PARTS or (named and len(items) == 1) else list_value(items)
    )


def _flow_list(items: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, items))}]"


def rewritten(
    field: Field, lines: Sequence[str], key: str, value: Value, fenced: bool, crowded: bool
) -> list[str]:
    """lines: of the field, as they stand in the file; the new ones may have no line ends."""
    last = lines[-1][len(lines[-1].rstrip("\r\n")) :]
    if not isinstance(value, str) and field.item_lines and field.value_line > field.line:
        new = _block_list(field, lines, value)
    else:
        new = _changed(field, lines, key, value, fenced, crowded)
    return [*new[:-1], new[-1].rstrip("\r\n") + last]


def _changed(
    field: Field, lines: Sequence[str], key: str, value: Value, fenced: bool, crowded: bool
) -> list[str]:
    line = lines[0].rstrip("\r\n")
    found = LABEL.fullmatch(line) if FIELD.fullmatch(nfc(line)) else None
    if not found:  # in bold, behind a list's mark or in a table
        return field_lines(f"{field.key}:", key, value, crowded)
    name, gap, source = found["label"], found["gap"] or " ", found["source"]
    after = _comment(source) if fenced and len(lines) == 1 else ""
    if isinstance(value, str):
        style = quoted if source[:1] in QUOTED else text_value
        return [f"{name}{gap}{(quoted if after else style)(value)}{after}"]
    if source.startswith("[") and not isinstance(field.value, str):
        return [f"{name}{gap}{_flow_list(value)}{after}"]
    semicolons = "; ".join(value)
    parted = SEMICOLON.search(source) and isinstance(field.value, str) and key not in IN_PARTS
    if parted and ";" not in "".join(value) and text_value(semicolons) == semicolons:
        return [f"{name}{gap}{semicolons}"]
    first, *rest = field_lines(name, key, value, crowded)
    return [first, *rest] if rest else [name + gap + first.removeprefix(f"{name} ")]


def _comment(source: str) -> str:
    """What stands behind a quoted text or a list."""
    quotes = QUOTED.get(source[:1])
    if quotes and (found := quotes.match(source)):
        rest = source[found.end() :]
        return rest if COMMENT.fullmatch(rest.rstrip()) else ""
    if source.startswith("[") and (end := source.rfind("] #")) > 0:
        return source[end + 1 :]
    return ""


def _block_list(field: Field, lines: Sequence[str], items: Sequence[str]) -> list[str]:
    """Items that were there keep their lines."""
    firsts = [line - field.line for line in field.item_lines]
    chunks = [lines[a:b] for a, b in zip(firsts, [*firsts[1:], len(lines)], strict=True)]
    old = dict(zip(map(_plain, field.value), chunks, strict=True))
    mark = ITEM.match(lines[firsts[0]])
    indent = mark[0] if mark else "  - "
    style = quoted if mark and lines[firsts[0]][mark.end() :][:1] in QUOTED else text_value
    new = [old.get(_plain(item), [indent + style(item)]) for item in items]
    return [*lines[: firsts[0]], *(line for chunk in new for line in chunk)]


def _plain(item: str) -> str:
    return " | ".join(strip(part) for part in " ".join(nfc(item).split()).split("|"))
