"""List pages count from the oldest: what is full stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plugins.listings.archives import archives_of
from plugins.listings.cards import Card
from plugins.listings.neighbours import Groups, Listed
from plugins.listings.pages import cut_pages
from plugins.site import Section

START = datetime(2023, 1, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def make_cards(count: int, section: str = "Tin tức", step: int = 1) -> list[Card]:
    """Oldest first, a day apart unless `step` says otherwise."""
    return [
        Card(
            title=f"Bài {n}",
            address=f"tin-tuc/bai-{n}/",
            date=START + timedelta(days=n * step),
            summary="",
            section=section,
            category="",
            picture=None,
            state="",
        )
        for n in range(count)
    ]


def neighbours_of(
    cards: list[Card], tags: Mapping[str, tuple[str, ...]], count: int, related: int
) -> dict[str, list[list[str]]]:
    """Addresses of newer, older and related articles, by the article's own. cards: oldest first."""
    listed = [
        Listed(card.address, card.section, card.date.timestamp(), tags[card.address])
        for card in cards
    ]
    groups = Groups(listed, count, related)
    return {
        card.address: [
            [cards[each].address for each in near] for near in groups.neighbours_of(place)
        ]
        for place, card in enumerate(cards)
    }


@given(st.integers(0, 60), st.integers(1, 13))
def test_every_article_is_reached_from_the_landing_page(count: int, per_page: int) -> None:
    cards = make_cards(count)
    pages = {page.address: page for page in cut_pages(cards, "tin-tuc/", per_page)}
    seen: list[Card] = []
    address = "tin-tuc/"
    while address:
        seen += pages[address].cards
        address = pages[address].older
    assert set(seen) == set(cards)
    assert list(pages["tin-tuc/"].cards) == cards[::-1][:per_page]


@given(st.integers(1, 60), st.integers(1, 13))
def test_a_page_never_changes_once_the_next_has_begun(count: int, per_page: int) -> None:
    cards = make_cards(count + 1)
    before = {page.number: page for page in cut_pages(cards[:-1], "tin-tuc/", per_page)}
    after = {page.number: page for page in cut_pages(cards, "tin-tuc/", per_page)}
    last = max(before)
    for number in range(1, last):
        assert before[number] == after[number]


@given(st.integers(1, 60), st.integers(1, 13))
def test_newer_and_older_lead_to_pages_that_exist(count: int, per_page: int) -> None:
    pages = {page.address: page for page in cut_pages(make_cards(count), "tin-tuc/", per_page)}
    for page in pages.values():
        assert not page.newer or page.newer in pages
        assert not page.older or page.older in pages
        assert page.cards


def test_a_short_section_has_no_numbered_pages() -> None:
    assert [page.number for page in cut_pages(make_cards(12), "tin-tuc/", 12)] == [0]


def test_an_empty_section_still_has_its_landing_page() -> None:
    (page,) = cut_pages(make_cards(0), "tin-tuc/", 12)
    assert page.cards == ()


def test_neighbours_are_the_nearest_of_the_same_section() -> None:
    cards = make_cards(10)
    other = make_cards(1, "Định hướng")[0]
    mixed = sorted([*cards, other], key=lambda card: card.date)
    found = neighbours_of(mixed, {card.address: () for card in mixed}, 2, 3)
    newer, older, _ = found[cards[5].address]
    assert newer == [cards[6].address, cards[7].address]
    assert older == [cards[4].address, cards[3].address]


def test_related_articles_are_older_share_most_tags_and_are_not_listed_twice() -> None:
    cards = make_cards(8)
    tags: dict[str, tuple[str, ...]] = {card.address: ("chung",) for card in cards}
    tags[cards[0].address] = ("chung", "riêng")
    tags[cards[7].address] = ("chung", "riêng")
    _, older, related = neighbours_of(cards, tags, 2, 2)[cards[7].address]
    # The one with most tags in common, then the newest of the others.
    assert related == [cards[0].address, cards[4].address]
    assert older == [cards[6].address, cards[5].address]


@given(st.integers(2, 40))
def test_a_new_article_changes_only_its_nearest_neighbours(count: int) -> None:
    cards = make_cards(count + 1)
    tags = {card.address: ("chung",) for card in cards}
    before = neighbours_of(cards[:-1], tags, 3, 3)
    after = neighbours_of(cards, tags, 3, 3)
    changed = [address for address in before if before[address] != after[address]]
    assert len(changed) <= 3


def test_archives_hold_each_article_once_newest_first() -> None:
    cards = make_cards(40, step=20)
    section = Section("tin-tuc", "Tin tức")
    years = archives_of(section, cards).years
    listed = [card for year in years for month in year.months for card in month.cards]
    assert listed == cards[::-1]
    assert [year.number for year in years] == [2025, 2024, 2023]
    assert years[-1].months[-1].address == "tin-tuc/2023/01/"
