"""What the toolbar of an article offers: where to share it, and how its words are read aloud."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

from plugins.shared.finding import found_in
from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError

PLACES = ("zalo", "facebook", "email")
# As the value in a query; letters beyond ASCII stay, for the browser encodes them itself.
QUOTED = {n: quote(chr(n), safe=":/,;!()") for n in range(127)}


@dataclass(frozen=True)
class ToolbarSettings:
    """share: the plain links, in this order; listen: whether articles can be read aloud; colours:
    whether they are the reader's choice, which the styles of the theme must follow."""

    share: tuple[str, ...] = PLACES
    listen: bool = True
    colours: bool = True

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

    def abbreviations(self, table: Iterable[tuple[str, str]], article: Any, html: str) -> str:
        """`UBND=Ủy ban nhân dân|…`: of the table, only what this article says; html: its text.

        article: Pelican's; in the portal, with its head.
        """
        parts = (article.title, getattr(article, "summary", ""), html, *_said(article))
        text = " ".join(parts)
        text = unescape(text) if "&" in text else text
        longs = dict(table)
        found = found_in(text, tuple(longs))
        return "|".join(f"{short}={longs[short]}" for short in found)


def _said(article: Any) -> Iterator[str]:
    """What is read aloud besides: the question, the claim with its evidence, the corrections."""
    head = getattr(article, "head", None)
    if head is None:
        return
    if question := head.question:
        yield from (question.text, question.asked_from, question.answered_by)
    if claim := head.claim:
        yield from (claim.text, *(source.name for source in claim.evidence))
    for correction in head.corrections:
        yield from (correction.wrong, correction.right)


def refuse_unknown_places(toolbar: ToolbarSettings) -> None:
    """Raises SettingError."""
    unknown = next((name for name in toolbar.share if name not in PLACES), "")
    if unknown:
        raise SettingError(
            gettext(
                "TOOLBAR.share: không có “{unknown}”; các tên có: {places}.",
                unknown=unknown,
                places=", ".join(PLACES),
            )
        )
