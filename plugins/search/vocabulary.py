"""What there is to be found in an article: its syllables, and every two that are neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from plugins.search.folding import syllables


@dataclass(frozen=True)
class Document:
    """number: later articles have higher ones; levels: texts of title, lead and body.

    facets: what the reader can filter by, each a key of the index.
    """

    number: int
    levels: Sequence[Sequence[str]]
    facets: tuple[str, ...] = ()


class Vocabulary(dict[str, list[int]]):
    """Numbers of the syllables of what stands between spaces; they are numbered as they come.

    folded: each without marks, with its signs; 0 is the one before a text's first.
    """

    def __init__(self) -> None:
        self.folded = [("", "")]
        self._numbers: dict[tuple[str, str], int] = {}

    def __missing__(self, word: str) -> list[int]:
        numbers = self[word] = [self._number(syllable) for syllable in syllables(word)]
        return numbers

    def _number(self, syllable: tuple[str, str]) -> int:
        number = self._numbers.setdefault(syllable, len(self.folded))
        if number == len(self.folded):
            self.folded.append(syllable)
        return number

    def read(self, text: str) -> list[int]:
        """The numbers of a folded text's syllables."""
        return list(chain.from_iterable(map(self.__getitem__, text.split())))

    def levels(self, document: Document) -> Iterator[tuple[int, set[int], set[tuple[int, int]]]]:
        """(level, syllables, pairs of neighbours): each once, at the highest level that has it."""
        higher: list[tuple[set[int], set[tuple[int, int]]]] = []
        for level, texts in enumerate(document.levels):
            syllables: set[int] = set()
            pairs: set[tuple[int, int]] = set()
            for text in texts:
                read = self.read(text)
                syllables.update(read)
                pairs.update(pairwise(read))
            for known, known_pairs in higher:
                syllables -= known
                pairs -= known_pairs
            higher.append((syllables, pairs))
            yield level, syllables, pairs

    def key(self, first: int, second: int) -> tuple[str, str]:
        """(key in the index, signs) of a pair, or of a syllable after 0."""
        letters, signs = self.folded[first]
        others, more = self.folded[second]
        return f"{letters} {others}", f"{signs} {more}" if first else more
