"""A title typed in capitals is offered as a sentence, with names as the article writes them."""

from __future__ import annotations

import re
from collections import Counter

from plugins.vietnamese.legacy_tables import is_syllable

WORD = re.compile(r"[^\W_]+")
LONGEST = 4  # syllables of a name
SENTENCE = re.compile(r"(?:[.!?…:;“\"(]\s*|[-–•+]\s+)$")
BEFORE = 6  # characters in which a sentence's end shows
NUMBERED = ("thứ", "khóa", "khoá", "kỳ", "quý", "phần", "chương", "vùng", "lớp", "hạng")
ROMAN = re.compile(r"[ivxlc]+")
# Names that an article about a district does not always repeat.
ALWAYS = {
    **{"việt nam": "Việt Nam", "hồ chí minh": "Hồ Chí Minh", "đảng": "Đảng"},
    **{"hà nội": "Hà Nội", "quốc hội": "Quốc hội", "chính phủ": "Chính phủ"},
}


def is_capitals(text: str) -> bool:
    """More than one word, of which none has a small letter."""
    words = [word for word in WORD.findall(text) if not word.isdecimal()]
    return len(words) > 1 and text.upper() == text


def sentence_case(title: str, body: str) -> str:
    """`title` in small letters but for its first and for names; as many letters as before."""
    known = _cases(body)
    words = [match.group() for match in WORD.finditer(title)]
    small = [word.lower() for word in words]
    done: list[str] = []
    while len(done) < len(words):
        at = len(done)
        done += _next(words[at:], small, at, known)
    place = iter(done)
    written = WORD.sub(lambda _: next(place), title)
    return re.sub(r"(^[^\w]*|[.!?]\s+)(\w)", lambda match: match[1] + match[2].upper(), written)


def _next(words: list[str], small: list[str], at: int, known: dict[str, str]) -> list[str]:
    """The longest name that begins here, or one word."""
    for length in range(min(LONGEST, len(words)), 1, -1):
        phrase = " ".join(small[at : at + length])
        case = known.get(phrase) or ALWAYS.get(phrase)
        if case and case != phrase:
            return case.split()
    word = small[at]
    if ROMAN.fullmatch(word) and at and small[at - 1] in NUMBERED:
        return [words[0]]
    if not is_syllable(word) and word.isalpha():
        return [known.get(word, words[0])]
    return [known.get(word) or ALWAYS.get(word) or word]


def _cases(body: str) -> dict[str, str]:
    """How the body writes each phrase, most often, where no sentence begins."""
    counted: dict[str, Counter[str]] = {}
    for line in body.split("\n"):
        if is_capitals(line):
            continue
        found = list(WORD.finditer(line))
        for place, first in enumerate(found):
            before = line[max(0, first.start() - BEFORE) : first.start()]
            begins = not place or bool(SENTENCE.search(before))
            for length in range(1, LONGEST + 1):
                part = found[place : place + length]
                if len(part) < length or (begins and length == 1):
                    break
                phrase = line[part[0].start() : part[-1].end()]
                if len(WORD.findall(phrase)) != length or re.search(r"[^\w ]", phrase):
                    break
                # A sentence's first word has a capital whatever it is; only a name goes on so.
                if begins and not part[1].group()[0].isupper():
                    continue
                counted.setdefault(phrase.lower(), Counter())[phrase] += 1
    return {phrase: cases.most_common(1)[0][0] for phrase, cases in counted.items()}
