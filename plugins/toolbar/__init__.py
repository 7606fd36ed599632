"""A reader finds the date and the tools of an article: text size, colours, listen, print, share."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import quote

from pelican import Pelican, signals
from pelican.contents import Article

from plugins.shared.contract import Contract
from plugins.shared.messages import gettext
from plugins.shared.portal import add_globals
from plugins.shared.settings import SettingError, read_settings

CONTRACT = Contract(gives=("toolbar",), needs=("words",))

PLACES = ("zalo", "facebook", "email")
# As the value in a query; letters beyond ASCII stay, for the browser encodes them itself.
QUOTED = {n: quote(chr(n), safe=":/,;!()") for n in range(127)}


@dataclass(frozen=True)
class ToolbarSettings:
    """share: the plain links, in this order; listen: whether articles can be read aloud."""

    share: tuple[str, ...] = PLACES
    listen: bool = True

    def links(self, title: str, address: str) -> list[tuple[str, str]]:
        """Name and address of each sharing page; they carry the article's address, no tracker.

        title: plain text; address: absolute. The form of Zalo's is what its own button opens.
        """
        zalo = base64.b64encode(json.dumps({"url": address}).encode()).decode()
        pages = {
            "zalo": "https://button-share.zalo.me/share_external?d=" + quote(zalo, safe=""),
            "facebook": "https://www.facebook.com/sharer/sharer.php?u=" + address.translate(QUOTED),
            "email": f"mailto:?subject={title.translate(QUOTED)}&body={address.translate(QUOTED)}",
        }
        return [(name, pages[name]) for name in self.share]

    def abbreviations(self, table: Iterable[tuple[str, str]], article: Article, html: str) -> str:
        """`UBND=Ủy ban nhân dân|…`: of the table, only what this article says; html: its text."""
        parts = (article.title, getattr(article, "summary", ""), html, *_said(article))
        text = " ".join(parts)
        text = unescape(text) if "&" in text else text
        longs = dict(table)
        found = found_in(text, tuple(longs))
        return "|".join(f"{short}={longs[short]}" for short in found)


def _said(article: Article) -> Iterator[str]:
    """What is read aloud besides: the question, the claim with its evidence, the corrections."""
    head = article.head
    if question := head.question:
        yield from (question.text, question.asked_from, question.answered_by)
    if claim := head.claim:
        yield from (claim.text, *(source.name for source in claim.evidence))
    for correction in head.corrections:
        yield from (correction.wrong, correction.right)


def found_in(text: str, parts: tuple[str, ...]) -> list[str]:
    """Those of `parts` that are in `text`, found in one go: looking for each takes much longer."""
    longest_first, pattern = _pattern_of(parts)
    matches = pattern.finditer(text)
    found = {longest_first[match.lastindex - 1] for match in matches if match.lastindex}
    said = "\0".join(found)  # where two begin at one place, the shorter is in the longer
    return [part for part in parts if part in said]


@lru_cache(maxsize=8)
def _pattern_of(parts: tuple[str, ...]) -> tuple[list[str], re.Pattern[str]]:
    """Takes only the first letter, so that parts which overlap are found too."""
    longest_first = sorted(parts, key=len, reverse=True)
    ways = (f"{re.escape(part[:1])}(?=({re.escape(part[1:])}))" for part in longest_first)
    return longest_first, re.compile("|".join(ways))


def check_settings(pelican: Pelican) -> None:
    """The setting TOOLBAR is read before any article; templates know it as `toolbar`."""
    toolbar = read_settings(ToolbarSettings, pelican.settings.get("TOOLBAR", {}), "TOOLBAR")
    unknown = [name for name in toolbar.share if name not in PLACES]
    if unknown:
        raise SettingError(
            gettext(
                "TOOLBAR.share: không có “{unknown}”; các tên có: {places}.",
                unknown=unknown[0],
                places=", ".join(PLACES),
            )
        )
    add_globals(pelican.settings, toolbar=toolbar)


def register() -> None:
    signals.initialized.connect(check_settings)
