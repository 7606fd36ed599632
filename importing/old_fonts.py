"""Text in .VnTime and VNI fonts is read by the font of each run, or by the text where none says it.

It must come before soft hyphens are taken away: TCVN3 has its `ư` on that code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from plugins.vietnamese.legacy import find_legacy, to_unicode
from plugins.vietnamese.legacy_tables import CODE, LETTERS, Encoding, is_syllable

from .rich_text import Block, Inline, Paragraph, Run, paragraphs, with_paragraphs

# Letters that no old encoding uses: whoever typed them had Unicode, whatever the font is called.
MODERN = re.compile("[\u0102-\u01b0\u1ea0-\u1ef9]")
SOFT = "\u00ad"
BEGUN, IN_WORD = re.compile(r"(?:[^\W\d_]|\u00ad)+"), re.compile(r"(?:[^\W\d_]|\u00ad)\Z")
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
WORD = re.compile(r"[^\W\d_]+")
# Where a font's codes were kept as codes of a symbol font.
TCVN3 = {ord(code): letter for code, letter in LETTERS["tcvn3"].items()}
HYPHENATED = re.compile("[a-zA-Z\u00a1-\u00ff]*\u00ad[a-zA-Z\u00a1-\u00ff]*")
SYMBOLS = {0xF000 + code: code for code in range(0x20, 0x100)}


class Font(NamedTuple):
    """What a font's name says of its codes."""

    encoding: Encoding
    capitals: bool  # small codes are shown as capitals


def font_of(name: str) -> Font | None:
    """What the font called `name` makes of codes; None for one of Unicode."""
    name = name.strip().strip("\"'").lower().removesuffix(" tur").removesuffix(" ce")
    if name.startswith("vni"):
        return Font("vni", False)
    if name.startswith((".vn", "vntime", "vnarial")):
        return Font("tcvn3", name.endswith("h"))
    return None


