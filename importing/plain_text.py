"""Text captured from a screen: toolbar words and block markers go, wrapped lines are joined again.

Blank lines part paragraphs. In a block of several lines each is a paragraph of its own, unless a
line goes on in the next: a screen or a mail program had wrapped it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importing.document import Finding, Hints, Removed, SourceDocument, letters
from importing.page_heads import date_in
from plugins.checks.rules.portal_words import LETTER, SEPARATORS, SURE
from plugins.shared.messages import gettext, gettext_noop

KIND = gettext_noop("văn bản thuần")
TOOLBAR = gettext_noop("chữ của thanh công cụ, dấu khối của trang cũ")
DAY = re.compile(
    r"(?:(?:thứ\s+\w+|chủ nhật)\s*[,-]\s*)?(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"(?:[\s,|-]+\d{1,2}[:hg]\d{2}(?::\d{2})?)?(?:\s*(?:GMT\s*\+\s*7|SA|CH|AM|PM))?",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*\s*$|\./\.\s*$")
LIST_SIGN = re.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ]\))\s")
# In letters of a line: a screen's width at the least and the most.
NARROWEST, WIDEST = 50, 140
# A caption is short; a lead may be a sentence without its dot.
LONGEST_CAPTION = 500
LONGEST_TITLE = 250
SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")


@dataclass(frozen=True)
class Line:
    """A line of the text."""

    text: str


def read_text(name: str, text: str) -> SourceDocument:
    """text: decoded, old fonts too."""
    total = letters(text)
    removed: list[Removed] = []
    blocks = [block for block in _blocks(text, removed) if block]
    hints = Hints()
    if len(blocks) > 1:
        hints, blocks[0] = _head(blocks[0], removed)
    paragraphs: list[str] = []
    is_wrapped = [len(block) > 1 and _joined(block) != block for block in blocks]
    is_seldom = sum(is_wrapped) * 3 <= len(blocks)
    for place, block in enumerate(blocks):
        joined = _joined(block)
        lone = len(joined) == 1 and is_wrapped[place]
        if lone and is_seldom and _is_caption(joined[0]) and place <= 3:
            said = html.escape(joined[0], quote=False)
            paragraphs.append(
                f'<figure><img src="" alt=""><figcaption>{said}</figcaption></figure>'
            )
        else:
            paragraphs += [f"<p>{html.escape(line, quote=False)}</p>" for line in joined]
    return SourceDocument(
        name, KIND, "\n".join(paragraphs), hints=hints, removed=tuple(removed), letters_in=total
    )


def _blocks(text: str, removed: list[Removed]) -> Iterator[list[str]]:
    block: list[str] = []
    for raw in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        line = SPACES.sub(" ", raw).strip()
        if line and is_toolbar(line):
            removed.append(Removed(TOOLBAR, line))
        elif line:
            block.append(line)
        elif block:
            yield block
            block = []


def is_toolbar(line: str) -> bool:
    """Nothing but buttons, counters and names of a portal's parts."""
    if len(line) > 120 or not SURE.search(line):
        return False
    return SEPARATORS.fullmatch(LETTER.sub("", SURE.sub("", line))) is not None


def _head(block: list[str], removed: list[Removed]) -> tuple[Hints, list[str]]:
    """The date, title and lead as portals show them one below the other."""
    hints = Hints()
    if not DAY.fullmatch(block[0]) or not (day := date_in(block[0])):
        first = block[0]
        is_title = len(block) == 1 and len(first) <= LONGEST_TITLE and not first.isupper()
        if not is_title or SENTENCE_END.search(first) or LIST_SIGN.match(first):
            return hints, block
        return Hints(title=Finding(first, gettext("dòng đầu"), "guess")), []
    if letters(block[0]):
        removed.append(Removed(gettext("ngày đăng"), block[0]))
    rest = _joined(block[1:])
    title = lead = None
    if rest and len(rest[0]) <= LONGEST_TITLE and not rest[0].endswith("."):
        title = Finding(rest.pop(0), gettext("dòng đầu sau ngày đăng"), "likely")
        if len(rest) == 1:
            lead = Finding(rest.pop(0), gettext("đoạn ngay dưới tiêu đề"), "likely")
    return Hints(title=title, lead=lead, date=Finding(day, gettext("dòng đầu"))), rest


def _joined(lines: Sequence[str]) -> list[str]:
    """Each paragraph on one line."""
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    goes_on = False
    for place, line in enumerate(lines):
        if goes_on and not LIST_SIGN.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        following = lines[place + 1] if place + 1 < len(lines) else ""
        goes_on = bool(following) and _goes_on(line, following, width)
    return joined


def _goes_on(line: str, following: str, width: int) -> bool:
    if not NARROWEST <= width <= WIDEST or len(line) < 0.7 * width:
        return False
    # The next word would not have fitted.
    first_word = following.split(" ", 1)[0]
    is_full = len(line) + 1 + len(first_word) > 0.9 * width
    return is_full and not (SENTENCE_END.search(line) and len(line) + len(first_word) < 0.8 * width)


def _is_caption(text: str) -> bool:
    return len(text) <= LONGEST_CAPTION and not SENTENCE_END.search(text)
