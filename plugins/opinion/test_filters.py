"""Whatever is asked and checked, each choice shows what it says, and nothing leads to nothing."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS
from plugins.frontmatter.schema import Section
from plugins.listings.cards import Card
from plugins.listings.pages import cut_pages
from plugins.opinion.filters import STATES, Filter, plan_filters, rows_of, title_of
from plugins.shared.settings import SettingError
from plugins.shared.slugs import own_slugs
from plugins.site.identity import read_sections
from plugins.site.words import read_language
from plugins.vietnamese.dates import VIETNAM
from tools.places import ROOT

SLUGS = own_slugs()
WORDS = read_language("vi", [ROOT / "plugins" / "frontmatter", ROOT / "plugins" / "opinion"])
TOPICS = ("Định danh điện tử VNeID", "Mưa lớn, lũ quét", "Nhận biết tin giả")


def section(**values: Any) -> Section:
    declared = {
        "slug": "hoi",
        "title": "Hỏi và kiểm chứng",
        "kinds": ["hoi-dap", "kiem-chung"],
        "topics": [{"title": title} for title in TOPICS],
    }
    return read_sections([declared | values])[0]


SECTION = section()


def card(n: int, kind: Any = "tin", answer: Any = "", topic: str = "", year: int = 2025) -> Card:
    return Card(
        title=f"Bài {n}",
        address=f"hoi/{n}/",
        date=datetime(year, 1, 1, tzinfo=VIETNAM),
        summary="",
        section=SECTION.title,
        category="",
        picture=None,
        state="",
        kind=kind,
        answer=answer,
        topic=topic,
    )


ANSWERS = st.sampled_from(
    [("tin", ""), *((kind, state) for kind, states in STATES.items() for state in states)]
)
CARDS = st.lists(
    st.tuples(ANSWERS, st.sampled_from(["", *TOPICS]), st.integers(2023, 2026)), max_size=40
).map(
    lambda drawn: sorted(
        (card(n, *answer, topic, year) for n, (answer, topic, year) in enumerate(drawn)),
        key=lambda each: each.date,
    )
)


def fits(each: Card, chosen: Filter) -> bool:
    topic = SECTION.topic(each.topic)
    return (
        chosen.topic in ("", topic.slug if topic else "")
        and chosen.answer in ("", each.kind, each.answer)
        and chosen.year in (0, each.date.year)
    )


@given(CARDS)
def test_a_filter_shows_all_articles_that_fit_and_no_other(cards: list[Card]) -> None:
    known = plan_filters(SECTION, cards)
    for chosen, listed in known.items():
        assert listed == [each for each in cards if fits(each, chosen)]
        assert listed
    assert Filter() not in known


@given(CARDS)
def test_every_article_is_under_each_of_its_own_choices_together_and_alone(
    cards: list[Card],
) -> None:
    known = plan_filters(SECTION, cards)
    for each in cards:
        topic = SECTION.topic(each.topic)
        whole = Filter(topic.slug if topic else "", each.answer or each.kind, each.date.year)
        parts = [
            Filter(topic=whole.topic),
            Filter(answer=each.kind),
            Filter(answer=whole.answer),
            Filter(year=whole.year),
        ]
        for chosen in [whole, *parts]:
            assert chosen == Filter() or each in known[chosen]


@given(CARDS)
def test_addresses_are_unlike_and_tell_what_is_chosen(cards: list[Card]) -> None:
    known = plan_filters(SECTION, cards)
    addresses = [
        page.address
        for chosen, listed in known.items()
        for page in cut_pages(listed, chosen.address(SECTION, SLUGS), 3)
    ]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("hoi/loc/") for address in addresses)
    titles = [title_of(chosen, SECTION, WORDS) for chosen in known]
    assert len(set(titles)) == len(titles)


@given(CARDS)
def test_a_choice_leads_to_a_list_or_is_no_link(cards: list[Card]) -> None:
    known = plan_filters(SECTION, cards)
    there = {chosen.address(SECTION, SLUGS) for chosen in known} | {SECTION.address}
    for chosen in [Filter(), *known]:
        choices = [
            each for row in rows_of(chosen, known, SECTION, WORDS, SLUGS) for each in row.choices
        ]
        assert all(each.address in there for each in choices if each.address)
        taken = {each.slug for each in choices if each.chosen}
        assert taken == {str(value) for value in dataclasses.astuple(chosen) if value}
        # What is chosen can be lifted, and what is lifted can be chosen again.
        assert all(each.address for each in choices if each.chosen)


@given(CARDS, ANSWERS, st.sampled_from(["", *TOPICS]))
def test_a_new_article_is_in_eleven_lists_at_most(
    cards: list[Card], answer: tuple[str, str], topic: str
) -> None:
    new = card(99, *answer, topic, 2026)
    before, after = plan_filters(SECTION, cards), plan_filters(SECTION, [*cards, new])
    changed = [chosen for chosen in after if before.get(chosen) != after[chosen]]
    assert 1 <= len(changed) <= 11


def test_a_title_tells_kind_state_year_and_topic() -> None:
    chosen = Filter("dinh-danh-dien-tu-vneid", "sai", 2026)
    assert title_of(chosen, SECTION, WORDS) == (
        "Kiểm chứng: sai, năm 2026 – Định danh điện tử VNeID"
    )
    assert title_of(Filter(answer="hoi-dap"), SECTION, WORDS, 2) == "Hỏi – đáp, trang 2"
    assert chosen.address(SECTION, SLUGS) == "hoi/loc/dinh-danh-dien-tu-vneid/sai/2026/"
    assert Filter().address(SECTION, SLUGS) == "hoi/"


@pytest.mark.parametrize("name", [*KINDS, *QUESTION_STATES, *VERDICTS, "2026", "Trang", "Đúng"])
def test_no_topic_can_be_named_like_another_part_of_an_address(name: str) -> None:
    with pytest.raises(SettingError, match="chủ đề"):
        section(topics=[{"title": name}])


def test_every_kind_state_and_verdict_has_its_word_and_its_meaning() -> None:
    assert list(WORDS.kinds.as_dict()) == list(KINDS)
    assert list(WORDS.answers.as_dict()) == [*QUESTION_STATES, *VERDICTS]
    assert list(WORDS.opinion.states.as_dict()) == list(QUESTION_STATES)
    assert list(WORDS.opinion.verdicts.as_dict()) == list(VERDICTS)
    for name, written in [*QUESTION_STATES.items(), *VERDICTS.items()]:
        assert WORDS.answers[name].lower() == written
