"""What readers type into a search box: known items of articles, and the ways of typing them."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from benchmarks.support.texts import Text
from plugins.vietnamese.text import NEW_TO_OLD_PLACEMENT, fold, one_placement

OLD_TO_NEW = {old: new for new, old in NEW_TO_OLD_PLACEMENT.items()}
OLD_PLACEMENT = re.compile(rf"(?:{'|'.join(OLD_TO_NEW)})(?![^\W\d_])")
WORD = re.compile(r"[^\W_]+")
LETTERS = "abcdeghiklmnopqrstuvxy"
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
TELEX = {
    "\u0302": "", "\u0306": "w", "\u031b": "w", "\u0300": "f", "\u0301": "s", "\u0303": "x",
    "\u0309": "r", "\u0323": "j",
}  # fmt: skip
VNI = {
    "\u0302": "6", "\u0306": "8", "\u031b": "7", "\u0300": "2", "\u0301": "1", "\u0303": "4",
    "\u0309": "3", "\u0323": "5",
}  # fmt: skip
TONES = "\u0300\u0301\u0303\u0309\u0323"
DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b")
REFERENCE = re.compile(r"\b\d+(?:/\d{4})?[/-][A-ZĐ]{2,}(?:[-/][A-ZĐ]{2,})*")
FRAMES = (
    "{} là gì", "{} ở đâu", "{} như thế nào", "vì sao {}", "tại sao {}", "làm thế nào để {}",
    "bao giờ {}", "khi nào thì {}", "ai là người {}", "{} có đúng không", "có phải {} không",
    "{} thì sao", "cho hỏi {}", "{} bao nhiêu", "thông tin về {}",
)  # fmt: skip

Spoil = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Item:
    """A query, and the places of the articles of which one is to come first."""

    query: str
    answers: frozenset[int]


def is_tuned_on(text: Text) -> bool:
    """One half of any corpus, by its titles: what is decided by it is proved by the other."""
    return crc32(text.title.encode()) % 2 == 0


def one_mark_less(query: str, rng: random.Random) -> str:
    marked = [n for n, letter in enumerate(query) if fold(letter) != letter.lower()]
    if not marked:
        return query
    at = rng.choice(marked)
    return query[:at] + fold(query[at]) + query[at + 1 :]


def without_tones(query: str) -> str:
    """Marks left out, but đ typed."""
    letters = [letter if letter in "đĐ" else fold(letter) for letter in query]
    return "".join(letters)


def other_placement(query: str) -> str:
    moved = OLD_PLACEMENT.sub(lambda pair: OLD_TO_NEW[pair.group()], query.lower())
    return moved if moved != query.lower() else one_placement(query.lower())


def half_typed(query: str) -> str:
    last = query.split()[-1]
    return query if len(last) < 2 else query[: -(len(last) // 2)]


def drop(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :]


def double(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def insert(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) + 1)
    return word[:at] + rng.choice(LETTERS) + word[at:]


def press_neighbour(word: str, rng: random.Random) -> str:
    """The key left or right of the one that was meant; the letter's marks are lost."""
    at = rng.randrange(len(word))
    row = next((row for row in KEYBOARD if fold(word[at]) in row), "")
    if not row:
        return word
    place = row.index(fold(word[at]))
    other = rng.choice([row[n] for n in (place - 1, place + 1) if 0 <= n < len(row)])
    return word[:at] + other + word[at + 1 :]


def swap(word: str, rng: random.Random) -> str:
    places = [n for n in range(len(word) - 1) if word[n] != word[n + 1]]
    if not places:
        return word
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def keys_of(word: str, signs: dict[str, str]) -> str:
    """The keys of Telex or VNI for `word`, tones last, as most people type them."""
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in TONES:
            tone = signs[letter]
        elif letter in signs:
            typed += signs[letter] or typed[-1]
        elif letter == "đ":
            typed += "dd" if signs is TELEX else "d9"
        else:
            typed += letter
    return typed + tone


def in_one_word(spoil: Spoil, least: int = 3) -> Spoil:
    """Spoils one word of `least` letters or more, none that holds a digit."""

    def spoilt(query: str, rng: random.Random) -> str:
        words = query.split()
        long = [n for n, word in enumerate(words) if len(word) >= least and word.isalpha()]
        if long:
            at = rng.choice(long)
            words[at] = spoil(words[at], rng)
        return " ".join(words)

    return spoilt


def in_marked_word(signs: dict[str, str]) -> Spoil:
    def spoilt(query: str, rng: random.Random) -> str:
        words = query.split()
        marked = [n for n, word in enumerate(words) if fold(word) != word.lower()]
        if marked:
            at = rng.choice(marked)
            words[at] = keys_of(words[at], signs)
        return " ".join(words)

    return spoilt


def without_marks_and(spoil: Spoil) -> Spoil:
    return lambda query, rng: fold(spoil(query, rng))


