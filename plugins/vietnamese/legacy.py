"""A passage pasted from an old Word file with .VnTime or VNI fonts is found and made readable.

Such a paste looks like `Bé V¨n hãa` (TCVN3) or `Boä Vaên hoùa` (VNI) and means `Bộ Văn hóa`.

Capitals: VNI has codes for them. TCVN3 has codes for Ă Â Ê Ô Ơ Ư Đ only; any other capital with
marks was a small letter's code set in a capital font (.VnTimeH), and the font is lost in a paste.
So `¸nh` gives `ánh`, also where the page said `Ánh`. Where the rest of a word is in capitals
(`CéNG`), its letters become capitals, and so do those of the words beside it that have no small
letter (`Hµ NéI` → `HÀ NỘI`). A passage set wholly in a capital font (`céng hßa` for `CỘNG HÒA`)
looks like any other: whoever knows the page asks for `capitals`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from plugins.vietnamese.legacy_tables import CODE, CODES, Encoding, converted, is_syllable
from plugins.vietnamese.text import nfc

WordKind = Literal["legacy", "modern", "shared", "plain", "foreign", "ascii"]

ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")
SYMBOLS = re.escape("".join(sorted(code for code in CODES["tcvn3"] if not code.isalnum())))
TOKEN = re.compile(rf"[\w{SYMBOLS}]+")
BEHIND_LETTER = f"{SYMBOLS}µª¹¼½¾ÆÇËÎÏÐÑÖØÜÞßäåæçëîïñöøûüþ"
BEFORE_LETTER = f"{SYMBOLS}µªÆÎÐÑÖØÞßäåæëîñöøþ"
# What no Vietnamese word of today contains: a text without it needs no closer look. The rarer sign
# of each pair comes first, which is four times as quick as the pairs in their order.
STRANGE = re.compile(
    rf"[{BEHIND_LETTER}{BEFORE_LETTER}À-ÞùõáàãâêéèúøûïÙÕÂØÛÏÊÉÈÚ]"
    rf"(?:(?<=[^\W\d_][{BEHIND_LETTER}])|(?<=[{BEFORE_LETTER}])(?=[^\W\d_])|(?<=[a-z][À-Þ])"
    r"|(?<=[aeAE][ùõáàãâêéèúÙÕÁÀÃÂÊÉÈÚ])|(?<=[oyôöOYÔÖ][ùõâÙÕÂ])|(?<=[uU][ùøûõïÙØÛÕÏ]))"
)
MARKUP = (
    r"^(?P<fence>`{3,}|~{3,})[\s\S]*?^(?P=fence)|`[^`\n]*`|\]\([^)\s]*|<[^<>\n]*>"
    r"|https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+"
)
UNTOUCHED = re.compile(MARKUP, re.MULTILINE)
# In TCVN3 also Word's bullets (of Symbol and Wingdings fonts) and signs at numbers: 10µm, 3 × 4.
UNTOUCHED_TCVN3 = re.compile(
    rf"{MARKUP}|^[ \t]*(?:[-*+][ \t]+)?[·§Øü](?=[ \t])"
    r"|(?<=\d)[µ×÷¼½¾·¹©]|(?<![^\W\d_])[×÷Ø©](?= ?\d)|(?<!\S)[·÷¼½¾](?!\S)",
    re.MULTILINE,
)
# Words that Norwegian (`på`), French (`où`) and physics share with the encodings' forms by chance.
BY_CHANCE: dict[Encoding, frozenset[str]] = {
    "tcvn3": frozenset("åäöøæ"),
    "vni": frozenset(("aï", "où")),
}
UNITS = frozenset(("µm", "N·m"))
LEAST_WORDS = 2
LEAST_WORDS_AMONG_MODERN = 3


class Word(NamedTuple):
    """A word and how it reads; start, end: its place."""

    start: int
    end: int
    text: str
    kind: WordKind


def to_unicode(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """`text` in NFC with the letters of `encoding` as Vietnamese letters.

    ASCII, code, addresses, Markdown and whatever is not of the encoding stay, and so does a word
    with a letter that the encoding does not have. Text that is right already would be spoilt
    (`có` is also the paste of `cú`): ask `detect` or `find_legacy` first. With `capitals` a TCVN3
    text was set in a capital font: all its letters, ASCII ones too, come out as capitals.
    """
    text = nfc(text)
    if encoding == "vni":
        return nfc(_outside(UNTOUCHED, text, _each_word("vni")))
    if capitals:
        return nfc(_outside(UNTOUCHED_TCVN3, text, lambda part: _each_word("tcvn3")(part).upper()))
    return nfc(_outside(UNTOUCHED_TCVN3, text, _tcvn3_with_mixed_capitals))


def detect(text: str) -> Encoding | None:
    """The legacy encoding in which the greater part of `text` is written, None for any other text.

    A word counts for an encoding when only its conversion has the form of a Vietnamese syllable;
    there must be two different ones, and more than words that are modern or foreign.
    """
    text = nfc(text)
    if not STRANGE.search(text):
        return None
    text = _without_markup(text)
    return _judged({name: _words(text, name) for name in ENCODINGS}, LEAST_WORDS)


def find_legacy(text: str) -> Iterator[tuple[int, int, Encoding, str]]:
    """(line, column, encoding, passage) of each legacy passage in NFC `text`, counted from 1.

    A passage is a whole line, or in a line with modern words the part between those.
    `to_unicode(passage, encoding)` is what belongs in its place.
    """
    if not STRANGE.search(text):
        return
    lines = text.split("\n")
    bare = _without_markup(text).split("\n")
    whole = detect(text)
    verdicts = [_verdict(line) for line in bare]
    filled = [index for index, line in enumerate(bare) if line.strip()]
    for place, index in enumerate(filled):
        beside = [verdicts[other] for other in filled[max(0, place - 1) : place + 2]]
        near = next((verdict for verdict in beside if verdict), whole)
        if verdicts[index] or not (near and _could_be(bare[index], near, whole)):
            found = _parts(lines[index], bare[index], verdicts[index])
        else:
            found = iter([_whole_line(lines[index], near)])
        for column, encoding, passage in found:
            yield index + 1, column, encoding, passage


def _outside(untouched: re.Pattern[str], text: str, convert: Callable[[str], str]) -> str:
    parts, end = [], 0
    for kept in untouched.finditer(text):
        parts += [convert(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, convert(text[end:])])


def _each_word(encoding: Encoding) -> Callable[[str], str]:
    return lambda part: TOKEN.sub(lambda word: converted(word.group(), encoding), part)


def _tcvn3_with_mixed_capitals(part: str) -> str:
    """Words with no small ASCII letter that stand together take their case from one another."""
    pieces: list[str] = []
    run: list[str] = []
    decided = False
    end = 0
    for word in TOKEN.finditer(part):
        between = part[end : word.start()]
        if run and (re.search("[a-z]", word.group()) or not re.fullmatch("[ \t,/&–-]+", between)):
            pieces += _in_one_case(run, decided)
            run, decided = [], False
        run += [between, word.group()]
        decided = decided or _is_mixed(word.group())
        end = word.end()
        if re.search("[a-z]", word.group()):
            pieces += _in_one_case(run, False)
            run, decided = [], False
    return "".join([*pieces, *_in_one_case(run, decided), part[end:]])


def _is_mixed(word: str) -> bool:
    """`CéNG`, `TH¦`: capitals beside a small code, or with a capital vowel that has a code.

    Not `H§ND`, `T¦`: an abbreviation says nothing of the words beside it.
    """
    letters = converted(word, "tcvn3")
    capitals = sum(char.isupper() for char in letters)
    if re.search("[a-z]", word) or not is_syllable(letters):
        return False
    small = capitals < len(letters)
    return not word.isascii() and capitals >= (2 if small else 3)


def _in_one_case(run: list[str], capitals: bool) -> list[str]:
    words = [converted(word, "tcvn3") for word in run]
    return [word.upper() for word in words] if capitals else words


def _without_markup(text: str) -> str:
    return UNTOUCHED.sub(lambda kept: re.sub(r"[^\n]", " ", kept.group()), text)


def _words(line: str, encoding: Encoding) -> list[Word]:
    return [
        Word(*token.span(), token.group(), _kind(token.group(), encoding))
        for token in TOKEN.finditer(line)
        if not re.search("[0-9_]", token.group())
    ]


def _kind(word: str, encoding: Encoding) -> WordKind:
    if word in UNITS or (len(word) == 1 and word < "\u0100"):
        return "plain"
    modern = is_syllable(word) and (word.islower() or word.isupper() or word.istitle())
    if word.isascii():
        return "plain" if modern or word.isupper() else "ascii"
    if any("\u0100" <= char <= "\u01b0" or "\u1ea0" <= char <= "\u1ef9" for char in word):
        return "modern"
    if CODE[encoding].search(word) and is_syllable(converted(word, encoding)):
        return "shared" if modern else "legacy"
    return "modern" if modern else "foreign"


def _judged(readings: dict[Encoding, list[Word]], least: int) -> Encoding | None:
    """The encoding that turns most words into Vietnamese, if that outweighs what speaks against."""
    best: Encoding | None = None
    most = 0.0
    for encoding, words in readings.items():
        legacy = [word.text.lower() for word in words if word.kind == "legacy"]
        against = sum(word.kind in ("modern", "foreign") for word in words)
        balance = len(legacy) - against - sum(word.kind == "ascii" for word in words) / 2
        codes = {code for word in legacy for code in CODE[encoding].findall(word)}
        if len(set(legacy)) >= least and codes - BY_CHANCE[encoding] and balance > most:
            best, most = encoding, balance
    return best


def _verdict(line: str) -> Encoding | None:
    if not STRANGE.search(line):
        return None
    readings = {name: _words(line, name) for name in ENCODINGS}
    likelier = max(ENCODINGS, key=lambda name: sum(w.kind == "legacy" for w in readings[name]))
    words = readings[likelier]
    if any(word.kind == "modern" for word in words):
        return likelier if _segments(words, likelier) else None
    return _judged({likelier: words}, LEAST_WORDS)


def _could_be(line: str, near: Encoding, whole: Encoding | None) -> bool:
    """A line too short to judge alone: what stands beside it, or the whole file, decides."""
    kinds = [word.kind for word in _words(line, near)]
    if "modern" in kinds:
        return False
    return "legacy" in kinds or (near == whole and "shared" in kinds)


def _segments(words: list[Word], encoding: Encoding) -> list[tuple[int, int]]:
    """(start, end) of the parts between modern words that are legacy by themselves."""
    found = []
    part: list[Word] = []
    for word in [*words, Word(0, 0, "", "modern")]:
        if word.kind != "modern":
            part.append(word)
            continue
        if _judged({encoding: part}, LEAST_WORDS_AMONG_MODERN):
            marked = [each for each in part if each.kind in ("legacy", "shared")]
            found.append((marked[0].start, marked[-1].end))
        part = []
    return found


def _parts(line: str, bare: str, encoding: Encoding | None) -> Iterator[tuple[int, Encoding, str]]:
    if not encoding:
        return
    words = _words(bare, encoding)
    if any(word.kind == "modern" for word in words):
        for start, end in _segments(words, encoding):
            yield start + 1, encoding, line[start:end]
        return
    yield _whole_line(line, encoding)


def _whole_line(line: str, encoding: Encoding) -> tuple[int, Encoding, str]:
    return len(line) - len(line.lstrip()) + 1, encoding, line.strip()
