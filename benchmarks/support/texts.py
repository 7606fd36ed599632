"""Texts for measuring: read from a file, or made up of Vietnamese syllables and words.

Made-up ones come near to 3,000 real news texts (brackets) in what a build and an index cost:
syllables of a text 507 (514), different ones 229 (227), different pairs of neighbours 406 (384);
of all pairs in 3,000 texts 0.22 (0.21) are different ones, and 0.65 (0.58) of these stand in one
text only.
"""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from plugins.shared.errors import PortalError
from plugins.vietnamese.legacy import STRANGE
from plugins.vietnamese.legacy_tables import is_syllable

SEED = 11
ONSETS = "b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x"
RIMES = (
    "a ac ai am an ang anh ao at ay âm ân âp ât âu ây ăn ăng ăt e em en eo ê êm ên ênh i ich im "
    "in inh iên iêm iêu iêt o oc oi om on ong ot ô ôc ôi ôm ôn ông ôt ơ ơi ơm ơn u uc ui um un "
    "ung uyên uôc uôi uông ư ưa ưc ưng ươc ươi ương ươn oa oai oan oang uy"
)
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
VOWELS = "aăâeêioôơuưy"
# A tone stands on the last of these, where there is one.
SIGNED_VOWELS = "ăâêôơư"
WORDS = 8_000
# The n-th comes up about n to this power less often than the first (Zipf).
OF_SYLLABLES, OF_WORDS = 0.9, 1.1
# An article keeps to its subject: so many words, of which one in so many is.
SUBJECT, FROM_SUBJECT = 40, 0.3
# Of a text's syllables: logarithms.
USUAL_LENGTH, SPREAD_OF_LENGTH = 6.02, 0.42
SHORTEST = 150
PARAGRAPH = 68
SENTENCE = (6, 15)  # words; the last number is one too many


@dataclass(frozen=True)
class Text:
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()


class CorpusError(PortalError):
    """No texts in this file."""


class Language:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        made = (self._syllable() for _ in range(9_000))
        syllables = sorted({syllable for syllable in made if could_be_vietnamese(syllable)})
        rng.shuffle(syllables)
        weights = _zipf(len(syllables), OF_SYLLABLES)
        self._words = [
            " ".join(rng.choices(syllables, cum_weights=weights, k=rng.choice((1, 2, 2, 2))))
            for _ in range(WORDS)
        ]
        self._weights = _zipf(WORDS, OF_WORDS)

    def _syllable(self) -> str:
        rime = self._rng.choice(RIMES.split())
        signed = [n for n, letter in enumerate(rime) if letter in SIGNED_VOWELS]
        at = signed[-1] if signed else next(n for n, v in enumerate(rime) if v in VOWELS)
        toned = rime[: at + 1] + self._rng.choice(TONES) + rime[at + 1 :]
        return unicodedata.normalize("NFC", self._rng.choice(ONSETS.split()) + toned)

    def words(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def text(self) -> Text:
        rng, subject = self._rng, self.words(SUBJECT)
        left = max(SHORTEST, int(rng.lognormvariate(USUAL_LENGTH, SPREAD_OF_LENGTH)))
        title = " ".join(rng.sample(subject, 4) + self.words(5))
        lead = f"{self._sentence(subject)}, {self._sentence(subject).lower()}."
        paragraphs = []
        while left > 0:
            sentences: list[str] = []
            length = 0
            while length < min(left, PARAGRAPH):
                sentences.append(f"{self._sentence(subject)}.")
                length += len(sentences[-1].split())
            paragraphs.append(" ".join(sentences))
            left -= length
        return Text(title[:1].upper() + title[1:], lead, tuple(paragraphs))

    def _sentence(self, subject: Sequence[str]) -> str:
        rng = self._rng
        words = [
            rng.choice(subject) if rng.random() < FROM_SUBJECT else word
            for word in self.words(rng.randrange(*SENTENCE))
        ]
        text = " ".join(words)
        return text[:1].upper() + text[1:]


def could_be_vietnamese(syllable: str) -> bool:
    """The others look like the mistakes that plugins/checks searches for."""
    return is_syllable(syllable) and not STRANGE.search(syllable)


def generated_texts(count: int) -> Iterator[Text]:
    language = Language(random.Random(SEED))  # noqa: S311  (texts, no secrets)
    for _ in range(count):
        yield language.text()


def read_corpus(file: Path) -> list[Text]:
    """file: JSON lines, gzip; title, lead, paragraphs and tags of each. Raises CorpusError."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            texts = [_text(json.loads(line)) for line in lines]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{file}: {error}") from error
    if not texts:
        raise CorpusError(f"{file}")
    return texts


def _text(item: dict[str, Any]) -> Text:
    text = Text(item["title"], item["lead"], tuple(item["paragraphs"]), tuple(item["tags"]))
    strings = (text.title, text.lead, *text.paragraphs, *text.tags)
    if not (isinstance(item["paragraphs"], list) and text.paragraphs) or not all(
        isinstance(each, str) and each.strip() for each in strings
    ):
        raise ValueError(f"title, lead, paragraphs: {text.title!r}")
    return text


def varied(texts: Sequence[Text], count: int) -> Iterator[Text]:
    """`count` texts; those after the first round are each mixed of two, with a title of its own."""
    rng = random.Random(SEED)  # noqa: S311
    for number in range(count):
        text = texts[number % len(texts)]
        if number >= len(texts):
            other = rng.choice(texts)
            sentence = max(rng.choice(other.paragraphs).split(". ")[:3], key=len)
            text = Text(
                " ".join(sentence.split()[:14]),
                text.lead,
                (*text.paragraphs[::2], *other.paragraphs[1::2]),
                text.tags,
            )
        yield text


def _zipf(count: int, power: float) -> list[float]:
    return list(accumulate(1 / (rank + 5) ** power for rank in range(count)))
