"""What files of word processors have in common: paragraphs of runs, lists, tables, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Script = Literal["", "sub", "sup"]
Align = Literal["", "center", "right"]
Numbering = Literal["", "1", "a", "A", "i", "I"]


@dataclass(frozen=True)
class Run:
    """text: "\\n" is a line break. size: points, 0 where nobody says it."""

    text: str
    font: str = ""
    bold: bool = False
    italic: bool = False
    script: Script = ""
    link: str = ""
    size: float = 0
    hidden: bool = False


@dataclass(frozen=True)
class Looks:
    """Of a run by its styles. size: points, 0 where nobody says it."""

    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    capitals: bool = False
    colour: bool = False
    underlined: bool = False
    script: Script = ""

    def run(self, text: str, link: str = "") -> Run:
        """`text` that looks so."""
        return Run(
            text=text.upper() if self.capitals else text,
            font=self.font,
            bold=self.bold,
            italic=self.italic,
            script=self.script,
            link=link,
            size=self.size,
            hidden=self.hidden,
        )


PLAIN = Looks()


@dataclass(frozen=True)
class Picture:
    """A photo in a line of text."""

    key: str  # of `SourceDocument.pictures`


@dataclass(frozen=True)
class NoteMark:
    """Where the text refers to the note of that number."""

    number: int


Inline = Run | Picture | NoteMark


@dataclass(frozen=True)
class Item:
    """A paragraph's place in a list that its program numbers.

    list: which one, so that it can go on after other text. level: from 0. kind: as `type` of
    HTML's `ol`, "" for a bullet. start: the number of its first item.
    """

    list: str
    level: int
    kind: Numbering
    start: int = 1


@dataclass(frozen=True)
class Paragraph:
    """heading: 1 for the highest, 0 for none. style: its name in lower case."""

    content: tuple[Inline, ...]
    align: Align = ""
    heading: int = 0
    style: str = ""
    item: Item | None = None

    @property
    def text(self) -> str:
        """Its text without looks."""
        return "".join(part.text for part in self.content if isinstance(part, Run))


@dataclass(frozen=True)
class Cell:
    """columns, rows: that it spans."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    heading: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells, of facts or of layout."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Note:
    """A foot- or endnote; number: as its mark has it."""

    number: int
    blocks: tuple[Block, ...]


Block = Paragraph | Table | Note


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All of them, those in tables and notes too, in the order of the text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Note):
            yield from paragraphs(block.blocks)
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)


def says(content: Iterable[Inline]) -> bool:
    """Whether anybody sees text or a photo."""
    return any(not isinstance(part, Run) or part.text.strip() for part in content)


def with_paragraphs(
    blocks: Iterable[Block], change: Callable[[Paragraph], Paragraph]
) -> tuple[Block, ...]:
    """The same with each paragraph as `change` gives it, asked in the order of `paragraphs`."""

    def changed(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return change(block)
        if isinstance(block, Note):
            return replace(block, blocks=with_paragraphs(block.blocks, change))
        return Table(
            tuple(
                tuple(replace(cell, blocks=with_paragraphs(cell.blocks, change)) for cell in row)
                for row in block.rows
            )
        )

    return tuple(changed(block) for block in blocks)


@dataclass
class TableCell:
    """A cell while its table is read. column: its first one in the grid; `above`: it goes on with
    the cell above it."""

    column: int
    columns: int
    blocks: tuple[Block, ...]
    above: bool = False
    heading: bool = False


def merged(rows: Iterable[list[TableCell]]) -> Table:
    """Cells that go on with the one above join it; where there is none they stand alone."""
    done: list[list[tuple[TableCell, int]]] = []
    reaches: dict[int, tuple[int, int]] = {}  # by column: row and place of the lowest cell
    for number, row in enumerate(rows):
        done.append([])
        reached: dict[int, tuple[int, int]] = {}
        for cell in row:
            over = reaches.get(cell.column) if cell.above else None
            if over is None:
                reached[cell.column] = (number, len(done[-1]))
                done[-1].append((cell, 1))
                continue
            reached[cell.column] = over
            upper, height = done[over[0]][over[1]]
            if any(each.text.strip() for each in paragraphs(cell.blocks)):
                upper.blocks += cell.blocks
            done[over[0]][over[1]] = (upper, height + 1)
        reaches = reached
    return Table(
        tuple(
            tuple(Cell(cell.blocks, cell.columns, height, cell.heading) for cell, height in row)
            for row in done
        )
    )
