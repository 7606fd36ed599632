"""Where a reader goes on: nearest in time, then nearest in matter, and never a newer one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from plugins.listings import neighbours, views
from plugins.listings.neighbours import Groups, Listed
from plugins.listings.views import add_neighbours, add_neighbours_of_one, groups_of

# Moment, section, tags and topic of an article.
ARTICLES = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from("xxy"),
        st.lists(st.sampled_from("stu"), max_size=3, unique=True).map(tuple),
        st.sampled_from(["", "s", "t"]),
    ),
    max_size=30,
)


@given(ARTICLES, st.integers(0, 2), st.integers(0, 3))
def test_neighbours_are_of_the_section_and_related_ones_older(
    articles: list[tuple[int, str, tuple[str, ...], str]], count: int, related: int
) -> None:
    listed = [
        Listed(f"{n:02}", section, float(moment), tags, topic)
        for n, (moment, section, tags, topic) in enumerate(sorted(articles))
    ]
    with patch.object(neighbours, "RELATED_WINDOW", 4):
        groups = Groups(listed, count, related)
        found = [groups.neighbours_of(place) for place in range(len(listed))]
    for place, (newer, older, others) in enumerate(found):
        own = [n for n, each in enumerate(listed) if each.section == listed[place].section]
        assert newer == [n for n in own if n > place][:count]
        assert older == [n for n in own if n < place][::-1][:count]
        assert len(others) <= related
        assert all(n < place for n in others)
        assert not {*newer, *older, place} & {*others}
        assert all({*listed[n].terms()} & {*listed[place].terms()} for n in others)


def test_the_topic_weighs_more_than_a_tag_and_less_than_three() -> None:
    tags = ("a", "b", "c")
    listed = [
        Listed("1", "x", 1.0, tags),
        Listed("2", "x", 2.0, (), "Bão"),
        Listed("3", "x", 3.0, ("a",)),
        Listed("4", "y", 4.0, (), "Bão"),
        Listed("5", "x", 5.0, tags, "Bão"),
    ]
    assert Groups(listed, 0, 4).neighbours_of(4) == ([], [], [0, 1, 2])


@given(ARTICLES, st.integers(0, 2), st.integers(0, 3))
def test_one_article_alone_has_the_neighbours_that_it_has_among_all(
    articles: list[tuple[int, str, tuple[str, ...], str]], count: int, related: int
) -> None:
    listed: list[Any] = [
        SimpleNamespace(
            address=f"{n:02}",
            section=section,
            order=(float(moment), f"{n:02}"),
            head=SimpleNamespace(tags=tags, topic=topic),
            card=n,
        )
        for n, (moment, section, tags, topic) in enumerate(sorted(articles))
    ]
    sizes = SimpleNamespace(neighbours=count, related=related)
    portal: Any = SimpleNamespace(listings=sizes)
    with patch.object(neighbours, "RELATED_WINDOW", 4), patch.object(views, "RELATED_WINDOW", 4):
        groups = groups_of(listed, portal)
        for article in listed:
            add_neighbours(article, listed, groups)
            among_all = article.neighbours
            add_neighbours_of_one(article, [each for each in listed if each is not article], portal)
            assert article.neighbours == among_all
