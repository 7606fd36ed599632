"""Addresses of pages that the site makes of itself, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.shared.strings import SHARED, read_strings, strings_file


@dataclass(frozen=True)
class Slugs:
    """Table `[slugs]` of the strings. kinds, answers: by what articles are called in the code."""

    archives: str
    tags: str
    authors: str
    site_map: str
    page: str
    search: str
    corrections: str
    method: str
    topics: str
    filtered: str
    offline: str
    kinds: Mapping[str, str] = field(hash=False)
    answers: Mapping[str, str] = field(hash=False)

    @property
    def of_site(self) -> frozenset[str]:
        """At the site's root: no section may have one."""
        lists = self.archives, self.tags, self.authors, self.corrections, self.page
        return frozenset((*lists, self.site_map, self.search, self.offline))

    @property
    def of_sections(self) -> frozenset[str]:
        """Below a section with several kinds of article."""
        return frozenset((self.topics, self.filtered, self.method, *self.kinds.values()))

    def of_answer(self, name: str) -> str:
        """name: a kind of article, or how a question or a claim stands."""
        return self.kinds.get(name) or self.answers[name]


def own_slugs(language: str = "vi") -> Slugs:
    """Where no theme says otherwise."""
    return Slugs(**read_strings(strings_file(SHARED, language))["slugs"])
