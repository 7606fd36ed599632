"""What the search keeps of an article: its words, by where they stand, and a file of its own with
what the reader's list shows of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import Protocol, TypeAlias, TypeVar

LEAD_LENGTH = 190
INLINE = "a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u"
BLOCK_TAG = re.compile(rf"<(?!/?(?:{INLINE})\b)[^>]*>")
ANY_TAG = re.compile("<[^>]*>")

# Texts of title, lead and body.
Levels: TypeAlias = tuple[list[str], list[str], list[str]]
T_contra = TypeVar("T_contra", contravariant=True)


@dataclass(frozen=True)
class Texts:
    """shown: in the reader's list: address, title, lead, place, picture, state and, where there is
    one, answer; levels: to look for words in; others: for each level, what is found too."""

    shown: Sequence[object]
    levels: Levels
    others: Sequence[Sequence[str]] = ((), (), ())


class Source(Protocol[T_contra]):
    """What an index asks of articles, of whatever kind they are."""

    def address(self, article: T_contra) -> str:
        """Inside the site; no two have the same."""

    def when(self, article: T_contra) -> tuple[int, int]:
        """Day since 1970 or `numbering.UNDATED`, minute of the day, -1 where it gives none."""

    def digest(self, article: T_contra) -> bytes:
        """Of all that is said of it, where a build has it."""

    def facets(self, article: T_contra) -> Iterable[str]:
        """What it can be filtered by."""

    def texts(self, article: T_contra) -> Texts: ...


def blocks(html: str) -> list[str]:
    """The texts of paragraphs, items and cells: no pair of syllables reaches over their ends."""
    return [
        unescape(ANY_TAG.sub("", block)) for block in BLOCK_TAG.split(html) if not block.isspace()
    ]


def shortened(lead: str) -> str:
    """As the list shows it."""
    return lead if len(lead) <= LEAD_LENGTH else lead[:LEAD_LENGTH].rpartition(" ")[0] + "…"


def name_of_article(number: int) -> str:
    """Of its file. It tells no bytes: a new text is found under the old name."""
    return f"bai-{number}"


def article_text(texts: Texts, number: int) -> str:
    """What is shown, in the first line; then the texts that are not, to look for words in. Those of
    the body come before tags and names: a sentence of it tells more."""
    title, lead, body = texts.levels
    lines = (" ".join(text.split()) for text in chain(title, body, lead))
    shown = as_json([number, *texts.shown])
    return "\n".join([shown, *(line for line in lines if line and line not in texts.shown)])


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
