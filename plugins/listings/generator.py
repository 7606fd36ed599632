"""Writes every page that lists articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pelican.generators import Generator

from plugins.listings.archives import Archives
from plugins.listings.cards import Card, Term, author_term, tag_term
from plugins.listings.pages import cut_pages
from plugins.listings.settings import ListingsSettings
from plugins.problems import Problem
from plugins.site import Section
from plugins.vietnamese.sorting import sort_key

Write = Callable[..., None]


class ListingsGenerator(Generator):  # type: ignore[misc]
    """Runs after Pelican's articles and pages; renders nothing but cards, terms and archives."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_context(self) -> None:
        self.articles: list[Any] = self.context["portal_articles"]
        self.listings: ListingsSettings = self.settings["PORTAL_LISTINGS"]
        self.sections: tuple[Section, ...] = self.settings["PORTAL_SECTIONS"]
        self.tags = self._terms((article.card, article.head.tags, tag_term) for article in self.articles)
        self.authors = self._terms(
            (article.card, article.head.authors, author_term) for article in self.articles
        )
        self.context["portal_terms"] = [*self.tags, *self.authors]
        self.context["portal_list_addresses"] = []

    def _terms(
        self, named: Iterable[tuple[Card, tuple[str, ...], Callable[[str], Term]]]
    ) -> dict[Term, list[Card]]:
        """Cards by tag or author, oldest first; terms in Vietnamese alphabetical order."""
        found: defaultdict[Term, list[Card]] = defaultdict(list)
        spelt: dict[str, str] = {}
        for card, titles, make in named:
            for title in titles:
                term = make(title)
                other = spelt.setdefault(term.address, title)
                if other != title:
                    self._report_same_address(card, title, other, term.address)
                found[term].append(card)
        return {term: found[term] for term in sorted(found, key=lambda term: sort_key(term.title))}

    def _report_same_address(self, card: Card, title: str, other: str, address: str) -> None:
        article = next(article for article in self.articles if article.card is card)
        self.settings["PORTAL_PROBLEMS"].append(
            Problem(
                f"content/{article.relative_source_path}",
                1,
                1,
                "error",
                f"“{title}” và “{other}” (ở bài khác) có chung địa chỉ /{address}.",
                f"nếu là một thì viết giống nhau: {other}",
            )
        )

    def generate_output(self, writer: Any) -> None:
        write = partial(self._write, writer)
        cards = [article.card for article in self.articles]
        self._home(write)
        for section in self.sections:
            own = [card for card in cards if card.section == section.title]
            self._lists(write, "section", section, own, section=section)
            for category in section.categories:
                listed = [card for card in own if card.category == category.title]
                self._lists(write, "list", category, listed, section=section, kind="category")
            self._archives(write, section, own)
        for tag, listed in self.tags.items():
            self._lists(write, "list", tag, listed, section=None, kind="tag")
        for author, listed in self.authors.items():
            self._lists(write, "list", author, listed, section=None, kind="author")
        self._overviews(write)

    def _write(self, writer: Any, address: str, template: str, **values: Any) -> None:
        if not address.endswith(".html"):
            self.context["portal_list_addresses"].append(address)
        writer.write_file(
            address if address.endswith(".html") else f"{address}index.html",
            self.get_template(template),
            self.context,
            url=address,
            address=address,
            **values,
        )

    def _home(self, write: Write) -> None:
        shown = self.listings.home_per_section
        newest = [article.card for article in reversed(self.articles)]
        lead = next((card for card in newest if card.picture), newest[0] if newest else None)
        rest = [card for card in newest if card is not lead]
        latest, further = rest[: self.listings.home_latest], rest[self.listings.home_latest :]
        blocks = [
            (section, [card for card in further if card.section == section.title][:shown])
            for section in self.sections
        ]
        write("", "home", lead=lead, latest=latest, blocks=blocks)

    def _lists(
        self, write: Write, template: str, place: Any, cards: list[Card], **values: Any
    ) -> None:
        for page in cut_pages(cards, place.address, self.listings.per_page):
            numbered = "list" if page.number else template
            values.setdefault("kind", "section")
            write(page.address, numbered, place=place, page=page, **values)

    def _archives(self, write: Write, section: Section, cards: list[Card]) -> None:
        archives = Archives(section, cards)
        for year in archives.years:
            write(year.address, "year", section=section, year=year)
            for month in year.months:
                write(month.address, "month", section=section, year=year, month=month)

    def _overviews(self, write: Write) -> None:
        by_section = [
            (section, Archives(section, [
                article.card for article in self.articles
                if article.card.section == section.title
            ]))
            for section in self.sections
        ]
        pages = self.context["portal_pages"]
        counted_tags = [(term, len(cards)) for term, cards in self.tags.items()]
        counted_authors = [(term, len(cards)) for term, cards in self.authors.items()]
        write("luu-tru/", "archives", archives=by_section)
        write("the/", "terms", kind="tag", terms=counted_tags)
        write("tac-gia/", "terms", kind="author", terms=counted_authors)
        write("so-do-trang/", "site_map", pages=pages, archives=by_section, tags=counted_tags)
        write("404.html", "404")
