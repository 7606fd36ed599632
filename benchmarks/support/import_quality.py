"""How much of sample files an import gets right: head, body, letters, old fonts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from importing.article import ImportedArticle, build
from importing.document import FoundArticle
from importing.found import find
from importing.found_photos import credit_in
from importing.old_fonts import decoded_text
from importing.profiles import Profile
from importing.readers import read_source
from importing.rendering import Render
from importing.sources import Source
from plugins.vietnamese.text import nfc

WORD = re.compile(r"[^\W\d_]+")
NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)]\s+")
ENOUGH, ENOUGH_OF_FONTS = 0.95, 0.995


class Quality(NamedTuple):
    """right: how many of `total` are as they should be."""

    what: str
    right: float
    total: float

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


class Read(NamedTuple):
    found: FoundArticle
    article: ImportedArticle


def quality(folder: Path, profiles: Sequence[Profile], render: Render) -> Iterator[Quality]:
    """folder: with word-made, word-real, word-clipboard, legacy and portal-html inside."""

    def read(path: Path) -> Read:
        document = read_source(Source(path.name, path.name, path), profiles)
        assert document, path
        found = find(document)
        return Read(found, build(document, found, lambda address: None, render, []))

    made = json.loads((folder / "word-made" / "truth.json").read_text("utf-8"))
    of_word = [(truth, read(folder / "word-made" / truth["file"])) for truth in made]
    portals = [
        (json.loads(path.read_text("utf-8")), read(path.with_suffix(".html")))
        for path in sorted((folder / "portal-html").glob("*.json"))
    ]
    yield from _heads([*of_word, *portals])
    yield from _bodies(of_word)
    texts = sorted((folder / "legacy").glob("*.txt"))
    legacy = [read(_beside(text)) for text in texts]
    yield from _fonts(texts, legacy)
    modern = [line for truth, _ in of_word for line in truth["paragraphs"]]
    kept = sum(decoded_text(line) == nfc(line) for line in modern)
    yield Quality("modern paragraphs that are left as they are", kept, len(modern))
    others = [
        read(path)
        for name in ("word-real/*.docx", "word-clipboard/*.html")
        for path in sorted(folder.glob(name))
    ]
    whole = [*(each for _, each in (*of_word, *portals)), *legacy, *others]
    lost = sum(max(0, each.article.letters_lost) for each in whole)
    total = sum(each.article.letters_in for each in whole)
    yield Quality("letters that are in the article or named in its report", total - lost, total)


def _beside(text: Path) -> Path:
    return next(path for path in sorted(text.parent.glob(f"{text.stem}.*")) if path != text)


def _heads(samples: Sequence[tuple[dict[str, Any], Read]]) -> Iterator[Quality]:
    for key in ("title", "lead", "author", "date"):
        wanted = [(truth[key], read) for truth, read in samples if truth.get(key)]
        right = sum(_is_same(_value(read.found, key), value) for value, read in wanted)
        if wanted:
            yield Quality(key, right, len(wanted))


def _value(found: FoundArticle, key: str) -> str:
    hints = found.hints
    if key == "author":
        return ", ".join(each.value for each in hints.authors)
    finding = {"title": hints.title, "lead": hints.lead, "date": hints.date}[key]
    return finding.value if finding else ""


def _is_same(one: str, other: str) -> bool:
    """A day with or without its time."""
    one, other = (" ".join(nfc(text).split()) for text in (one, other))
    if re.match(r"\d{4}-\d\d-\d\d", other):
        return one[:10] == other[:10]
    return one == other


def _bodies(samples: Sequence[tuple[dict[str, Any], Read]]) -> Iterator[Quality]:
    counted: dict[str, list[bool]] = {}
    for truth, read in samples:
        page = BeautifulSoup(read.found.html, "html.parser")
        texts = {
            "paragraphs": [_text(tag) for tag in page.find_all("p")],
            "headings": [NUMBERED.sub("", _text(tag)) for tag in page.find_all(["h2", "h3", "h4"])],
            "items": [_own_text(tag) for tag in page.find_all("li")],
            "cells": [_text(tag) for tag in page.find_all(["td", "th"])],
        }
        for key, found in texts.items():
            counted.setdefault(key, []).extend(
                " ".join(each.split()) in found for each in truth[key]
            )
        captions = [_text(tag) for tag in page.find_all("figcaption")]
        for photo in truth["photos"]:
            own = next((each for each in captions if each.startswith(photo["caption"])), "")
            credit = credit_in(own)
            counted.setdefault("captions", []).append(bool(own))
            named = credit["name"] if credit else ""
            counted.setdefault("credits", []).append(named == photo["credit"])
    for key, rights in counted.items():
        yield Quality(key, sum(rights), len(rights))


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _own_text(item: Tag) -> str:
    """Without that of lists inside it."""
    copy = BeautifulSoup(str(item), "html.parser")
    for inner in copy.find_all(["ul", "ol"]):
        inner.decompose()
    return _text(copy)


def _fonts(texts: Sequence[Path], samples: Sequence[Read]) -> Iterator[Quality]:
    """The share of words with marks that stand in the transcript too, in the same order."""
    shares = []
    for path, read in zip(texts, samples, strict=True):
        wanted = _words(path.read_bytes().decode("utf-8", "replace"))
        removed = " ".join(each.text for each in read.article.removed)
        found = _words(f"{_head(read)} {removed} {read.article.body}")
        matched = SequenceMatcher(None, sorted(wanted), sorted(found), autojunk=False)
        right = sum(size for _, _, size in matched.get_matching_blocks())
        shares.append(right / len(wanted))
    yield Quality("words of old fonts, in the median file", median(shares), 1)


def _head(read: Read) -> str:
    hints = read.found.hints
    known = [hints.title, hints.lead, hints.source, *hints.authors]
    return " ".join(each.value for each in known if each)


def _words(text: str) -> list[str]:
    """Those with marks: a text in capitals is transcribed in small letters as often as not."""
    return [word for word in WORD.findall(nfc(text).casefold()) if not word.isascii()]


def report(rows: Sequence[Quality]) -> Iterator[str]:
    """A line for each, with what falls short marked."""
    for row in rows:
        least = ENOUGH_OF_FONTS if "fonts" in row.what else ENOUGH
        if "letters" in row.what or "modern" in row.what:
            least = 1.0
        mark = "" if row.share >= least else f"  < {least:.1%}"
        yield f"{row.what:55} {row.right:>10g} of {row.total:<10g} {row.share:7.2%}{mark}"
