"""The first page of a section with several kinds: what is asked, what is checked, the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.frontmatter.kinds import ArticleKind
from plugins.frontmatter.schema import Term
from plugins.listings.cards import Card
from plugins.listings.planned import ListedPage
from plugins.opinion.filters import STATES, Choice, Filter, plan_filters, rows_of
from plugins.opinion.settings import OpinionSettings
from plugins.shared.slugs import Slugs
from plugins.site import Section
from plugins.site.words import Words


@dataclass(frozen=True)
class Block:
    """The newest cards of a kind; states: how many articles stand how, without those of none."""

    kind: ArticleKind
    address: str
    count: int
    states: tuple[tuple[Choice, int], ...]
    cards: tuple[Card, ...]


def make_landing(
    plain: ListedPage,
    section: Section,
    cards: Sequence[Card],
    *,
    words: Words,
    slugs: Slugs,
    settings: OpinionSettings,
) -> ListedPage:
    """cards: oldest first; plain: the landing page as other sections have it."""
    known = plan_filters(section, cards)
    order: tuple[ArticleKind, ...] = (*section.kinds, "tin")
    topics: list[tuple[Term, int]] = [
        (topic, len(known.get(Filter(topic=topic.slug), ()))) for topic in section.topic_terms
    ]
    values = {
        "section": section,
        "blocks": [
            _block(kind, section, known, words, slugs, settings.per_block) for kind in order
        ],
        "topics": topics,
        "rows": rows_of(Filter(), known, section, words, slugs),
        "page": plain.values["page"],
    }
    return ListedPage(plain.address, "opinion/landing", values)


def _block(
    kind: ArticleKind,
    section: Section,
    known: dict[Filter, list[Card]],
    words: Words,
    slugs: Slugs,
    shown: int,
) -> Block:
    cards = known.get(Filter(answer=kind), [])
    counts = Counter(card.answer for card in cards)
    states = []
    for state in STATES.get(kind, ()):
        if count := counts[state]:  # type: ignore[index]
            place = Filter(answer=state).address(section, slugs)
            states.append((Choice(state, words.answers[state], place, False), count))
    address = Filter(answer=kind).address(section, slugs) if cards else ""
    return Block(kind, address, len(cards), tuple(states), tuple(cards[: -shown - 1 : -1]))
