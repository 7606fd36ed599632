"""Writes the filtered lists, the topics' timelines, the method page and the corrections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plugins.frontmatter.kinds import KINDS
from plugins.listings.cards import Card
from plugins.listings.pages import cut_pages
from plugins.listings.planned import ListedPage, PlannedPages
from plugins.opinion.corrections import corrections_of
from plugins.opinion.filters import Filter, chosen_only, plan_filters, rows_of, title_of
from plugins.opinion.script import script, script_address
from plugins.opinion.timeline import months_of
from plugins.outputs import outputs_of
from plugins.site import Section

CORRECTIONS = "dinh-chinh/"
METHOD = "cach-lam/"


class OpinionGenerator(PlannedPages):
    """Runs after the listings, whose cards it shows."""

    name = "opinion"

    def generate_output(self, writer: Any) -> None:
        super().generate_output(writer)
        if any(section.kinds for section in self.settings["PORTAL_SECTIONS"]):
            outputs_of(self.settings).write(script_address(), script())

    @property
    def _words(self) -> Any:
        return self.settings["JINJA_GLOBALS"]["t"]

    @property
    def _per_page(self) -> int:
        per_page: int = self.settings["PORTAL_LISTINGS"].per_page
        return per_page

    def plan(self) -> Iterator[ListedPage]:
        articles = self.context["portal_articles"]
        sections: tuple[Section, ...] = self.settings["PORTAL_SECTIONS"]
        for section in sections:
            if section.kinds:
                own = [article.card for article in articles if article.section == section.slug]
                yield from self._filters(section, own)
                yield from self._timelines(section, own)
                kinds = [kind for kind in KINDS if kind in section.kinds]
                yield ListedPage(
                    section.address + METHOD, "opinion/method", {"section": section, "kinds": kinds}
                )
        for page in cut_pages(corrections_of(articles), CORRECTIONS, self._per_page):
            yield ListedPage(page.address, "opinion/corrections", {"page": page})

    def _filters(self, section: Section, cards: list[Card]) -> Iterator[ListedPage]:
        known = plan_filters(section, cards)
        for chosen, listed in known.items():
            rows = rows_of(chosen, known, section, self._words)
            topic = next((each for each in section.topics if each.slug == chosen.topic), None)
            first = chosen.address(section)
            for page in cut_pages(listed, first, self._per_page):
                values = {
                    "section": section,
                    "topic": topic,
                    "page": page,
                    "first": first,
                    # A numbered page tells nothing that an article of later could change.
                    "rows": chosen_only(rows) if page.number else rows,
                    "count": 0 if page.number else len(listed),
                    "heading": title_of(chosen, section, self._words),
                    "page_title": title_of(chosen, section, self._words, page.number),
                }
                yield ListedPage(page.address, "opinion/filtered", values)

    def _timelines(self, section: Section, cards: list[Card]) -> Iterator[ListedPage]:
        for topic in section.topics:
            listed = [card for card in cards if card.topic == topic.title]
            for page in cut_pages(listed, topic.address, self._per_page):
                values = {
                    "section": section,
                    "topic": topic,
                    "page": page,
                    "months": months_of(page.cards),
                    "narrower": Filter(topic=topic.slug).address(section) if listed else "",
                }
                yield ListedPage(page.address, "opinion/topic", values)
