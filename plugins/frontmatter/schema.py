"""What an article's head may say, and what was read of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from plugins.frontmatter.kinds import ArticleKind, Claim, Correction, Question
from plugins.shared.slugs import Slugs, own_slugs
from plugins.vietnamese.dates import VIETNAM
from plugins.vietnamese.slugs import slugify

# `review` waits for somebody's yes; `approved` has it, and is published as `published` is.
Status = Literal["published", "draft", "review", "approved"]
NOT_PUBLISHED: tuple[Status, ...] = ("draft", "review")


@dataclass(frozen=True)
class Topic:
    """A matter that people ask about for months: its articles of all kinds share one page."""

    title: str
    description: str = ""


@dataclass(frozen=True)
class Term:
    """A category or topic as pages name it. address: of its list, `tin-tuc/kinh-te/`, without the
    site's root."""

    title: str
    slug: str
    address: str
    description: str = ""


@dataclass(frozen=True)
class Section:
    """slug: its folder in content/ and its address; categories: the names that articles may use.

    kinds: of article besides `tin`; topics: what articles of the section may be about; short: its
    name in the navigation, where the title is too long for a phone; topics_at: below which part of
    its address its topics are, as the site's language has it.
    """

    slug: str
    title: str
    description: str = ""
    categories: tuple[str, ...] = ()
    kinds: tuple[ArticleKind, ...] = ()
    topics: tuple[Topic, ...] = ()
    short: str = ""
    topics_at: str = "chu-de"

    @property
    def address(self) -> str:
        """`tin-tuc/`, without the site's root."""
        return f"{self.slug}/"

    @cached_property
    def category_terms(self) -> tuple[Term, ...]:
        """Each category with its address."""
        slugs = ((title, slugify(title)) for title in self.categories)
        return tuple(Term(title, slug, f"{self.slug}/{slug}/") for title, slug in slugs)

    @cached_property
    def topic_terms(self) -> tuple[Term, ...]:
        """Each topic with its address."""
        slugs = ((topic, slugify(topic.title)) for topic in self.topics)
        return tuple(
            Term(topic.title, slug, f"{self.slug}/{self.topics_at}/{slug}/", topic.description)
            for topic, slug in slugs
        )

    def category(self, title: str) -> Term | None:
        """The category of that title, None where the section has none."""
        return next((term for term in self.category_terms if term.title == title), None)

    def topic(self, title: str) -> Term | None:
        """As `category`."""
        return next((term for term in self.topic_terms if term.title == title), None)


@dataclass(frozen=True)
class Schema:
    """page_folder: the folder of plain pages, which belong to no section; slugs: of pages that the
    site makes of itself; languages: of articles, the site's own first; article_templates,
    page_templates: names that `template` may have, without `.html`.
    """

    sections: tuple[Section, ...]
    page_folder: str = "trang"
    slugs: Slugs = field(default_factory=own_slugs)
    languages: tuple[str, ...] = ("vi",)
    article_templates: tuple[str, ...] = ("article",)
    page_templates: tuple[str, ...] = ("page",)

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True)
class Approval:
    """Who said yes to which wording; digest: of it, as plugins/changes/approval.py makes it."""

    name: str
    moment: datetime
    digest: str


@dataclass(frozen=True)
class Head:
    """date and modified are in Vietnam's time; section is a slug, "" for a plain page.

    attachments: `path` or `path | name`, as typed. focus: of the first picture, per cent from the
    left and the top. question is there for `hoi-dap` alone, claim for `kiem-chung`. topic: a title
    as declared. corrections: the newest first. minor: what changed last needs no correction.
    feedback: to whoever writes, from who sent the article back; never published. lang: "" for the
    site's own language; slug: the last part of its address, "" where the file's name says it;
    template: "" for the usual one.
    Texts are NFC, one line, without outer spaces.
    """

    title: str
    date: datetime | None = None
    has_time: bool = False
    modified: datetime | None = None
    modified_has_time: bool = False
    section: str = ""
    category: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    tags: tuple[str, ...] = ()
    status: Status = "published"
    approval: Approval | None = None
    feedback: str = ""
    source: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    attachments: tuple[str, ...] = ()
    focus: tuple[int, int] | None = None
    order: int = 0
    lang: str = ""
    template: str = ""
    kind: ArticleKind = "tin"
    topic: str = ""
    question: Question | None = None
    claim: Claim | None = None
    corrections: tuple[Correction, ...] = ()
    minor: bool = False

    @property
    def is_draft(self) -> bool:
        """Nobody has released it yet: also one that waits for a yes."""
        return self.status in NOT_PUBLISHED

    def __getstate__(self) -> dict[str, Any]:
        """Short to pickle: a build takes up those of all articles."""
        own = {name: value for name, value in vars(self).items() if value != DEFAULTS.get(name)}
        return own | {name: _packed(own[name]) for name in DATES if name in own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        dates = {name: _unpacked(state[name]) for name in DATES if name in state}
        vars(self).update(state | dates)  # the class has what is as it mostly is


DATES = ("date", "modified")
DEFAULTS = {field.name: field.default for field in dataclasses.fields(Head)}


def _packed(moment: datetime) -> datetime | tuple[int, ...]:
    """Pickle would write the time zone too, at the cost of all the rest."""
    if moment.tzinfo is not VIETNAM:
        return moment
    clock = moment.hour, moment.minute, moment.second, moment.microsecond
    return moment.year, moment.month, moment.day, *clock


def _unpacked(packed: datetime | tuple[int, ...]) -> datetime:
    return datetime(*packed, tzinfo=VIETNAM) if isinstance(packed, tuple) else packed  # type: ignore[arg-type,misc]
