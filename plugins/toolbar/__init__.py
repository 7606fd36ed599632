"""A reader finds the date and the tools of an article: text size, colours, listen, print, share."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

from pelican import signals

from plugins.settings import WrongSetting, read_settings

PLACES = ("zalo", "facebook", "email")
ASCII = "".join(map(chr, range(127)))
UNSAFE = re.compile(f"[{re.escape(''.join(c for c in ASCII if quote(c, safe=':/,;!()') != c))}]")


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
            "facebook": "https://www.facebook.com/sharer/sharer.php?u=" + _part(address),
            "email": f"mailto:?subject={_part(title)}&body={_part(address)}",
        }
        return [(name, pages[name]) for name in self.share]

    def abbreviations(self, table: Iterable[tuple[str, str]], article: Any) -> str:
        """`UBND=Ủy ban nhân dân|…`: of the table, only what this article says."""
        parts = (article.title, getattr(article, "summary", ""), article.content, *_said(article))
        text = " ".join(parts)
        text = unescape(text) if "&" in text else text
        return "|".join(f"{short}={long}" for short, long in table if short in text)


def _said(article: Any) -> Iterator[str]:
    """What is read aloud besides: the question, the claim with its evidence, the corrections."""
    head = article.head
    if question := head.question:
        yield from (question.text, question.asked_from, question.answered_by)
    if claim := head.claim:
        yield from (claim.text, *(source.name for source in claim.evidence))
    for correction in head.corrections:
        yield from (correction.wrong, correction.right)


def _part(text: str) -> str:
    """As the value in a query; letters beyond ASCII stay, for the browser encodes them itself."""
    return UNSAFE.sub(lambda char: quote(char.group(), safe=""), text)


def check_settings(pelican: Any) -> None:
    """The setting TOOLBAR is read before any article; templates know it as `toolbar`."""
    toolbar = read_settings(ToolbarSettings, pelican.settings.get("TOOLBAR", {}), "TOOLBAR")
    unknown = [name for name in toolbar.share if name not in PLACES]
    if unknown:
        raise WrongSetting(
            f"TOOLBAR.share: không có “{unknown[0]}”; các tên có: {', '.join(PLACES)}."
        )
    pelican.settings["JINJA_GLOBALS"] = {
        **pelican.settings.get("JINJA_GLOBALS", {}),
        "toolbar": toolbar,
    }


def register() -> None:
    signals.initialized.connect(check_settings)
