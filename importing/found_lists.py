"""Lists and headings that somebody typed as plain lines: `- `, `+ `, `1. `, `a) `, in bold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from plugins.shared.messages import gettext_noop

from .document import Removed
from .found_blocks import Page, inside_of, look, made

MARK = re.compile(
    r"\s*(?:(?P<bullet>[-–—•+*▪●➢✓❖◦])|(?P<number>\d{1,2})(?P<after>[.)/])|(?P<letter>[a-zđ])\))"
    r"(?:[ \xa0]|(?=[^\W\d_]))\s*"
)
BULLETS = {"–": "-", "—": "-"}
# Which kinds people put into which: `1.` has `a)`, that has `-`, that has `+`.
DEPTH = {"1.": 0, "1/": 0, "1)": 1, "a)": 2, "+": 4, "*": 5, "◦": 5}
SIGN = 3  # any other
LEAST = 2  # items of one kind
MOST_OF_HEADING = 25  # words
ROMAN = re.compile(r"[IVX]{1,5}\s*[.\-–/)]\s")
NUMBERED = re.compile(r"\d{1,2}[.)]\s")
DEEPER = re.compile(r"\d{1,2}\.\d{1,2}\.?\s|[a-zđ]\)\s")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LETTERS = gettext_noop("chữ đánh đầu mục (trang tự đánh lại)")
LONGEST_STYLED = 30  # words of a heading by its style


@dataclass
class _Item:
    """kind: its sign, `1.` or `a)`; number: 0 of a sign."""

    block: Tag
    kind: str
    number: int
    inner: list[_Item] = field(default_factory=list)


def make_lists(page: Page) -> None:
    """A list with `đ)` stays as it is typed: no list of a page counts so, and texts refer to it."""
    run: list[_Item] = []
    marks: list[str] = []
    for block in [*page.texts(), None]:
        item = _item(block) if block is not None and block.name == "p" else None
        if item:
            run.append(item)
            continue
        _make(run, marks)
        run = []
    if marks:
        page.removed.append(Removed(LETTERS, " ".join(marks)))


def _item(block: Tag) -> _Item | None:
    seen = look(block)
    found = MARK.match(seen.text)
    if not found or seen.pictures or "\n" in seen.text or not seen.text[found.end() :].strip():
        return None
    if found["bullet"]:
        # `-5 độ`, `*Lưu ý`: a sign without a blank behind it is a mark only where more follow.
        return _Item(block, BULLETS.get(found["bullet"], found["bullet"]), 0)
    if seen.bold or not re.match(r"\s*\S+\s", found.group() + " "):
        return None
    if found["number"]:
        return _Item(block, f"1{found['after']}", int(found["number"]))
    return _Item(block, "a)", ALPHABET.find(found["letter"]) + 1)


def _make(run: list[_Item], marks: list[str]) -> None:
    """Lists of a run of lines; what stands alone stays a paragraph."""
    parts = [run]
    if any(item.kind == "a)" and not item.number for item in run):
        groups = groupby(run, lambda item: item.kind == "a)")
        parts = [list(group) for stays, group in groups if not stays]
    for part in (each for some in parts for each in _lists(some, [])):
        if len(part) < LEAST and not part[0].inner:
            continue
        marks += [ALPHABET[item.number - 1] for item in _all(part) if item.kind == "a)"]
        before = part[0].block
        for tag in made(_written(part)):
            before.insert_before(tag)
        for item in _all(part):
            item.block.decompose()


def _all(items: list[_Item]) -> list[_Item]:
    return [each for item in items for each in (item, *_all(item.inner))]


def _lists(run: list[_Item], outer: list[str]) -> list[list[_Item]]:
    """Parts of the run, each one list; another sign opens a list in the item before it."""
    parts: list[list[_Item]] = []
    place = 0
    while place < len(run):
        item = run[place]
        kinds = [*outer, item.kind]
        last = parts[-1] if parts else None
        goes_on = (
            last is not None
            and last[0].kind == item.kind
            and (not item.number or item.number == last[-1].number + 1)
        )
        if goes_on and last is not None:
            last.append(item)
        else:
            parts.append([item])
        place += 1
        start = place
        while (
            place < len(run)
            and run[place].kind not in kinds
            and DEPTH.get(run[place].kind, SIGN) > DEPTH.get(item.kind, SIGN)
        ):
            place += 1
        inner = run[start:place]
        for part in _lists(inner, kinds) if inner else []:
            if len(part) >= LEAST or part[0].kind in ("+", "*", "◦"):
                item.inner += part
            else:
                parts.append(part)
    return parts


def _written(items: list[_Item]) -> str:
    kind, number = items[0].kind, items[0].number
    if kind == "a)":
        opened, closed = f'<ol{_start(number)} type="a">', "</ol>"
    elif number:
        opened, closed = f"<ol{_start(number)}>", "</ol>"
    else:
        opened, closed = "<ul>", "</ul>"
    lines = []
    for item in items:
        inner: list[list[_Item]] = []
        for each in item.inner:
            if inner and inner[-1][0].kind == each.kind:
                inner[-1].append(each)
            else:
                inner.append([each])
        inside = "".join(map(_written, inner))
        lines.append(f"<li>{_without_mark(item.block)}{inside}</li>")
    return f"{opened}{''.join(lines)}{closed}"


def _start(number: int) -> str:
    return f' start="{number}"' if number > 1 else ""


def _without_mark(block: Tag) -> str:
    """The item's HTML; its mark may be in bold with the words behind it."""
    copy = BeautifulSoup(str(block), "html.parser", multi_valued_attributes=None)
    paragraph = copy.find("p")
    assert isinstance(paragraph, Tag)
    found = MARK.match(look(paragraph).text)
    left = len("".join(found.group().split())) if found else 0
    for text in list(paragraph.find_all(string=True)):
        kept = str(text).lstrip()
        while left and kept:
            kept, left = kept[1:].lstrip(), left - 1
        text.replace_with(NavigableString(kept))
        if not left and kept:
            break
    for tag in paragraph.find_all(["strong", "em"]):
        if not tag.get_text() and not tag.find("img"):
            tag.decompose()
    return inside_of(paragraph).strip()


