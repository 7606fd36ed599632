"""An article's page is looked at again when an article that it shows is another than before."""

from __future__ import annotations

import marshal
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plugins.listings.settings import ListingsSettings
from plugins.listings.views import Dressing
from plugins.outputs import FreshOutputs
from plugins.portal import Portal

# Day, section and tags of an article, by its path.
SITES = st.dictionaries(
    st.sampled_from([f"{letter}.md" for letter in "abcdefgh"]),
    st.tuples(st.integers(1, 5), st.sampled_from("xy"), st.frozensets(st.sampled_from("st"))),
)


class State:
    """As far as listings use that of a build."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}
        self.memory = SimpleNamespace(notes={})  # of a process that goes on

    def recall(self, name: str) -> Any:
        return marshal.loads(self._values[name]) if name in self._values else None

    def keep(self, name: str, value: Any) -> None:
        self._values[name] = marshal.dumps(value)


def dress(site: dict[str, tuple[int, str, frozenset[str]]], state: State) -> Dressing:
    articles: list[Any] = []
    for path, (day, section, tags) in sorted(site.items(), key=lambda item: (item[1][0], item[0])):
        facts = SimpleNamespace(tags=tuple(sorted(tags)))
        date = datetime(2024, 1, day, tzinfo=UTC)
        own: dict[str, Any] = {"address": path, "section": section, "date": date, "facts": facts}
        own["card"] = path
        articles.append(SimpleNamespace(relative_source_path=path, **own))
    portal = Portal(FreshOutputs(Path()))
    portal.listings = ListingsSettings(neighbours=1, related=1)
    settings = {
        "PORTAL": portal,
        "PORTAL_LISTS_KEY": repr(sorted(site.items())).encode(),
        "PORTAL_STATE": state,
        "PORTAL_MEMORY": state.memory,
    }
    dressing = Dressing(articles, {}, settings)
    for article in articles:
        dressing.introduce(article)
    return dressing


def shown(dressing: Dressing) -> dict[str, Any]:
    return {each.relative_source_path: each.neighbours for each in dressing._articles}


@given(SITES, SITES, st.frozensets(st.sampled_from("abcdefgh")))
def test_those_are_named_whose_neighbours_changed_and_no_others(
    before: Any, now: Any, letters: frozenset[str]
) -> None:
    state = State()
    last = shown(dress(before, state))
    dressing = dress(now, state)
    changed = {f"{letter}.md" for letter in letters}
    expected = {
        path
        for path, near in shown(dressing).items()
        if near != last.get(path) or changed & {*near.newer, *near.older, *near.related}
    }
    assert dressing.neighbours_of(changed) == expected
