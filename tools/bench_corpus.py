"""Texts for measuring: Vietnamese syllables in words, some far commoner than others."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from plugins.vietnamese.legacy import STRANGE
from plugins.vietnamese.legacy_tables import is_syllable

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


@dataclass(frozen=True)
class Text:
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()


class Language:
    """A lexicon whose n-th word comes up about 1/n as often as the first (Zipf)."""

    def __init__(self, rng: random.Random, words: int = 12_000) -> None:
        self._rng = rng
        made = (self._syllable() for _ in range(9_000))
        syllables = sorted({syllable for syllable in made if could_be_vietnamese(syllable)})
        rng.shuffle(syllables)
        weights = _zipf(len(syllables), 0.7)
        self._words = [
            " ".join(rng.choices(syllables, cum_weights=weights, k=rng.choice((1, 2, 2, 2))))
            for _ in range(words)
        ]
        self._weights = _zipf(words, 0.95)

    def _syllable(self) -> str:
        rime = self._rng.choice(RIMES.split())
        signed = [n for n, letter in enumerate(rime) if letter in SIGNED_VOWELS]
        at = signed[-1] if signed else next(n for n, v in enumerate(rime) if v in VOWELS)
        toned = rime[: at + 1] + self._rng.choice(TONES) + rime[at + 1 :]
        return unicodedata.normalize("NFC", self._rng.choice(ONSETS.split()) + toned)

    def words(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def sentence(self, count: int) -> str:
        text = " ".join(self.words(count))
        return text[:1].upper() + text[1:]


def could_be_vietnamese(syllable: str) -> bool:
    """The others look like the mistakes that plugins/checks searches for."""
    return is_syllable(syllable) and not STRANGE.search(syllable)


def generated_texts(count: int) -> Iterator[Text]:
    rng = random.Random(11)  # noqa: S311
    language = Language(rng)
    for _ in range(count):
        # An article keeps to its subject: words of the title come again in the body.
        subject = language.words(9)
        paragraphs = [
            ". ".join(
                language.sentence(9) + " " + " ".join(rng.sample(subject, 2)) for _ in range(4)
            )
            for _ in range(rng.randrange(3, 7))
        ]
        title = " ".join(subject[:7])
        yield Text(title[:1].upper() + title[1:], language.sentence(20), tuple(paragraphs))


def _zipf(count: int, power: float) -> list[float]:
    return list(accumulate(1 / (n + 5) ** power for n in range(count)))
