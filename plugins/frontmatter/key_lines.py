"""A line of a head is known for one however it was pasted: bold from a chat, quoted, in a list.

plain     Ngày: 11/12/2023           also with Word's full-width colon
marked    **Ngày:** 11/12/2023       bold or italic; read as if it were plain
prefixed  - Ngày: 11/12/2023         a list's, quotation's, heading's or table's mark before it:
          | **Ngày** | 11/12/2023 |  meant as a line of a head, but told to the editor
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.frontmatter.keys import known_key
from plugins.frontmatter.values import INVISIBLE

COLON = "[:：﹕∶]"
FIELD = re.compile(
    rf"(?P<indent>[\s{INVISIBLE}]*)(?P<quote>[\"']?)"
    r"(?P<key>[^\W\d_][^:：﹕∶\"'“”<>\[\]{}!?.,;#*]{0,39}?)(?P=quote)"
    rf"\s*{COLON}(?P<value>.*)"
)
MARKED = re.compile(
    rf"(?P<indent>[\s{INVISIBLE}]*)(?P<mark>\*{{1,3}}|_{{1,3}})\s*(?P<key>[^\W\d_][^:：﹕∶*]{{0,39}}?)"
    rf"\s*(?:(?P=mark)\s*{COLON}(?P<after>.*)|{COLON}\s*(?P=mark)(?P<inside>.*)"
    rf"|{COLON}(?P<whole>.*)(?P=mark)\s*)"
)
# What stands before a line in a list, a quotation, a heading or a table, and signs for the eye.
PREFIX = re.compile(r"\s*(?:(?:\d{1,2}[.)]|[^\w\s\"'“”‘’<\[({\\`*_]|\*(?=\s))\s*)+")
CELLS = re.compile(r"\s*\|(?P<key>[^|]+)\|(?P<value>[^|]*)\|?\s*")


class KeyLine(NamedTuple):
    """value: as typed; key_start, value_start: offsets in the line; prefix: what has to go from
    the line's start, "" where it may stay as it is; indented: spaces before the key."""

    key: str
    value: str
    key_start: int
    value_start: int
    indented: bool = False
    prefix: str = ""

    @property
    def plain(self) -> str:
        """The line to type instead."""
        return f"{self.key}: {self.value.strip()}"


def read_key_line(line: str) -> KeyLine | None:
    """Any `key: value`, plain, or with a known key in bold or italics."""
    indented = bool(line[:1].strip(INVISIBLE) and line[0].isspace())
    found = FIELD.fullmatch(line)
    if found:
        key, value = found["key"].strip(), found["value"]
        return KeyLine(key, value, found.start("key"), found.start("value"), indented)
    found = MARKED.fullmatch(line) if "*" in line or "_" in line else None
    if found and known_key(found["key"]):
        group = next(name for name in ("after", "inside", "whole") if found[name] is not None)
        key, start = found["key"].strip(), found.start(group)
        return KeyLine(key, found[group], found.start("key"), start, indented)
    return None


def read_prefixed(line: str) -> KeyLine | None:
    """A known key behind the mark of a list, a quotation, a heading or a table."""
    if cells := CELLS.fullmatch(line):
        line_of_cells = f"{cells['key'].strip(' *_:：')}:{cells['value']}"
        found = read_key_line(line_of_cells)
        if found and known_key(found.key):
            value_start = cells.start("value")
            return found._replace(key_start=cells.start("key"), value_start=value_start, prefix="|")
        return None
    prefix = PREFIX.match(line)
    if not prefix:
        return None
    found = read_key_line(line[prefix.end() :])
    if not found or not known_key(found.key):
        return None
    return found._replace(
        key_start=prefix.end() + found.key_start,
        value_start=prefix.end() + found.value_start,
        prefix=prefix.group().strip(),
    )


def is_known(line: str) -> bool:
    """Whether a head's line stands here as it should, or in bold or italics."""
    found = read_key_line(line)
    return bool(found and known_key(found.key))


def is_meant(line: str) -> bool:
    """As is_known, or behind a prefix."""
    return is_known(line) or read_prefixed(line) is not None