def decoded(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same in Unicode and NFC, with plain spaces for no-break ones and no soft hyphens."""
    kept = with_paragraphs(blocks, _composed)
    typed_in_unicode = _is_modern(
        "\n".join(text for each in paragraphs(kept) for _, text in _old_parts(each))
    )
    by_font = with_paragraphs(kept, lambda each: _by_font(each, typed_in_unicode))
    return with_paragraphs(_by_text(by_font), _cleaned)


def decoded_text(text: str) -> str:
    """Plain text that may hold old codes, all else as in `decoded`."""
    block = decoded([Paragraph((Run(text),))])[0]
    assert isinstance(block, Paragraph)
    return block.text


def from_font(text: str, font: Font) -> str:
    """`text` as a page set in the font shows it."""
    text = unicodedata.normalize("NFC", text.translate(SYMBOLS))
    if font.encoding == "vni":
        read = CODE["vni"].sub(lambda code: LETTERS["vni"][code.group()], text)
    else:
        read = HYPHENATED.sub(_without_hyphens, text).translate(TCVN3)
    return read.upper() if font.capitals else read


def _without_hyphens(match: re.Match[str]) -> str:
    """Word's own soft hyphens, which stand beside an `ư` of this code or where none can be."""
    word = match.group()
    for candidate in (re.sub("\u00ad+", "\u00ad", word), word.replace("\u00ad", "")):
        if is_syllable(candidate.translate(TCVN3)):
            return candidate
    return re.sub("\u00ad+", "\u00ad", word)


def _composed(paragraph: Paragraph) -> Paragraph:
    """In NFC, also where a mark and its letter stand in two runs."""
    content: list[Inline] = []
    for part in paragraph.content:
        last = content[-1] if content else None
        if isinstance(part, Run):
            text = part.text.replace("\r", "\n")
            marks = len(text) - len(text.lstrip(MARKS)) if isinstance(last, Run) else 0
            if marks and isinstance(last, Run):
                joined = unicodedata.normalize("NFC", last.text + text[:marks])
                content[-1] = replace(last, text=joined)
            content.append(replace(part, text=unicodedata.normalize("NFC", text[marks:])))
        else:
            content.append(part)
    return replace(paragraph, content=tuple(content))


def _old_parts(paragraph: Paragraph) -> Iterator[tuple[Font, str]]:
    for part in paragraph.content:
        if isinstance(part, Run) and (font := font_of(part.font)):
            yield font, part.text


def _is_modern(text: str) -> bool:
    """More words in Unicode than in old codes, though its font is an old one."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    modern = sum(bool(MODERN.search(word)) for word in words)
    old = sum(not is_syllable(word) for word in words)
    return modern > old


def _by_font(paragraph: Paragraph, typed_in_unicode: bool) -> Paragraph:
    old = "".join(text for _, text in _old_parts(paragraph))
    if not old or MODERN.search(old) or (typed_in_unicode and not _has_old_words(old)):
        return paragraph
    content: list[Inline] = []
    for font, parts in groupby(
        paragraph.content, lambda part: font_of(part.font) if isinstance(part, Run) else None
    ):
        runs = list(parts)
        content += _converted(runs, font) if font else runs
    return replace(paragraph, content=tuple(content))


def _has_old_words(text: str) -> bool:
    return any(not word.isascii() and not is_syllable(word) for word in WORD.findall(text))


def _converted(parts: list[Inline], font: Font) -> Iterator[Inline]:
    """A word is read as one where two runs part it: VNI writes a letter and its sign as two codes,
    and soft hyphens are judged by the word that they stand in."""
    runs = [part for part in parts if isinstance(part, Run)]
    texts = [run.text for run in runs]
    for place in range(len(texts) - 1, 0, -1):
        before, after = texts[place - 1], texts[place]
        begun = BEGUN.match(after)
        if begun and IN_WORD.search(before) and (font.encoding == "vni" or SOFT in before + after):
            texts[place - 1] += begun.group()
            texts[place] = after[begun.end() :]
    for run, text in zip(runs, texts, strict=True):
        yield replace(run, text=from_font(text, font), font="")


def _by_text(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    lines: list[str] = []
    places: list[tuple[int, int]] = []  # paragraph, and where in it the line begins
    all_of_them = list(paragraphs(blocks))
    for number, paragraph in enumerate(all_of_them):
        start = 0
        for line in paragraph.text.split("\n"):
            lines.append(line)
            places.append((number, start))
            start += len(line) + 1
    passages: dict[int, list[tuple[int, int, Encoding]]] = {}
    for line_number, column, encoding, passage in find_legacy("\n".join(lines)):
        number, start = places[line_number - 1]
        begin = start + column - 1
        passages.setdefault(number, []).append((begin, begin + len(passage), encoding))
    if not passages:
        return blocks
    counted = iter(range(len(all_of_them)))

    def change(paragraph: Paragraph) -> Paragraph:
        found = passages.get(next(counted), [])
        return _with_passages(paragraph, found) if found else paragraph

    return with_paragraphs(blocks, change)


def _with_passages(paragraph: Paragraph, found: list[tuple[int, int, Encoding]]) -> Paragraph:
    content: list[Inline] = []
    start = 0
    for part in paragraph.content:
        if not isinstance(part, Run):
            content.append(part)
            continue
        text, done = "", 0
        for begin, end, encoding in found:
            first = min(max(begin - start, done), len(part.text))
            last = min(max(end - start, first), len(part.text))
            text += part.text[done:first] + to_unicode(part.text[first:last], encoding)
            done = last
        content.append(replace(part, text=text + part.text[done:]))
        start += len(part.text)
    return replace(paragraph, content=tuple(content))


def _cleaned(paragraph: Paragraph) -> Paragraph:
    content = (
        replace(part, text=cleaned(part.text)) if isinstance(part, Run) else part
        for part in paragraph.content
    )
    return replace(paragraph, content=tuple(content))


# Spaces of every width, and what is not seen: soft hyphens, zero-width and direction marks.
SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)


def cleaned(text: str) -> str:
    """NFC, plain spaces, nothing that is not seen; line breaks stay."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", SPACES.sub(" ", text.replace("\r", "\n"))))
