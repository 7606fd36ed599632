"""What a reader may choose of a section, and the address of each choice that shows something.

`dinh-huong-du-luan/loc/vneid/sai/2026/`: topic, kind or state, year; each is left out where
nothing is chosen. No topic can be named like a kind, a state or a year (plugins/site).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS
from plugins.listings.cards import Card
from plugins.shared.slugs import Slugs
from plugins.site import Section
from plugins.site.words import Words

STATES: dict[str, tuple[str, ...]] = {
    "hoi-dap": tuple(QUESTION_STATES),
    "kiem-chung": tuple(VERDICTS),
}


@dataclass(frozen=True)
class Filter:
    """ "" and 0 for what is not chosen. topic: its slug; answer: a kind, or a state, which tells
    the kind."""

    topic: str = ""
    answer: str = ""
    year: int = 0

    def address(self, section: Section, slugs: Slugs) -> str:
        """Without the site's root; with nothing chosen, the section's landing page."""
        answer = self.answer and slugs.of_answer(self.answer)
        parts = [part for part in (self.topic, answer, str(self.year or "")) if part]
        below = [slugs.filtered, *parts] if parts else []
        return section.address + "".join(f"{part}/" for part in below)

    @property
    def kind(self) -> str:
        kinds = (kind for kind, states in STATES.items() if self.answer in states)
        return next(kinds, self.answer)


@dataclass(frozen=True)
class Choice:
    """slug: of a topic; else what the code calls it. address: where it leads, "" where nothing
    would be shown; of a chosen one, what lifts it."""

    slug: str
    title: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class FilterRow:
    """name: of the words that say what is chosen here."""

    name: str
    choices: tuple[Choice, ...]


def plan_filters(section: Section, cards: Iterable[Card]) -> dict[Filter, list[Card]]:
    """Every filter that shows something, with its cards in their order; never the empty filter."""
    found: defaultdict[Filter, list[Card]] = defaultdict(list)
    lists_of: dict[tuple[str, str, str, int], list[list[Card]]] = {}
    for card in cards:
        own = (card.topic, card.kind, card.answer, card.date.year)
        if own not in lists_of:
            lists_of[own] = [found[chosen] for chosen in _filters_of(section, *own)]
        for listed in lists_of[own]:
            listed.append(card)
    return dict(found)


def _filters_of(section: Section, topic: str, kind: str, answer: str, year: int) -> list[Filter]:
    declared = section.topic(topic)
    topics = ["", declared.slug] if declared else [""]
    answers = ["", kind, *([answer] if answer else [])]
    return [Filter(*chosen) for chosen in product(topics, answers, (0, year)) if any(chosen)]


def rows_of(
    chosen: Filter, known: Collection[Filter], section: Section, words: Words, slugs: Slugs
) -> tuple[FilterRow, ...]:
    """The choices beside `chosen`; known: the filters that show something."""
    years = sorted({each.year for each in known if each.year}, reverse=True)
    kinds = [kind for kind in KINDS if kind == "tin" or kind in section.kinds]

    def row(name: str, field: str, titles: dict[Any, str]) -> FilterRow:
        choices = []
        for value, title in titles.items():
            is_chosen = getattr(chosen, field) == value
            other = replace(chosen, **{field: type(value)() if is_chosen else value})
            usable = other in known or other == Filter()
            address = other.address(section, slugs) if usable else ""
            choices.append(Choice(str(value), title, address, is_chosen))
        return FilterRow(name, tuple(choices))

    return (
        row("topic", "topic", {topic.slug: topic.title for topic in section.topic_terms}),
        row("kind", "answer", {kind: words.kinds[kind] for kind in kinds}),
        *(
            row(kind, "answer", {state: words.answers[state] for state in states})
            for kind, states in STATES.items()
            if kind in section.kinds
        ),
        row("year", "year", {year: str(year) for year in years}),
    )


def chosen_only(rows: tuple[FilterRow, ...]) -> tuple[FilterRow, ...]:
    """Rows without what was not chosen."""
    chosen = (
        FilterRow(row.name, tuple(each for each in row.choices if each.chosen)) for row in rows
    )
    return tuple(row for row in chosen if row.choices)


def title_of(chosen: Filter, section: Section, words: Words, page: int = 0) -> str:
    """`Kiểm chứng: sai, năm 2026 – Định danh điện tử VNeID`; the topic, the longest, comes last."""
    opinion = words.opinion
    head = words.kinds[chosen.kind] if chosen.answer else opinion.every_kind
    if chosen.answer not in ("", chosen.kind):
        head = f"{head}: {words.answers[chosen.answer].lower()}"
    parts: Sequence[str] = [
        head,
        *([opinion.in_year.format(year=chosen.year)] if chosen.year else []),
        *([opinion.on_page.format(n=page)] if page else []),
    ]
    topic = next((topic.title for topic in section.topic_terms if topic.slug == chosen.topic), "")
    return ", ".join(parts) + (f" – {topic}" if topic else "")
