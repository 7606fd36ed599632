"""A publisher who moved a site in lists its old addresses in one table, as Excel saves it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.redirects.words import TableFaultKind, redirect_words, said
from plugins.shared.content import fault_of
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import fold, nfc

FILE = "redirects.csv"
NUL = "\0"
# In letters; tools/server/moved.py takes no longer address either.
LONGEST = 2_000
HEADERS = (["cu", "moi"], ["old", "new"])
SEPARATOR = re.compile("[,;\t]")
# Excel's own first line, which says how the others are parted.
EXCEL_MARK = re.compile("sep=.?", re.I)


@dataclass(frozen=True)
class RedirectRow:
    """As typed, in NFC; line: from 1."""

    old: str
    new: str
    line: int


def read_table(
    content: Path, name: str = FILE, words: Mapping[str, Any] | None = None
) -> tuple[list[RedirectRow], list[Problem]]:
    """The rows of the table in the folder `content`, and what is wrong; no rows without a table.

    words: of `redirect_words`, in which that is told.
    """
    words = words or redirect_words()
    shown = f"{content.name}/{name}"
    file = content / name
    if file.is_dir() and not file.is_symlink():
        return [], [_problem(words, "folder", shown, 1)]
    try:
        if fault_of(file, content):  # named by plugins/checks as any other such file
            return [], []
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        text = NUL
    if NUL in text:  # UTF-16
        return [], [_problem(words, "encoding", shown, 1)]
    return read_rows(nfc(text), shown, words)


def read_rows(
    text: str, shown: str, words: Mapping[str, Any] | None = None
) -> tuple[list[RedirectRow], list[Problem]]:
    """shown: how the editor knows the file; words: as in `read_table`."""
    words = words or redirect_words()
    rows: list[RedirectRow] = []
    problems: list[Problem] = []
    separator = ""
    for number, line in enumerate(text.split("\n"), start=1):
        text_of = line.strip().strip(",;\t")
        if not text_of or text_of.startswith("#"):
            continue
        if not separator and EXCEL_MARK.fullmatch(text_of):
            continue
        values = {"said": quoted(text_of), "separator": separator, "most": LONGEST}
        if not separator:
            found = SEPARATOR.search(text_of)
            separator = found.group() if found else ","
            if [fold(cell) for cell in _cells(line, separator)] not in HEADERS:
                return [], [_problem(words, "header", shown, number, **values)]
            continue
        cells = _cells(line, separator)
        if any(len(cell) > LONGEST for cell in cells):
            problems.append(_problem(words, "long", shown, number, **values))
        elif len(cells) == 2 and all(cells):
            rows.append(RedirectRow(cells[0], cells[1], number))
        else:
            problems.append(_problem(words, "cells", shown, number, **values))
    return rows, problems


def _cells(line: str, separator: str) -> list[str]:
    """Without the empty ones that Excel adds at the end of a line; a line too long for any address
    is one cell."""
    if len(line) > csv.field_size_limit():
        return [line]
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return cells


def _problem(
    words: Mapping[str, Any], kind: TableFaultKind, shown: str, line: int, **values: object
) -> Problem:
    return Problem(shown, line, 1, "error", *said(words, kind, **values))
