"""Paragraphs, cells and rows of an RTF text become blocks as its words say where they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .grids import borders_of
from .rich_text import Align, Block, Inline, Paragraph, Run, merged
from .rtf_paragraphs import item_of, row_of
from .rtf_words import HEADING, ParagraphShape, RowShape


@dataclass
class Flow:
    """A text of its own: the article's, a note's. styles: names by number."""

    styles: Mapping[int, str]
    blocks: list[Block] = field(default_factory=list)
    content: list[Inline] = field(default_factory=list)
    number: str = ""  # as the program wrote it before the paragraph
    note: int = 0  # its number
    # Text boxes that hang on the paragraph: met before anything was said in it, and after.
    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    _cell: list[Block] = field(default_factory=list)
    _cells: list[tuple[Block, ...]] = field(default_factory=list)
    _rows: list[tuple[list[tuple[Block, ...]], RowShape]] = field(default_factory=list)
    _row: RowShape = field(default_factory=RowShape)
    _shape: ParagraphShape = field(default_factory=ParagraphShape)

    def word(self, word: str, value: int | None) -> None:
        """One that says something of the paragraph or the table; others say nothing here."""
        shape, row = self._shape, self._row
        if word in ("par", "sect", "nestcell"):
            self._end_paragraph()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._rows.append((self._cells, replace(row)))
            self._cells = []
        elif word == "trowd":
            self._row = RowShape()
        elif word in ("clmgf", "clmrg", "clvmgf", "clvmrg", "trhdr"):
            row.pending.add(word)
        elif word == "cellx":
            row.borders.append(value or 0)
            row.flags.append(frozenset(row.pending))
            row.pending &= {"trhdr"}
        elif word == "trleft":
            row.borders = row.borders or [value or 0]
        elif word == "pard":
            self._shape = ParagraphShape()
        elif word in ("qc", "qr", "ql", "qj"):
            aligns: dict[str, Align] = {"qc": "center", "qr": "right"}
            self._shape = replace(shape, align=aligns.get(word, ""))
        elif word == "intbl":
            self._shape = replace(shape, in_table=True)
        elif word == "s":
            self._shape = replace(shape, style=value or 0)
        elif word == "ls":
            self._shape = replace(shape, list=str(value or 0))
        elif word == "ilvl":
            self._shape = replace(shape, level=min(max(value or 0, 0), 8))

    def end(self) -> None:
        """All is in `blocks` then."""
        if self.content or self.before or self.after:
            self._end_paragraph()
        self._end_table()

    def _end_paragraph(self) -> None:
        shape = self._shape
        style = self.styles.get(shape.style, "")
        numbered = HEADING.fullmatch(style)
        heading = int(numbered[1]) if numbered else 0
        item, prefix = item_of(self.number, shape) if not heading else (None, self.number)
        content = [*self.content]
        if prefix:
            first = next((part for part in content if isinstance(part, Run)), Run(""))
            content.insert(0, replace(first, text=f"{prefix} ", script="", link=""))
        paragraph = Paragraph(tuple(content), shape.align, heading, style, item)
        blocks = [*self.before, paragraph, *self.after]
        self.content, self.number, self.before, self.after = [], "", [], []
        if shape.in_table:
            self._cell += blocks
        else:
            self._end_table()
            self.blocks += blocks

    def _end_cell(self) -> None:
        self._shape = replace(self._shape, in_table=True)
        self._end_paragraph()
        self._cells.append(tuple(self._cell))
        self._cell = []

    def _end_table(self) -> None:
        if self._cell:
            self._cells.append(tuple(self._cell))
        if self._cells:
            self._rows.append((self._cells, self._row))
        self._cell, self._cells = [], []
        if self._rows:
            borders = borders_of([0, *row.borders] for _, row in self._rows)
            self.blocks.append(merged(row_of(cells, row, borders) for cells, row in self._rows))
            self._rows = []
