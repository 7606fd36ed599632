"""An address is known from the head and the file's name alone, and never changes silently."""

from __future__ import annotations

from posixpath import basename, splitext

from plugins.frontmatter.schema import Head
from plugins.vietnamese.slugs import slugify


def address_of(head: Head, path: str) -> str:
    """`tin-tuc/2023/12/ten-tep/`, as pelicanconf.py's ARTICLE_URL and PAGE_URL have it."""
    slug = slugify(splitext(basename(path))[0])
    if not (head.date and head.section):
        return f"{slug}/"
    return f"{head.section}/{head.date.year:04}/{head.date.month:02}/{slug}/"
