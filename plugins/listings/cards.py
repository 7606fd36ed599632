"""What a list shows of an article, and nothing more: a list page is a function of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from plugins.frontmatter.kinds import ArticleKind, QuestionState, Verdict
from plugins.images.made import CardPicture
from plugins.vietnamese.dates import machine_date
from plugins.vietnamese.slugs import slugify

RECENT = 1000


@dataclass(frozen=True)
class Term:
    """A tag or an author; address without the site's root."""

    title: str
    address: str


class Card(Struct, frozen=True, eq=False, gc=False):
    """Of an article, which has only this one. address: without the site's root.

    title: of a checked claim, with the verdict first. state: "", "draft" or "scheduled"; answer:
    the state of a question or the verdict on a claim, "" for news; topic: a title or "".
    stable_digest: of all that it shows, b"" where a build needs none.
    """

    title: str
    address: str
    date: datetime
    summary: str
    section: str
    category: str
    picture: CardPicture | None
    state: str
    kind: ArticleKind = "tin"
    answer: QuestionState | Verdict | Literal[""] = ""
    topic: str = ""
    stable_digest: bytes = b""

    @property
    def date_machine(self) -> str:
        """As `time datetime` has it."""
        return machine_date(self.date, with_time=False)


@lru_cache(RECENT)
def term_in(folder: str, title: str) -> Term:
    """folder: of all tags, or of all authors, as `Slugs` has it."""
    return Term(title, f"{folder}/{slugify(title)}/")