SLIPS: dict[str, Spoil] = {
    "dropped letter": in_one_word(drop),
    "doubled letter": in_one_word(double),
    "added letter": in_one_word(insert),
    "neighbour key": in_one_word(press_neighbour),
    "swapped letters": in_one_word(swap),
}
KINDS: dict[str, Spoil] = {
    "exact": lambda query, _: query,
    "no marks": lambda query, _: fold(query),
    "đ without marks": lambda query, _: without_tones(query),
    "NFD": lambda query, _: unicodedata.normalize("NFD", query),
    "tone placement": lambda query, _: other_placement(query),
    "one missing mark": one_mark_less,
    "half typed": lambda query, _: half_typed(query),
    **SLIPS,
    "slip, no marks": lambda query, rng: fold(rng.choice(list(SLIPS.values()))(query, rng)),
    "Telex, one word": in_marked_word(TELEX),
    "Telex, all": lambda query, _: " ".join(keys_of(word, TELEX) for word in query.split()),
    "VNI, one word": in_marked_word(VNI),
    "VNI, all": lambda query, _: " ".join(keys_of(word, VNI) for word in query.split()),
    "lone quote": lambda query, rng: rng.choice(('"{}', '{}"', "“{}", "{}”")).format(query),
}


class Phrases:
    """Which articles hold a phrase, whatever its marks; `families`: texts that others are mixed of.

    A phrase is one text's own where all articles that hold it were mixed of that text.
    """

    def __init__(self, articles: Sequence[Text]) -> None:
        self._articles = articles
        self._read = [spaced(all_of(text)) for text in articles]
        self._titles = [spaced(text.title) for text in articles]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, read in enumerate(self._read):
            for word in sorted(set(read.split())):
                self._holders[word].append(number)

    def holders(self, phrase: str, titles: bool = False) -> frozenset[int]:
        wanted = spaced(phrase)
        rarest = min((self._holders[word] for word in wanted.split()), key=len, default=[])
        texts = self._titles if titles else self._read
        return frozenset(number for number in rarest if wanted in texts[number])


def all_of(text: Text) -> str:
    return "\n".join((text.title, text.lead, *text.paragraphs, *text.tags))


def spaced(text: str) -> str:
    """` luat dat dai `: the letters alone, to look for whole words in."""
    return f" {' '.join(WORD.findall(fold(text)))} "


def titles(
    texts: Sequence[Text], phrases: Phrases, length: int, rng: random.Random
) -> Iterator[Item]:
    """`length` syllables in a row of titles that no other title holds."""
    for number in shuffled(range(len(texts)), rng):
        found = WORD.findall(texts[number].title)
        if len(found) < length:
            continue
        start = rng.randrange(len(found) - length + 1)
        query = " ".join(found[start : start + length])
        if phrases.holders(query, titles=True) == {number}:
            yield Item(query, frozenset({number}))


def bodies(
    texts: Sequence[Text], phrases: Phrases, originals: int, rng: random.Random
) -> Iterator[Item]:
    """Four to six syllables in a row of a paragraph, without marks, that no other text holds."""
    for number in shuffled(range(originals), rng):
        paragraph = rng.choice(texts[number].paragraphs)
        found = [WORD.findall(part) for part in re.split(r"[.,;:?!()“”\"]", paragraph)]
        length = rng.randrange(4, 7)
        usable = [words for words in found if len(words) >= length]
        if usable:
            words = rng.choice(usable)
            start = rng.randrange(len(words) - length + 1)
            yield from own(" ".join(words[start : start + length]), number, phrases, originals)


def matches(
    find: Callable[[str], Iterable[str]],
    texts: Sequence[Text],
    phrases: Phrases,
    originals: int,
    rng: random.Random,
) -> Iterator[Item]:
    """What `find` finds in a paragraph and no other text holds."""
    for number in shuffled(range(originals), rng):
        found = sorted({found for text in texts[number].paragraphs for found in find(text)})
        if found:
            yield from own(rng.choice(found), number, phrases, originals)


def names(text: str) -> Iterator[str]:
    """Two to four words in a row with capitals, not at the beginning of a sentence."""
    for part in re.split(r"[^\w ]+", text):
        words = part.split()
        for capital, run in groupby(words[1:] if part[:1] != " " else words, is_capitalised):
            name = list(run)
            if capital and 2 <= len(name) <= 4:
                yield " ".join(name)


def is_capitalised(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and word.isalpha()


def questions(
    texts: Sequence[Text], phrases: Phrases, originals: int, rng: random.Random
) -> Iterator[Item]:
    """Five to eight syllables of a title in words that ask.

    Of a third a syllable is left out, and a third have a word of another title before them.
    """
    for number in shuffled(range(originals), rng):
        found = WORD.findall(texts[number].title)
        length = rng.randrange(5, 9)
        if len(found) < length:
            continue
        start = rng.randrange(len(found) - length + 1)
        words = found[start : start + length]
        if phrases.holders(" ".join(words), titles=True) != {number}:
            continue
        change = rng.randrange(3)
        if change == 1:
            del words[rng.randrange(1, length - 1)]
        elif change == 2:
            words = [*WORD.findall(rng.choice(texts).title)[:2], *words]
        yield Item(rng.choice(FRAMES).format(" ".join(words)), frozenset({number}))


def own(query: str, number: int, phrases: Phrases, originals: int) -> Iterator[Item]:
    """An item where no other original text holds `query`; what was mixed of it answers as well."""
    held = phrases.holders(query)
    if {each for each in held if each < originals} == {number}:
        yield Item(query, held)


def shuffled(numbers: Iterable[int], rng: random.Random) -> list[int]:
    listed = list(numbers)
    rng.shuffle(listed)
    return listed
