"""An address is known from the head and the file's name alone, and never changes silently."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, splitext

from plugins.frontmatter.schema import Head
from plugins.vietnamese.slugs import slugify


def address_of(head: Head, path: str) -> str:
    """`tin-tuc/2023/12/ten-tep/`, as pelicanconf.py's ARTICLE_URL and PAGE_URL have it; of another
    language than the site's, `en/tin-tuc/2023/12/ten-tep/`, as ARTICLE_LANG_URL and PAGE_LANG_URL.
    """
    slug = slugify(splitext(basename(path))[0])
    own = f"{head.lang}/" if head.lang else ""
    if not (head.date and head.section):
        return f"{own}{slug}/"
    return f"{own}{head.section}/{head.date.year:04}/{head.date.month:02}/{slug}/"


def original_of(address: str, languages: Iterable[str]) -> str:
    """Of what a translation in one of `languages` is one, "" for what is none."""
    language, _, rest = address.partition("/")
    return rest if rest and language in languages else ""
