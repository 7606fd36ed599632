"""Gives each article what its page shows besides its text: dates, terms, picture, neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from typing import Any

from plugins.listings.cards import Card, CardWhenAsked, author_term, tag_term
from plugins.listings.facts import Facts, answer_of, facts_of, recall_facts
from plugins.listings.neighbours import (
    Listed,
    Neighbours,
    NeighboursOfAll,
    Places,
    find_again,
    find_neighbours,
)
from plugins.listings.titles import shared_title
from plugins.portal import portal_of
from plugins.problems import Problem
from plugins.site import Section
from plugins.vietnamese.dates import machine_date, show_date

# Of the notes: the articles as they were given, and sorted.
SORTED = "sorted articles"
# Of the state: who is whose neighbour, and what that was found from.
NEIGHBOURS, LISTED = "neighbours of all", "neighbours found from"


def dress_articles(generator: Any) -> None:
    settings, context = generator.settings, generator.context
    portal = portal_of(settings)
    sections = {section.slug: section for section in portal.sections}
    memory = settings.get("PORTAL_MEMORY")
    last = memory.notes.get(SORTED) if memory else None
    # An incremental build hands on the same list where only texts are others than before.
    known: list[Any] | None = last[1] if last and last[0] is generator.articles else None
    given = [] if known else generator.articles
    ready_made = [each for each in given if not hasattr(type(each), "when_asked")]
    for article in ready_made:
        article.order = (article.date.timestamp(), article.relative_source_path)
    articles = known or sorted(given, key=attrgetter("order"))
    dressing = Dressing(articles, sections, settings)
    context["portal_when_asked"] = dressing.when_asked
    for article in ready_made:
        article.facts = facts_of(article)
        dressing.dress(article)
        dressing.deal(article)
    if not known:
        refuse_shared_addresses(articles, portal.problems)
    for article in ready_made:
        dressing.introduce(article)
    if memory:
        memory.notes[SORTED] = generator.articles, articles
    portal.articles = articles
    context["portal_neighbours_of"] = dressing.neighbours_of


# What `_dress` gives; an incremental build makes it when a template or plugin asks for it.
SHOWN = (
    *("path", "page_address", "modified_shown", "modified_machine", "section_shown"),
    *("category_shown", "topic_shown", "shared_title", "verdict_shown", "author_terms"),
    *("tag_terms", "date_shown", "date_machine"),
)


class Dressing:
    """Gives articles what they show besides their text, all at once or (`when_asked`) as needed."""

    def __init__(
        self, articles: list[Any], sections: Mapping[str, Section], settings: dict[str, Any]
    ) -> None:
        """articles: oldest first."""
        self._articles, self._sections, self._settings = articles, sections, settings
        self.when_asked = dict.fromkeys(SHOWN, self.dress)
        self.when_asked |= {"card": self.deal_when_asked, "neighbours": self.introduce}
        self.when_asked |= {"facts": self.place, "section": self.place}

    def dress(self, article: Any) -> None:
        _dress(article, self._sections[article.section], self._settings)

    def deal(self, article: Any) -> None:
        """Its card: lists need that of every article, and nothing else of most."""
        article.card = _card(article, self._sections[article.section], self._settings)

    def deal_when_asked(self, article: Any) -> None:
        facts = article.facts
        article.card = CardWhenAsked(
            partial(_card, article, self._sections[facts.section], self._settings),
            address=article.url,
            date=article.date,
            section=self._sections[facts.section].title,
            category=facts.category,
            state=article.state,
            kind=facts.kind,
            answer=facts.answer,
            topic=facts.topic,
            listed=article.listed,
            **({} if facts.pictures else {"picture": None}),
        )

    def place(self, article: Any) -> None:
        """Among all, without its head."""
        facts = self._facts.get(article.relative_source_path) or facts_of(article)
        article.facts = facts
        article.section = facts.section

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        """Of all; none where no list is made, and few are asked for."""
        if portal_of(self._settings).outputs.lists_are_alike:
            return {}
        return recall_facts(self._articles, self._settings["PORTAL_STATE"])

    def introduce(self, article: Any) -> None:
        """To its neighbours."""
        articles = self._articles
        newer, older, related = self._places.now[article.relative_source_path]
        article.neighbours = Neighbours(
            tuple([articles[n].card for n in newer]),
            tuple([articles[n].card for n in older]),
            tuple([articles[n].card for n in related]),
        )

    def neighbours_of(self, changed: Collection[str]) -> set[str]:
        """Paths of articles that show one of `changed` (paths too), or did at the last build."""
        numbers = {n for n, path in enumerate(self._places.now) if path in changed}
        return self._places.moved | {
            path
            for path, groups in self._places.now.items()
            if not all(numbers.isdisjoint(group) for group in groups)
        }

    @cached_property
    def _places(self) -> WhoseNeighbours:
        """Who is whose neighbour is remembered where a build has a memory."""
        listings = portal_of(self._settings).listings
        count = listings.neighbours, listings.related
        state = self._settings.get("PORTAL_STATE")
        if not state:
            places = find_neighbours(self._listed(), *count)
            return WhoseNeighbours(dict(zip(self._paths(), places, strict=True)), set())
        lists_key = self._settings["PORTAL_LISTS_KEY"]
        notes = self._settings["PORTAL_MEMORY"].notes
        as_before: tuple[bytes, WhoseNeighbours] | None = notes.get(NEIGHBOURS)
        if as_before and as_before[0] == lists_key:
            return as_before[1]
        key, paths, places = state.recall(NEIGHBOURS) or (b"", [], [])
        moved: set[str] = set()
        if key != lists_key:  # else no head need be looked at
            listed = list(map(Listed._make, state.recall(LISTED) or ()))
            last = NeighboursOfAll(paths, listed, places)
            found, moved = find_again(last, self._paths(), self._listed(), *count)
            paths, places = found.paths, found.places
            state.keep(NEIGHBOURS, (lists_key, paths, places))
            if found is not last:
                state.keep(LISTED, list(map(tuple, found.listed)))
        now = dict(zip(paths, places, strict=True))
        notes[NEIGHBOURS] = lists_key, WhoseNeighbours(now, set())
        return WhoseNeighbours(now, moved)

    def _paths(self) -> list[str]:
        return [each.relative_source_path for each in self._articles]

    def _listed(self) -> list[Listed]:
        return [
            Listed(each.address, each.section, each.date.timestamp(), each.facts.tags)
            for each in self._articles
        ]


@dataclass(frozen=True)
class WhoseNeighbours:
    """now: by the article's path; moved: paths of articles that had others at the last build."""

    now: dict[str, Places]
    moved: set[str]


