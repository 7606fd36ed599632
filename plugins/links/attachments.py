"""Files that readers take home: each with its title, kind and size, or named as missing."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from plugins.frontmatter.body import Body
from plugins.links.resolve import Resolver
from plugins.shared.file_kinds import DOCUMENTS, ending_of
from plugins.vietnamese.numbers import show_size
from plugins.vietnamese.text import nfc

LINK = re.compile(r'<a\b[^<>]*?\bhref="(?P<address>[^"]*)"[^<>]*>(?P<text>.*?)</a>', re.DOTALL)
MARKUP = re.compile(r"<[^<>]*>")
# The kind is said after the title by the page.
SAID_KIND = re.compile(r"\s*\((?:pdf|word|excel|powerpoint|docx?|xlsx?|pptx?|od[tsp])\)$", re.I)


@dataclass(frozen=True)
class Attachment:
    """address: root-relative; kind: `PDF`; size: as shown, `1,2 MB`."""

    title: str
    address: str
    kind: str
    size: str


def read_attachments(
    resolver: Resolver, body: Body, content: str = "", language: str = "vi"
) -> list[Attachment]:
    """The head's `attachments` (a path, or `path | title`), then documents that the text links to.

    content: the article's HTML, its paths resolved already; language: of their sizes.
    """
    found: dict[str, Attachment] = {}
    for written in body.head.attachments:
        path, _, title = (part.strip() for part in written.partition("|"))
        address = resolver.address(path, body, "attachment")
        if (file := body.facts.files.get(address)) is not None:
            found.setdefault(address, _attachment(address, title, file, language))
    for link in LINK.finditer(content) if body.facts.files else ():
        address = html.unescape(link["address"])
        file = body.facts.files.get(address)
        if file is not None and ending_of(file.name) in DOCUMENTS:
            title = " ".join(html.unescape(MARKUP.sub("", link["text"])).split())
            found.setdefault(address, _attachment(address, title, file, language))
    return list(found.values())


def _attachment(address: str, title: str, file: Path, language: str) -> Attachment:
    kind = file.suffix.lstrip(".").upper()
    title = SAID_KIND.sub("", title) or nfc(file.name)
    return Attachment(title, address, kind, show_size(file.stat().st_size, language))
