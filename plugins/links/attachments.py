"""Files that readers take home: each with its title, kind and size, or named as missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.frontmatter.reader import Body
from plugins.links.resolve import Resolver
from plugins.vietnamese.numbers import show_size


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
            name = PurePosixPath(path)
            kind = name.suffix.lstrip(".").upper()
            found.append(
                Attachment(title or name.name, address, kind, show_size(file.stat().st_size))
            )
    return found