def dress_pages(generator: Any) -> None:
    """A plain page has an address and perhaps dates, no section."""
    settings = generator.settings
    for page in generator.pages:
        _dress_address(page, settings)
    pages = sorted(generator.pages, key=lambda page: (page.head.order, page.relative_source_path))
    portal = portal_of(settings)
    refuse_shared_addresses(pages, portal.problems)
    portal.pages = pages


def _dress(article: Any, section: Section, settings: dict[str, Any]) -> None:
    head = article.head
    _dress_address(article, settings)
    article.section_shown = section
    article.category_shown = section.category(head.category) if head.category else None
    article.topic_shown = section.topic(head.topic) if head.topic else None
    words = portal_of(settings).words
    article.shared_title = shared_title(article.title, head.claim, words)
    article.verdict_shown = words.answers[head.claim.verdict] if head.claim else ""
    article.author_terms = [author_term(name) for name in head.authors]
    article.tag_terms = [tag_term(name) for name in head.tags]
    article.date_shown = show_date(head.date, head.has_time)
    article.date_machine = machine_date(head.date, head.has_time)


def _card(article: Any, section: Section, settings: dict[str, Any]) -> Card:
    head = article.head
    return Card(
        title=shared_title(article.title, head.claim, portal_of(settings).words),
        address=article.url,
        date=head.date,
        summary=article.summary,
        section=section.title,
        category=head.category,
        picture=next(iter(article.pictures), None),
        state=article.state,
        kind=head.kind,
        answer=answer_of(head),
        topic=head.topic,
        listed=getattr(article, "listed", b""),
    )


def _dress_address(content: Any, settings: dict[str, Any]) -> None:
    head = content.head
    content.address = content.url
    content.path = f"{portal_of(settings).root}/{content.address}"
    content.page_address = f"{settings['SITEURL']}/{content.address}"
    content.modified_shown = content.modified_machine = None
    if head.modified:
        content.modified_shown = show_date(head.modified, head.modified_has_time)
        content.modified_machine = machine_date(head.modified, head.modified_has_time)


def refuse_shared_addresses(contents: list[Any], problems: list[Problem]) -> None:
    """Two files with one address would overwrite each other: the later one is named with both."""
    if len({content.address for content in contents}) == len(contents):
        return
    first: dict[str, Any] = {}
    for content in contents:
        other = first.setdefault(content.address, content)
        if other is not content:
            problems.append(
                Problem(
                    f"content/{content.relative_source_path}",
                    1,
                    1,
                    "error",
                    f"trùng địa chỉ /{content.address} với content/{other.relative_source_path}.",
                    "đổi tên một trong hai tệp.",
                )
            )


def refuse_pages_at(
    addresses: Collection[str], pages: Iterable[Any], problems: list[Problem], there: str
) -> None:
    """A plain page may not lie where the site puts one of its own. there: what that one is."""
    for page in pages:
        if page.address in addresses:
            problems.append(
                Problem(
                    f"content/{page.relative_source_path}",
                    1,
                    1,
                    "error",
                    f"trang này trùng địa chỉ /{page.address}, nơi đã có {there}.",
                    "đổi tên tệp.",
                )
            )
