"""What the plugins' steps find out of an article, for templates and for one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.images.made import Prepared
    from plugins.links.attachments import Attachment

# As written, whether the page itself shows the file, and where it leads: kind and path.
ResolvedReference = tuple[str, bool, str, str]


@dataclass
class BodyFacts:
    """Pelican's article has them as attributes.

    styles: CSS parts that only this article needs. files: by the address that leads to them;
    article_links: paths inside content/ and lines; references: every path in the body.
    attachment_files: in their order; pictures: in theirs, the first one is the card's.
    wording: a digest, "" where nobody asks.
    """

    styles: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    article_links: list[tuple[str, int]] = field(default_factory=list)
    references: list[ResolvedReference] = field(default_factory=list)
    attachment_files: list[Attachment] = field(default_factory=list)
    pictures: list[Prepared] = field(default_factory=list)
    wording: str = ""
