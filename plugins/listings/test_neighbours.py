"""Who is whose neighbour is found again after a few edits, as if all were looked at."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from plugins.listings import neighbours
from plugins.listings.neighbours import Listed, NeighboursOfAll, find_again, find_neighbours

# Moment, section and tags of an article, by its path.
ARTICLE = st.tuples(
    st.integers(1, 12),
    st.sampled_from("xxy"),
    st.lists(st.sampled_from("stu"), max_size=3).map(tuple),
)
PATHS = st.sampled_from([f"{n:02}" for n in range(40)])
SITES = st.dictionaries(PATHS, ARTICLE, max_size=40)
EDITS = st.dictionaries(PATHS, st.none() | ARTICLE, max_size=3)
Site = dict[str, tuple[int, str, tuple[str, ...]]]


def find(site: Site, count: int, related: int) -> NeighboursOfAll:
    paths = sorted(site, key=lambda path: (site[path][0], path))
    listed = [Listed(path, *_facts(site[path])) for path in paths]
    return NeighboursOfAll(paths, listed, find_neighbours(listed, count, related))


def _facts(article: tuple[int, str, tuple[str, ...]]) -> tuple[str, float, tuple[str, ...]]:
    moment, section, tags = article
    return section, float(moment), tags


def names(found: NeighboursOfAll) -> dict[str, list[list[str]]]:
    return {path: found.names(place) for place, path in enumerate(found.paths)}


@given(SITES, EDITS, st.integers(0, 2), st.integers(0, 3))
def test_looking_about_what_changed_finds_the_same(
    site: Site, edits: Site, count: int, related: int
) -> None:
    edited = {path: article for path, article in (site | edits).items() if article}
    with patch.object(neighbours, "RELATED_WINDOW", 4):
        last, now = find(site, count, related), find(edited, count, related)
        found, moved = find_again(last, now.paths, now.listed, count, related)
    assert found == now
    before, after = names(last), names(now)
    assert moved == {path for path in after if before.get(path) != after[path]}
