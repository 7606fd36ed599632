"""Photos find their captions: below, above, in a table of layout, or one for several."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4.element import Tag

from .found_blocks import Look, Page, escaped, inside_of, look, made

MOST_WORDS = 80  # of a caption
SHORT = 30
LONGEST_CREDIT = 140  # letters
CREDIT = re.compile(
    r"[\s.,;–-]*\(?\s*(?P<label>(?:nguồn )?ảnh(?: minh h[oọ]ạ?)?|nguồn|tin, ảnh|photo)\s*:\s*"
    r"(?P<name>[^()\n]{1,80}?)\s*\)?\s*\.?$",
    re.IGNORECASE,
)
BEGINS = re.compile(r"(?:ảnh|hình|trong ảnh)\b(?:\s*\d+)?\s*[:.–-]?", re.IGNORECASE)
CAPTION_STYLES = (
    "caption",
    "chú thích",
    "chu thich",
    "chuthich",
    "ảnh",
)
SENTENCE_END = (".", "!", "?", "…", "”", '"')


def place_photos(page: Page) -> None:
    """Gives each photo a figure of its own with the caption that stands beside it."""
    for table in page.soup.find_all("table"):
        if isinstance(table, Tag) and table.parent is page.soup and table.find("img"):
            _open_table(page, table)
    blocks = page.texts()
    place = 0
    while place < len(blocks):
        if blocks[place].name in ("table", "figure") or not blocks[place].find("img"):
            place += 1
            continue
        group = [blocks[place]]
        while (
            place + 1 < len(blocks)
            and _is_only_photo(group[-1])
            and _is_only_photo(blocks[place + 1])
        ):
            place += 1
            group.append(blocks[place])
        above = blocks[blocks.index(group[0]) - 1] if blocks.index(group[0]) else None
        place += 1 + _make_figure(page, group, above, blocks[place + 1 :])


def _is_only_photo(block: Tag) -> bool:
    return (
        block.name not in ("table", "figure") and bool(block.find("img")) and not look(block).text
    )


def _open_table(page: Page, table: Tag) -> None:
    """Into photos and captions, where it has nothing else; a table of facts stays."""
    rows = [
        [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("table") is table]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    cells = [cell for row in rows for cell in row]
    texts = [cell for cell in cells if look(cell).text and not cell.find("img")]
    photos = [cell for cell in cells if cell.find("img")]
    single = max(map(len, rows), default=0) == 1
    if not single and any(look(cell).words > MOST_WORDS for cell in texts):
        return
    if not single and len(texts) > 2 * len(photos):
        return
    if single and any(len(cell.find_all("p")) > 2 for cell in texts):
        for cell in cells:
            for block in _blocks_of(cell):
                table.insert_before(block)
        table.decompose()
        return
    figures = [_figure(photos, texts)] if len(texts) == 1 else _by_column(rows)
    for figure in filter(None, figures):
        table.insert_before(*made(figure))
    table.decompose()


def _blocks_of(cell: Tag) -> list[Tag]:
    inside = inside_of(cell)
    return made(inside if "<p" in inside else f"<p>{inside}</p>")


def _by_column(rows: list[list[Tag]]) -> list[str]:
    """Each photo with the text in its own cell, else in the cell below or above it."""
    figures: list[str] = []
    used: set[int] = set()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell.find("img"):
                continue
            texts = [cell] if look(cell).text else []
            for other in (number + 1, number - 1):
                beside = rows[other] if 0 <= other < len(rows) else []
                if not texts and column < len(beside):
                    near = beside[column]
                    if look(near).text and not near.find("img") and id(near) not in used:
                        texts = [near]
            used |= {id(text) for text in texts}
            figures.append(_figure([cell], texts))
    for row in rows:
        for cell in row:
            if look(cell).text and not cell.find("img") and id(cell) not in used:
                figures.append("".join(map(str, _blocks_of(cell))))
    return figures


def _figure(photos: Iterable[Tag], texts: Iterable[Tag]) -> str:
    said = " ".join(look(text).line for text in texts)
    images = "".join(str(image) for photo in photos for image in photo.find_all("img"))
    return f"<figure>{images}{_caption(said)}</figure>"


def _caption(said: str) -> str:
    return f"<figcaption>{escaped(with_credit(said))}</figcaption>" if said else ""


def credit_in(line: str) -> re.Match[str] | None:
    """At its end, which is all that is looked at."""
    return CREDIT.search(line, max(0, len(line) - LONGEST_CREDIT))


def is_credit(line: str) -> bool:
    """Whether a line says nothing but whose photo it is."""
    return len(line) <= LONGEST_CREDIT and CREDIT.fullmatch(line) is not None


def with_credit(said: str) -> str:
    """`Ai, ở đâu. Ảnh: Tên` of `Ai, ở đâu (ảnh: Tên)`."""
    found = credit_in(said)
    if not found:
        return said
    text = said[: found.start()].rstrip(" ,;–-")
    label = found["label"][0].upper() + found["label"][1:].lower()
    credit = f"{label}: {found['name']}"
    if not text:
        return credit
    return f"{text} {credit}" if text.endswith(SENTENCE_END) else f"{text}. {credit}"


def _make_figure(page: Page, group: list[Tag], above: Tag | None, below: list[Tag]) -> int:
    """How many of the blocks below became its caption."""
    own = [block for block in group if look(block).text]
    taken: list[Tag] = []
    said = ""
    if own:
        seen = look(group[-1])
        if not _may_be_caption(seen):
            _split(group[-1])
            return 0
        said = seen.line
    for block in below[:2]:
        seen = look(block)
        if block.name != "p" or seen.pictures:
            break
        if is_credit(seen.line) and not credit_in(said):
            said = f"{said} {seen.line}".strip()
        elif said or not _is_caption(seen):
            break
        else:
            said = seen.line
        taken.append(block)
    if not said and above is not None and above.name == "p" and _is_caption_above(look(above)):
        taken.append(above)
        said = look(above).line
    images = "".join(str(image) for block in group for image in block.find_all("img"))
    for figure in made(f"<figure>{images}{_caption(said)}</figure>"):
        group[0].insert_before(figure)
    for block in [*group, *taken]:
        block.decompose()
    return len([block for block in taken if block is not above])


def _split(block: Tag) -> None:
    """A photo among the words of a paragraph stands before them."""
    images = [image.extract() for image in block.find_all("img")]
    for image in images:
        for figure in made(f"<figure>{image}</figure>"):
            block.insert_before(figure)


def _may_be_caption(seen: Look) -> bool:
    return seen.words <= MOST_WORDS and (seen.words <= SHORT or seen.italic)


def _is_caption(seen: Look) -> bool:
    if not seen.text or seen.words > MOST_WORDS:
        return False
    if any(seen.style.startswith(name) for name in CAPTION_STYLES) or credit_in(seen.line):
        return True
    if seen.italic or BEGINS.match(seen.line):
        return True
    return seen.align == "center" and not seen.bold and seen.words <= SHORT


def _is_caption_above(seen: Look) -> bool:
    """With more care, since the text before a photo is mostly the article's."""
    if not seen.text or seen.words > MOST_WORDS:
        return False
    if seen.style.startswith(CAPTION_STYLES[:4]) or credit_in(seen.line):
        return True
    return seen.italic and (seen.align == "center" or seen.words <= SHORT)
