"""An article's lines as Markdown groups them, so that a rule sees where it reads otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

BlockKind = Literal[
    "text", "bullets", "numbers", "table", "code", "continued", "heading", "note", "rule"
]

# A line of spaces only ends a block for Markdown; one with a no-break space does not.
BLANK = re.compile(r"[ \t]*\Z")
INDENT = re.compile(r"[ \t]*")
QUOTE = re.compile(r" {0,3}>[ \t]?")
BULLET = re.compile(r" {0,3}[*+-][ \t]+(?=\S)")
NUMBER = re.compile(r" {0,3}(\d+)\.[ \t]+(?=\S)")
HEADING = re.compile(r"(#{1,6})(.*?)[ \t]*#*[ \t]*\Z")
UNDERLINE = re.compile(r"(=+|-+) *\Z")
RULE = re.compile(r" {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})\Z")
SEPARATOR = re.compile(r"(?=[^-]*-)[|:\- ]+\Z")
NOTE = re.compile(r" {0,3}:[ \t]{1,3}\S| {0,3}\[\^[^\]\n]+\]:")
MARKED = re.compile(r"[ \t]*(?:[*+-]|\d+\.)[ \t]+\S")
PIPE = re.compile(r"(?<!\\)\|")
OUTER_PIPE = re.compile(r"(?<!\\)\|[ \t]*\Z")
MARK = re.compile(r"[^\n]")
HTML_BLOCK = re.compile(
    r"^ {0,3}<(div|table|figure|section|article|p|ul|ol|dl|blockquote|pre|center|details|style"
    r"|script|iframe|form|h[1-6]|header|footer|aside|video|audio)\b",
    re.M | re.I,
)
TAB = 4


class Line(NamedTuple):
    """text: as typed, without the `>` of a quotation; prose: the same without code.

    offset: of `text` in the body.
    """

    text: str
    prose: str
    offset: int

    @property
    def indent(self) -> int:
        """Columns of spaces before the first letter; a tab counts up to the next fourth."""
        space = INDENT.match(self.text)
        return len(space.group().expandtabs(TAB)) if space else 0


class Block(NamedTuple):
    """What Markdown takes as one piece. A heading is its one line, or two with an underline.

    continued: indented text of the list item or note above; note: a footnote or definition.
    """

    kind: BlockKind
    lines: tuple[Line, ...]


def read_blocks(body: str, prose: str) -> Iterator[Block]:
    """prose: the body with code as spaces. Raw HTML blocks, comments and fences are left out."""
    reach = 0  # columns that a line needs to belong to the item above; 0 outside of lists
    for run in _runs(body, without_html(prose)):
        kind = _kind(run, reach)
        yield Block(kind, tuple(run))
        if kind in ("bullets", "numbers", "continued", "note"):
            marked = [line.indent for line in run if MARKED.match(line.text)]
            if marked or kind != "continued":
                last = max(marked) if kind == "continued" else marked[-1] if marked else 0
                reach = (last // TAB + 1) * TAB
        elif kind != "code":
            reach = 0


def cells(row: str, header: str) -> int:
    """The number of cells in a table's row; outer bars count where the header has none."""
    row = row.strip()
    if is_bordered(header):
        row = OUTER_PIPE.sub("", row.removeprefix("|"))
    return len(PIPE.findall(row)) + 1


def is_bordered(header: str) -> bool:
    """Whether a table's rows begin or end with a bar."""
    return header.lstrip().startswith("|") or OUTER_PIPE.search(header) is not None


def _runs(body: str, prose: str) -> Iterator[list[Line]]:
    run: list[Line] = []
    quoted = False
    for line, in_quote in _lines(body, prose):
        if line is None or (in_quote and not quoted):
            if run:
                yield run
            run, quoted = [], in_quote
        if line is None:
            continue
        if len(run) == 1 and run[0].indent < TAB and UNDERLINE.match(line.text):
            yield [*run, line]
            run = []
            continue
        ends = line.text.startswith("#") or RULE.match(line.text)
        if run and ((ends and not _is_table(run)) or RULE.match(run[0].text)):
            yield run
            run = []
        run.append(line)
        if line.text.startswith("#") and len(run) == 1:
            yield run
            run = []
    if run:
        yield run


def _lines(body: str, prose: str) -> Iterator[tuple[Line | None, bool]]:
    """Each line and whether it is quoted; None for one that ends a block."""
    offset = 0
    for text, masked in zip(body.split("\n"), prose.split("\n"), strict=True):
        quote = QUOTE.match(masked) if ">" in masked else None
        cut = quote.end() if quote else 0
        blank = BLANK.match(masked, cut) is not None
        yield (None if blank else Line(text[cut:], masked[cut:], offset + cut)), quote is not None
        offset += len(text) + 1


def _kind(run: list[Line], reach: int) -> BlockKind:
    first = run[0].text
    if run[0].indent >= TAB:
        return "continued" if reach > 0 and run[0].indent < reach + TAB else "code"
    if first.startswith("#") or (len(run) == 2 and UNDERLINE.match(run[1].text)):
        return "heading"
    if _is_table(run):
        return "table"
    if RULE.match(first):
        return "rule"
    if NUMBER.match(first):
        return "numbers"
    if BULLET.match(first):
        return "bullets"
    return "note" if any(NOTE.match(line.text) for line in run) else "text"


def _is_table(run: list[Line]) -> bool:
    if len(run) < 2 or "|" not in run[0].prose or not SEPARATOR.match(run[1].text):
        return False
    header = run[0].prose
    return cells(header, header) == cells(run[1].prose, header)


def without_html(prose: str) -> str:
    """Blocks of raw HTML as spaces; one that is never closed goes on to the end, as a page's do."""
    if "<" not in prose:
        return prose
    pieces, done = [], 0
    for opening in HTML_BLOCK.finditer(prose):
        if opening.start() < done:
            continue
        end = _end_of_element(prose, opening.end(), opening[1])
        pieces += [prose[done : opening.start()], MARK.sub(" ", prose[opening.start() : end])]
        done = end
    return "".join([*pieces, prose[done:]])


def _end_of_element(prose: str, start: int, name: str) -> int:
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]*>", re.I).finditer(prose, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(prose)