def demote_headings(page: Page) -> None:
    """A style for headings is used for whole paragraphs too."""
    for block in page.texts():
        seen = look(block)
        if block.name in ("h2", "h3", "h4") and (
            seen.words > LONGEST_STYLED or seen.line.endswith((";", ","))
        ):
            block.name = "p"


def make_headings(page: Page) -> None:
    """Lines in bold or in numbered capitals between paragraphs."""
    blocks = page.texts()
    has_roman = any(
        ROMAN.match(look(block).line)
        for block in blocks
        if block.name == "p" and _is_heading(block)
    )
    for place, block in enumerate(blocks):
        if block.name != "p" or not _is_heading(block) or place + 1 == len(blocks):
            continue
        line = look(block).line
        level = 2
        if DEEPER.match(line):
            level = 4 if has_roman else 3
        elif NUMBERED.match(line):
            level = 3 if has_roman else 2
        for tag in list(block.find_all("strong")):
            tag.unwrap()
        for tag in made(f"<h{level}>{inside_of(block).replace('<br/>', ' ').strip()}</h{level}>"):
            block.insert_before(tag)
        block.decompose()


def _is_heading(block: Tag) -> bool:
    seen = look(block)
    if seen.pictures or not seen.text or seen.words > MOST_OF_HEADING or "data-note" in str(block):
        return False
    if (
        seen.line.endswith((".", ",", ";", "…"))
        or seen.line.startswith("(")
        or seen.italic
        or "\n" in seen.text
    ):
        return False
    if not any(letter.isalpha() for letter in seen.line):
        return False
    in_capitals = seen.line.upper() == seen.line and bool(ROMAN.match(seen.line))
    return (seen.bold and seen.align != "right" and not seen.line.endswith(":")) or in_capitals
