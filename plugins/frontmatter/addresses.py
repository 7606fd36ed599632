"""An address is known from the head and the file's name alone, and never changes silently."""

from __future__ import annotations

from pathlib import PurePosixPath

from plugins.frontmatter.schema import Head
from plugins.vietnamese.slugs import slugify


def address_of(head: Head, path: str) -> str:
    """`tin-tuc/2023/12/ten-tep/`, as pelicanconf.py's ARTICLE_URL and PAGE_URL have it."""
    slug = slugify(PurePosixPath(path).stem)
    folder = f"{head.section}/{head.date:%Y/%m}/" if head.date and head.section else ""
    return f"{folder}{slug}/"
