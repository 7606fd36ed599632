"""What there is to be found in an article: its syllables, and every two that are neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plugins.search.folding import SYLLABLE, syllables

SYLLABLE_BITS = 20
SYLLABLE_MASK = (1 << SYLLABLE_BITS) - 1


@dataclass(frozen=True)
class Document:
    """number: later articles have higher ones; levels: texts of title, lead and body.

    facets: what the reader can filter by, each a key of the index.
    """

    number: int
    levels: Sequence[Sequence[str]]
    facets: tuple[str, ...] = ()


@dataclass
class Vocabulary:
    """Syllables without marks, with their signs, numbered as they come.

    0 is the one before a text's first.
    """

    folded: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _words: dict[str, list[int]] = field(default_factory=dict)

    def read(self, text: str) -> list[int]:
        words, found = self._words, []
        for word in SYLLABLE.findall(text):
            numbers = words.get(word)
            if numbers is None:
                numbers = words[word] = [self._number(syllable) for syllable in syllables(word)]
            found += numbers
        return found

    def _number(self, syllable: tuple[str, str]) -> int:
        number = self._numbers.setdefault(syllable, len(self.folded))
        if number == len(self.folded):
            self.folded.append(syllable)
        return number

    def levels(self, document: Document) -> Iterator[tuple[int, set[int]]]:
        """(level, pairs): each pair of neighbours, and each syllable as a pair with 0, once, at
        the highest level that holds it."""
        seen: set[int] = set()
        for level, texts in enumerate(document.levels):
            found: set[int] = set()
            for text in texts:
                read = self.read(text)
                found.update(read)
                found.update([first << SYLLABLE_BITS | second for first, second in pairwise(read)])
            yield level, found - seen
            seen |= found

    def begin(self, pair: int) -> str:
        """What the keys of all pairs with this first syllable begin with, whatever its signs."""
        first, second = self.folded[pair >> SYLLABLE_BITS], self.folded[pair & SYLLABLE_MASK]
        return first[0] or f" {second[0]}"

    def key(self, pair: int) -> tuple[str, str]:
        """(key in the index, signs) of a pair."""
        first, second = self.folded[pair >> SYLLABLE_BITS], self.folded[pair & SYLLABLE_MASK]
        signs = f"{first[1]} {second[1]}" if first[0] else second[1]
        return f"{first[0]} {second[0]}", signs
