"""Writes the filtered lists, the topics' timelines, the method page and the corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pelican.writers import Writer

from plugins.frontmatter.kinds import KINDS
from plugins.frontmatter.schema import Term
from plugins.listings.cards import Card
from plugins.listings.pages import ListPage, cut_pages
from plugins.listings.planned import ListedPage, PlannedPages
from plugins.opinion.corrections import Corrected, corrections_of
from plugins.opinion.filters import Filter, FilterRow, chosen_only, plan_filters, rows_of, title_of
from plugins.opinion.script import script, script_address
from plugins.opinion.timeline import months_of
from plugins.shared.slugs import Slugs
from plugins.site import Section
from plugins.site.words import Words

T = TypeVar("T")


class OpinionGenerator(PlannedPages):
    """Runs after the listings, whose cards it shows."""

    name = "opinion"

    def generate_output(self, writer: Writer) -> None:
        """Writes the lists and their script."""
        super().generate_output(writer)
        portal = self.portal
        if any(section.kinds for section in portal.sections):
            portal.outputs.write(script_address(), script())

    @property
    def _words(self) -> Words:
        return self.portal.words

    @property
    def _slugs(self) -> Slugs:
        return self.portal.slugs

    def _cut(self, listed: Sequence[T], address: str) -> Iterator[ListPage[T]]:
        return cut_pages(listed, address, self.portal.listings.per_page, self._slugs.page)

    def plan(self) -> Iterator[ListedPage]:
        """Filtered lists, timelines, method and corrections."""
        portal = self.portal
        articles = portal.articles
        for section in portal.sections:
            if section.kinds:
                own = [article.card for article in articles if article.section == section.slug]
                yield from self._filters(section, own)
                yield from self._timelines(section, own)
                kinds = [kind for kind in KINDS if kind in section.kinds]
                values = {"section": section, "kinds": kinds}
                yield ListedPage(
                    f"{section.address}{self._slugs.method}/", "opinion/method", values
                )
        yield from self._corrections(corrections_of(articles))

    def _corrections(self, corrections: list[Corrected]) -> Iterator[ListedPage]:
        for page in self._cut(corrections, f"{self._slugs.corrections}/"):
            yield ListedPage(page.address, "opinion/corrections", {"page": page})

    def _filters(self, section: Section, cards: list[Card]) -> Iterator[ListedPage]:
        known = plan_filters(section, cards)
        for chosen, listed in known.items():
            rows = rows_of(chosen, known, section, self._words, self._slugs)
            yield from self._filtered(section, chosen, listed, rows)

    def _filtered(
        self, section: Section, chosen: Filter, cards: list[Card], rows: tuple[FilterRow, ...]
    ) -> Iterator[ListedPage]:
        topic = next((each for each in section.topic_terms if each.slug == chosen.topic), None)
        first = chosen.address(section, self._slugs)
        for page in self._cut(cards, first):
            values = {
                "section": section,
                "topic": topic,
                "page": page,
                "first": first,
                # A numbered page tells nothing that an article of later could change.
                "rows": chosen_only(rows) if page.number else rows,
                "count": 0 if page.number else len(cards),
                "heading": title_of(chosen, section, self._words),
                "page_title": title_of(chosen, section, self._words, page.number),
            }
            yield ListedPage(page.address, "opinion/filtered", values)

    def _timelines(self, section: Section, cards: list[Card]) -> Iterator[ListedPage]:
        for topic in section.topic_terms:
            listed = [card for card in cards if card.topic == topic.title]
            yield from self._timeline(section, topic, listed)

    def _timeline(self, section: Section, topic: Term, cards: list[Card]) -> Iterator[ListedPage]:
        for page in self._cut(cards, topic.address):
            values = {
                "section": section,
                "topic": topic,
                "page": page,
                "months": months_of(page.cards),
                "narrower": Filter(topic=topic.slug).address(section, self._slugs) if cards else "",
            }
            yield ListedPage(page.address, "opinion/topic", values)
