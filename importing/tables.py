"""A table of facts in pipes where each cell is one line; merged cells stay merged, as HTML."""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

SIMPLE = {"strong", "em", "a", "br", "sub", "sup", "code", "abbr", "u", "s", "del", "ins", "mark"}
SIMPLE |= {"small", "q", "cite", "kbd", "img"}
ATTRIBUTES = ("colspan", "rowspan")
RULINGS = {"right": "---:", "centre": ":---:"}

Rows = list[list[Tag]]


def rows_of(table: Tag) -> Rows:
    """The cells of each row of the table itself, not of tables in it."""
    rows = [
        [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    return [row for row in rows if row]


def is_plain(rows: Rows) -> bool:
    """Whether pipes say all of it: equal rows, no merged cell, no block in a cell."""
    cells = [cell for row in rows for cell in row]
    if any(cell.has_attr(name) for cell in cells for name in ATTRIBUTES):
        return False
    if any(len(row) != len(rows[0]) for row in rows) or len(rows[0]) < 2:
        return False
    if any(cell.name == "th" for row in rows[1:] for cell in row):
        return False
    return all(part.name in SIMPLE for cell in cells for part in cell.find_all(True))


def sides(rows: Rows) -> list[str]:
    """Of each column: numbers that all stand at the right stay there; the rest is looks.

    `centre`, as our own pages write it, is meant; `center` is what Word says of any table.
    """
    below = rows[1:] or rows
    columns = [
        {str(row[place].get("class") or "") for row in below} for place in range(len(rows[0]))
    ]
    return [RULINGS.get(column.pop(), "---") if len(column) == 1 else "---" for column in columns]


def raw_table(rows: Rows) -> str:
    """HTML that our pages keep, a cell a line; the first row is the header."""
    spare: list[str] = []
    for number, row in enumerate(rows):
        lines = [
            f"<{_name(cell, number)}{_spans(cell)}>{_inside(cell)}</{_name(cell, number)}>"
            for cell in row
        ]
        spare.append("\n".join(["<tr>", *lines, "</tr>"]))
    return "\n".join(["<table>", *spare, "</table>"])


def _name(cell: Tag, row: int) -> str:
    return "th" if row == 0 else cell.name


def _spans(cell: Tag) -> str:
    return "".join(f' {name}="{cell[name]}"' for name in ATTRIBUTES if cell.get(name))


def _inside(cell: Tag) -> str:
    parts = [part for part in cell.children if isinstance(part, NavigableString | Tag)]
    if len(parts) == 1 and isinstance(parts[0], Tag) and parts[0].name == "p":
        parts = [part for part in parts[0].children if isinstance(part, NavigableString | Tag)]
    html = "".join(
        part.output_ready() if isinstance(part, NavigableString) else str(part) for part in parts
    )
    return re.sub(r"\s*\n\s*", " ", re.sub(r' data-[a-z]+="[^"]*"', "", html)).strip()
