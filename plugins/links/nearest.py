"""Offers the path that was probably meant, quickly among tens of thousands."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from plugins.vietnamese.slugs import NOT_IN_ADDRESS, slugify

ALIKE = 0.75
# Comparing is slow: only so many names on either side are looked at, in the order of their letters
# from the front and from the back. A slip leaves one end or the other as it was.
AROUND = 100


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
            close = get_close_matches(key, sorted(self._beside(key)), n=1, cutoff=ALIKE)
            same = self._by_key[close[0]] if close else []
        return max(same, key=lambda path: (_likeness(path, typed), path), default="")

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            found[_key(_name(path))].append(path)
        return dict(found)

    def _beside(self, key: str) -> set[str]:
        found = set(_around(self._forwards, key))
        return found | {name[::-1] for name in _around(self._backwards, key[::-1])}

    @cached_property
    def _forwards(self) -> list[str]:
        return sorted(self._by_key)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(key[::-1] for key in self._by_key)


def _around(names: list[str], key: str) -> list[str]:
    place = bisect(names, key)
    return names[max(0, place - AROUND) : place + AROUND]


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _key(name: str) -> str:
    """Equal for names that differ in marks, case, spaces or the suffix only."""
    stem, dot, _suffix = name.rpartition(".")
    name = stem if dot and stem else name
    # Most names, and ten times as quick.
    return NOT_IN_ADDRESS.sub("-", name.lower()).strip("-") if name.isascii() else slugify(name)


def _likeness(path: str, typed: str) -> float:
    return SequenceMatcher(None, path, typed).ratio()
