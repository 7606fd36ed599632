"""Offers the path that was probably meant, quickly among tens of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from plugins.vietnamese.slugs import slugify

ALIKE = 0.75
# Comparing is slow, so of one initial letter only so many names are looked at.
MOST = 2000


class Nearest:
    """paths: sorted; only the last part of a path, the name, decides what is near."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = tuple(paths)

    def __call__(self, typed: str) -> str:
        """The likeliest path, or "" when none is like it."""
        name = _name(typed)
        key = _key(name)
        same = self._by_key.get(key)
        if same is None:
            initial = self._by_initial.get(key[:1], [])[:MOST]
            close = get_close_matches(key, initial, n=1, cutoff=ALIKE)
            same = self._by_key[close[0]] if close else []
        return max(same, key=lambda path: (_likeness(path, typed), path), default="")

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            found[_key(_name(path))].append(path)
        return dict(found)

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._by_key:
            found[key[:1]].append(key)
        return dict(found)


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _key(name: str) -> str:
    """Equal for names that differ in marks, case, spaces or the suffix only."""
    stem, dot, _suffix = name.rpartition(".")
    return slugify(stem if dot and stem else name)


def _likeness(path: str, typed: str) -> float:
    return SequenceMatcher(None, path, typed).ratio()
