"""Files that readers take home: each with its title, kind and size, or named as missing."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.frontmatter.reader import Body
from plugins.links.resolve import Resolver
from plugins.vietnamese.numbers import show_size
from plugins.vietnamese.text import nfc


@dataclass(frozen=True)
class Attachment:
    """address: root-relative; kind: `PDF`; size: as shown, `1,2 MB`."""

    title: str
    address: str
    kind: str
    size: str


def read_attachments(resolver: Resolver, body: Body) -> list[Attachment]:
    """The head's `attachments`: a path, or `path | title`."""
    found = []
    for written in body.head.attachments:
        path, _, title = (part.strip() for part in written.partition("|"))
        address = resolver.address(path, body, picture=True)
        file = body.facts["files"].get(address)
        if file is not None:
            name = title or nfc(file.name)
            kind = file.suffix.lstrip(".").upper()
            found.append(Attachment(name, address, kind, show_size(file.stat().st_size)))
    return found
