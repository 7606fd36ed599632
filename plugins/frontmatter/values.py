"""A value of an article's head comes out as typed, or as YAML means it where YAML is meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.vietnamese.text import nfc

Value = str | tuple[str, ...]

BLOCK_SCALAR = re.compile(r"[|>](?:[+-][1-9]?|[1-9][+-]?)?(?:\s+#.*)?")
COMMENT = re.compile(r"[ \t]+#(?:[ \t].*)?")
# Word turns a typed hyphen or asterisk at a line's start into a bullet.
LIST_ITEM = re.compile(r"(?P<indent>\s*)(?:-|[•·*+](?=\s))(?P<item>.*)")
LEADING = re.compile(r"^[ \t\u00a0]+")
INVISIBLE = "\ufeff\u200b\u2060"
PLAIN_ITEM = re.compile(r"[^,\[\]]*")
ITEM_END = re.compile(r"\s*(?=[,\]])")
QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*'(?!')"),
}
ENCLOSING = ("[", *QUOTED)
TYPED_QUOTES = {"“": "”", "‘": "’"}


class ReadValue(NamedTuple):
    """value: a text, or the items of a list; typed: the source as one line; rows: for a list, the
    row of each item; row and column: where the value starts. Rows count from 0 at the key's line.
    """

    value: Value
    typed: str
    row: int
    column: int
    rows: tuple[int, ...] = ()
    plain: bool = False


def read_value(first: str, rest: list[str], column: int, fenced: bool) -> ReadValue:
    """What stands after the colon (`first`, from `column`) and on the lines below it (`rest`).

    Each value decides for itself whether it is YAML; the rules are those of head.py.
    """
    text = strip(first)
    if text and not rest and text[0] not in ENCLOSING:  # one line as typed, as most are
        return ReadValue(text, text, 0, column + len(first) - len(first.lstrip()), plain=True)
    parts = [strip(line) for line in [first, *rest]]
    typed = " ".join(filter(None, parts))
    start = next((row for row, part in enumerate(parts) if part), 0)
    if start and LIST_ITEM.fullmatch(rest[start - 1]):
        items, rows = _block_list(rest[start - 1 :], fenced)
        return ReadValue(items, typed, start, 1, tuple(start + row for row in rows))
    if start:
        first, rest = rest[start - 1], rest[start:]
        column = len(first) - len(first.lstrip()) + 1
    else:
        column += len(first) - len(first.lstrip())
    first = first.lstrip().lstrip(INVISIBLE).rstrip(" \t")
    items_inline = _flow_list("\n".join([first, *rest]), fenced)
    if items_inline is not None:
        return ReadValue(items_inline, typed, start, column, (start,) * len(items_inline))
    text, plain = _scalar(first, rest, fenced)
    return ReadValue(text, typed, start, column, plain=plain)


def strip(text: str) -> str:
    """`text` without spaces (no-break ones too) and invisible characters at its ends."""
    # One regular expression for both ends would try to match at every space in between.
    while (shorter := text.strip().strip(INVISIBLE)) != text:
        text = shorter
    return text


def _scalar(first: str, rest: list[str], fenced: bool) -> tuple[str, bool]:
    source = "\n".join([first, *rest])
    block = BLOCK_SCALAR.fullmatch(strip(first)) is not None and any(
        line.strip(" \t") for line in rest
    )
    end = _end_of_quotes(source)
    after = source[end:] if end else ""
    if block or (end and (not strip(after) or (fenced and COMMENT.fullmatch(after.rstrip())))):
        text = _as_yaml(first, rest)
        if text is not None:
            return nfc(text), False
    return _folded([first, *rest]), True


def _as_yaml(first: str, rest: list[str]) -> str | None:
    import yaml  # most builds meet no quoted value, and would wait for it

    # Tabs and no-break spaces may indent as well, but in YAML they may be text: that comes first.
    spaced = [LEADING.sub(lambda space: " " * len(space[0].expandtabs(2)), line) for line in rest]
    for lines in (rest, spaced):
        try:
            # BaseLoader makes strings only: no date, boolean or octal is ever guessed.
            read = yaml.load("\n".join([f"- {first}", *lines]), Loader=yaml.BaseLoader)  # noqa: S506
        except (yaml.YAMLError, ValueError, OverflowError):  # `"\\U00110000"` is no character
            continue
        if isinstance(read, list) and len(read) == 1 and isinstance(read[0], str):
            return read[0]
    return None


def _folded(lines: list[str]) -> str:
    """A text over several lines: a line end is a space, an empty line a new line."""
    text = ""
    gap = ""
    for number, line in enumerate(lines):
        # After an indentation of plain spaces a no-break space belongs to the text.
        part = line.strip(" \t") if number == 0 or line[:1] in (" ", "\t") else line.strip()
        if not part:
            gap = "\n" if gap in ("", " ") else gap + "\n"
            continue
        text += (gap if text else "") + part
        gap = " "
    return strip(text)


def _end_of_quotes(text: str, at: int = 0) -> int:
    """The length of the quoted text that starts at `at`; 0 if none does or it never closes."""
    pattern = QUOTED.get(text[at : at + 1])
    found = pattern.match(text, at) if pattern else None
    return found.end() - at if found else 0


def _block_list(lines: list[str], fenced: bool) -> tuple[tuple[str, ...], list[int]]:
    first = LIST_ITEM.fullmatch(lines[0])
    indent = len(first["indent"]) if first else 0
    starts = [
        row
        for row, line in enumerate(lines)
        if (found := LIST_ITEM.fullmatch(line)) and len(found["indent"]) <= indent
    ]
    items: list[str] = []
    rows: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = LIST_ITEM.fullmatch(lines[start])
        rest = [line[indent:] for line in lines[start + 1 : end]]
        item = found["item"].lstrip().lstrip(INVISIBLE).rstrip(" \t") if found else ""
        text, _ = _scalar(item, rest, fenced)
        if text:
            items.append(text)
            rows.append(start)
    return tuple(items), rows


def _flow_list(source: str, fenced: bool) -> tuple[str, ...] | None:
    """The items of `[a, "b, c"]`; None where the brackets do not enclose the whole value."""
    if not source.startswith("["):
        return None
    items: list[str] = []
    at = 1
    while True:
        while source[at : at + 1].isspace():
            at += 1
        length = _end_of_quotes(source, at)
        quoted = ITEM_END.match(source, at + length) if length else None
        if quoted:
            lines = source[at : at + length].split("\n")
            text = _as_yaml(lines[0], [f"  {line}" for line in lines[1:]])
            items.append(nfc(text) if text is not None else " ".join(lines))
            at = quoted.end()
        else:
            found = PLAIN_ITEM.match(source, at)
            plain = _unquoted(_folded(found.group().split("\n")) if found else "")
            items += [plain] if plain else []
            at = found.end() if found else at
        closing = source[at : at + 1]
        at += 1
        if closing == "]":
            break
        if closing != ",":
            return None
    after = source[at:].rstrip()
    return tuple(items) if not after or (fenced and COMMENT.fullmatch(after)) else None


def _unquoted(item: str) -> str:
    """`“a”` as `a`: Word has curved the quotes of the list."""
    if len(item) > 1 and TYPED_QUOTES.get(item[0]) == item[-1]:
        return item[1:-1]
    return item
