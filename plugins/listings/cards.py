"""What a list shows of an article, and nothing more: a list page is a function of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from plugins.frontmatter.kinds import Kind, QuestionState, Verdict
from plugins.images.made import Prepared
from plugins.vietnamese.slugs import slugify

RECENT = 1000


@dataclass(frozen=True)
class Term:
    """A tag or an author; address without the site's root."""

    title: str
    address: str


@dataclass(frozen=True)
class Card:
    """address: without the site's root; state: "", "draft" or "scheduled".

    title: of a checked claim, with the verdict first. answer: the state of a question or the
    verdict on a claim, "" for news; topic: a title or "".
    """

    title: str
    address: str
    date: datetime
    date_shown: str
    date_machine: str
    summary: str
    section: str
    category: str
    picture: Prepared | None
    state: str
    kind: Kind = "tin"
    answer: QuestionState | Verdict | Literal[""] = ""
    topic: str = ""


@lru_cache(RECENT)
def tag_term(title: str) -> Term:
    return Term(title, f"the/{slugify(title)}/")


@lru_cache(RECENT)
def author_term(title: str) -> Term:
    return Term(title, f"tac-gia/{slugify(title)}/")
