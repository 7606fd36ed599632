"""Tables as Markdown has them, and as a card shows them: cells and sides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from desk.article.media_text import one_line, plain
from desk.article.pieces import Side
from importing.escaping import pipe_table, table_caption
from plugins.captions.caption import LABELS
from plugins.markup.blocks import OUTER_PIPE, PIPE, Line, is_bordered
from plugins.markup.prose import mask_code

RULINGS: Mapping[Side, str] = {"": "---", "left": ":---", "centre": ":---:", "right": "---:"}
# A backslash before a pipe would be read as one that takes the pipe's meaning.
PIPES = re.compile(r"\\*\|")
ESCAPED_PIPE = re.compile(r"\\\|")
LONE_TICK = re.compile(r"(?<!\\)`")
BREAK = "<br>"

Rows = tuple[tuple[str, ...], ...]


def read_table(lines: Sequence[Line]) -> tuple[Rows, tuple[Side, ...]] | None:
    """None where a row says more than the header has columns for."""
    header = lines[0].prose
    rows = [_cells(line, is_bordered(header)) for line in lines]
    wide = len(rows[0])
    if any(len(row) > wide for row in rows):
        return None
    filled = [(*row, *[""] * (wide - len(row))) for row in rows]
    return (filled[0], *filled[2:]), tuple(map(_side, filled[1]))


def _cells(line: Line, bordered: bool) -> tuple[str, ...]:
    """Parted where Markdown parts them: not in code."""
    start, end = 0, len(line.prose.rstrip())
    if bordered:
        start = line.prose.index("|") + 1 if line.prose.lstrip().startswith("|") else 0
        outer = OUTER_PIPE.search(line.prose, start)
        end = outer.start() if outer else end
    cuts = [start - 1, *(pipe.start() for pipe in PIPE.finditer(line.prose, start, end)), end]
    parts = (line.text[a + 1 : b].strip() for a, b in pairwise(cuts))
    return tuple(_outside_code(ESCAPED_PIPE, "|", part) for part in parts)


def _side(ruling: str) -> Side:
    left, right = ruling.startswith(":"), ruling.endswith(":")
    return "centre" if left and right else "left" if left else "right" if right else ""


def read_table_caption(paragraph: str) -> str | None:
    """What a paragraph above a table says of it; None where it is another paragraph."""
    found = LABELS["table"].match(paragraph)
    said = plain(one_line(paragraph))
    if not found or said is None:
        return None
    return said if found[1] else said.partition(":")[2].strip()


def write_table(rows: Rows, align: Sequence[Side], caption: str) -> str:
    """Rows shorter than the longest are filled up."""
    wide = max((len(row) for row in rows), default=0)
    cells = [[*map(_cell, row), *[""] * (wide - len(row))] for row in rows]
    rulings = [RULINGS[side] for side in align[:wide]]
    rulings += [RULINGS[""]] * (wide - len(rulings))
    table = pipe_table(cells, rulings) if wide else ""
    said = one_line(caption)
    return f"{table_caption(said)}\n\n{table}" if said else table


def _cell(text: str) -> str:
    line = BREAK.join(part.strip() for part in text.strip().splitlines())
    return _outside_code(PIPES, "\\|", _outside_code(LONE_TICK, "\\`", line))


def _outside_code(pattern: re.Pattern[str], new: str, text: str) -> str:
    done, pieces = 0, []
    for found in pattern.finditer(mask_code(text)):
        pieces += [text[done : found.start()], new]
        done = found.end()
    return "".join([*pieces, text[done:]])
