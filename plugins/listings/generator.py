"""Writes every page that lists articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from pelican.contents import Article, Content

from plugins.frontmatter.reader import authors_of
from plugins.frontmatter.wrappers import author_of, category_at, tag_of
from plugins.listings.archives import Archives, archives_of
from plugins.listings.cards import Card, Term, term_in
from plugins.listings.pages import cut_pages
from plugins.listings.planned import NOT_FOUND, ListedPage, PlannedPages
from plugins.listings.settings import ListingsSettings
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings
from plugins.site import Section
from plugins.vietnamese.sorting import sort_key

# What a theme from elsewhere gets of a list's place.
WRAPPERS: dict[str, Callable[[Any, Settings], Any]] = {
    "tag": lambda term, settings: tag_of(term.title, settings),
    "author": lambda term, settings: author_of(term.title, settings),
    "category": lambda term, settings: category_at(term.title, term.address, settings),
}
# What a plugin makes of a section's landing page: from the plain one, the section, its cards.
Landing = Callable[[ListedPage, Section, Sequence[Card]], ListedPage]


class ListingsGenerator(PlannedPages):
    """Home, sections, categories, tags, authors, archives and what leads to them."""

    name = "listings"

    @property
    def articles(self) -> list[Article]:
        """Published ones, the oldest first."""
        return self.portal.articles

    @property
    def sections(self) -> tuple[Section, ...]:
        """Of the site."""
        return self.portal.sections

    @property
    def listings(self) -> ListingsSettings:
        """The setting LISTINGS."""
        return self.portal.listings

    @cached_property
    def tags(self) -> dict[Term, list[Card]]:
        """All tags with the cards that carry them."""
        return self._terms(
            self.portal.slugs.tags, ((article.card, article.head.tags) for article in self.articles)
        )

    @cached_property
    def authors(self) -> dict[Term, list[Card]]:
        """All authors with their cards."""
        return self._terms(
            self.portal.slugs.authors,
            ((article.card, authors_of(article.head, self.portal)) for article in self.articles),
        )

    def _terms(
        self, folder: str, named: Iterable[tuple[Card, tuple[str, ...]]]
    ) -> dict[Term, list[Card]]:
        """Cards by tag or author, oldest first; terms in Vietnamese alphabetical order."""
        found: defaultdict[Term, list[Card]] = defaultdict(list)
        spelt: dict[str, tuple[str, Card]] = {}
        sound: dict[str, list[Card]] = {}
        for card, titles in named:
            for title in titles:
                if title in sound:
                    sound[title].append(card)
                    continue
                term = term_in(folder, title)
                if term.address.endswith("//"):  # nothing of the title is left
                    self._report(
                        self._article(card),
                        gettext(
                            "“{title}” không có chữ hay số nào nên không thành địa chỉ được.",
                            title=title,
                        ),
                        gettext("xóa hoặc viết lại."),
                    )
                    continue
                other, first = spelt.setdefault(term.address, (title, card))
                if other == title:
                    sound[title] = found[term]
                else:
                    place = _source(self._article(first))
                    self._report(
                        self._article(card),
                        gettext(
                            "“{title}” và “{other}” ({place}) có chung địa chỉ /{address}.",
                            title=title,
                            other=other,
                            place=place,
                            address=term.address,
                        ),
                        gettext("nếu là một thì viết giống nhau: {other}", other=other),
                    )
                found[term].append(card)
        return {term: found[term] for term in sorted(found, key=lambda term: sort_key(term.title))}

    def _article(self, card: Card) -> Article:
        return next(article for article in self.articles if article.card is card)

    def _report(self, content: Content, sentence: str, remedy: str) -> None:
        self.portal.problems.append(Problem(_source(content), 1, 1, "error", sentence, remedy))

    def plan(self) -> Iterator[ListedPage]:
        """Every list of the site, page by page."""
        cards = [article.card for article in self.articles]
        by_section = [
            (section, [card for card in cards if card.section == section.title])
            for section in self.sections
        ]
        archives = [(section, archives_of(section, own)) for section, own in by_section]
        of_theme = self.portal.foreign
        yield self._listed_by_theme("index", "", cards) if of_theme else self._home(cards)
        for section, own in by_section:
            yield from self._section(section, own)
            for category in section.category_terms:
                listed = [card for card in own if card.category == category.title]
                values = {"section": section, "kind": "category"}
                yield from self._lists("list", category, listed, values)
        for section, archive in archives:
            for year in archive.years:
                yield ListedPage(year.address, "year", {"section": section, "year": year})
                for month in year.months:
                    values = {"section": section, "month": month, "year": year}
                    yield ListedPage(month.address, "month", values)
        for kind, terms in (("tag", self.tags), ("author", self.authors)):
            for term, listed in terms.items():
                values = {"section": None, "kind": kind}
                yield from self._lists("list", term, listed, values)
        yield from self._overviews(archives)

    def _home(self, cards: list[Card]) -> ListedPage:
        newest = cards[::-1]
        lead = next((card for card in newest if card.picture), newest[0] if newest else None)
        rest = [card for card in newest if card is not lead]
        latest, further = rest[: self.listings.home_latest], rest[self.listings.home_latest :]
        shown = self.listings.home_per_section
        blocks = [
            (section, [card for card in further if card.section == section.title][:shown])
            for section in self.sections
        ]
        return ListedPage("", "home", {"lead": lead, "latest": latest, "blocks": blocks})

    def _section(self, section: Section, cards: list[Card]) -> Iterator[ListedPage]:
        values = {"section": section, "kind": "section"}
        plain, *numbered = self._lists("section", section, cards, values)
        make = self.portal.landings.get(section.slug)
        yield make(plain, section, cards) if make else plain
        yield from numbered

    def _lists(
        self, template: str, place: Any, cards: list[Card], values: dict[str, Any]
    ) -> Iterator[ListedPage]:
        if self.portal.foreign and (kind := values["kind"]) in WRAPPERS:
            wrapper = WRAPPERS[kind](place, self.settings)
            yield self._listed_by_theme(kind, place.address, cards, **{kind: wrapper})
            return
        for page in cut_pages(cards, place.address, self.listings.per_page, self.portal.slugs.page):
            numbered = "list" if page.number else template
            yield ListedPage(page.address, numbered, {"place": place, "page": page, **values})

    def _listed_by_theme(
        self, template: str, address: str, cards: list[Card], **values: Any
    ) -> ListedPage:
        """As Pelican's own lists: a theme from elsewhere has a template for it, and cuts pages as
        Pelican's settings say."""
        by_address = {article.address: article for article in self.articles}
        newest = [by_address[card.address] for card in reversed(cards)]
        lists = {"articles": newest, "dates": newest}
        values |= {**lists, "paginated": lists, "template_name": template}
        values["page_name"] = f"{address}index"
        return ListedPage(address, template, values, of_theme=True)

    def _overviews(self, archives: list[tuple[Section, Archives]]) -> Iterator[ListedPage]:
        tags = [(term, len(cards)) for term, cards in self.tags.items()]
        authors = [(term, len(cards)) for term, cards in self.authors.items()]
        pages, slugs = self.portal.pages, self.portal.slugs
        if self.portal.foreign:
            cards = [article.card for article in self.articles]
            yield self._listed_by_theme("archives", f"{slugs.archives}/", cards)
            for folder, name in ((slugs.tags, "tags"), (slugs.authors, "authors")):
                yield ListedPage(f"{folder}/", name, {"page_name": f"{folder}/index"}, True)
        else:
            yield ListedPage(f"{slugs.archives}/", "archives", {"archives": archives})
            yield ListedPage(f"{slugs.tags}/", "terms", {"kind": "tag", "terms": tags})
            yield ListedPage(f"{slugs.authors}/", "terms", {"kind": "author", "terms": authors})
        translated = [each for each in self.portal.translations if not each.head.section]
        values = {"pages": pages, "translated": translated, "archives": archives, "tags": tags}
        yield ListedPage(f"{slugs.site_map}/", "site_map", values)
        yield ListedPage(NOT_FOUND, "404", {})


def _source(content: Content) -> str:
    return f"content/{content.relative_source_path}"
