"""What each article of a release says, and whether it says what changed: a line for each.

`address<TAB>file<TAB>wording<TAB>notes<TAB>minor<TAB>modified`, sorted. It lies beside the map of
old addresses, in the one folder that no server's configuration, old or new, shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plugins.frontmatter.kinds import QUESTION_STATES
from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import machine_date

FILE = ".portal/wording.txt"
TABS = 5


class WordingEntry(NamedTuple):
    """address: `tin-tuc/2023/12/a/`; file: inside content/; modified: ISO 8601 or "".

    notes: how many things the article itself tells of its changes: corrections, and the steps that
    its question has gone towards an answer.
    """

    address: str
    file: str
    wording: str
    notes: int
    minor: bool
    modified: str

    @classmethod
    def of(cls, address: str, head: Head, file: str, wording: str) -> WordingEntry:
        """The line of an article; wording: a digest of what it says."""
        step = list(QUESTION_STATES).index(head.question.state) if head.question else 0
        notes = len(head.corrections) + step
        modified = machine_date(head.modified, head.modified_has_time) if head.modified else ""
        return cls(address, file, wording, notes, head.minor, modified)


def around_wording(row: WordingEntry) -> tuple[str, str]:
    """What stands before and after it in the article's line, which by itself sorts the lines."""
    after = f"\t{row.notes}\t{row.minor:d}\t{row.modified}\n"
    return f"{row.address}\t{row.file}\t", after


def read_rows(text: str) -> Mapping[str, WordingEntry]:
    """By address. A line of another form says nothing: another version of us wrote it."""
    rows = {}
    for line in text.split("\n"):
        parts = line.split("\t")
        if len(parts) == TABS + 1 and parts[3].isdecimal() and parts[4] in ("0", "1"):
            address, file, wording, notes, minor, modified = parts
            rows[address] = WordingEntry(address, file, wording, int(notes), minor == "1", modified)
    return rows
