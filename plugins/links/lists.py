"""Pelican's `{tag}`, `{category}`, `{author}` and `{index}` lead to the lists of this site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.frontmatter.schema import Section
from plugins.shared.slugs import Slugs
from plugins.vietnamese.slugs import slugify

LIST_MARK = re.compile(r"^[{|](?P<kind>tag|category|author|index)[}|]")


def list_address(named: str, sections: Sequence[Section], slugs: Slugs, own: str = "") -> str:
    """`/the/du-luan/` of `{tag}Dư luận`; as in Pelican, case and marks make no difference.

    named: `Target.path` of a list; own: slug of the section in which a category is looked for
    first. "" for a category that no section has, and for a name without a letter or digit.
    """
    kind, _, name = named.lstrip("{").partition("}")
    slug = slugify(name)
    if kind == "index":
        return "/"
    if not slug:
        return ""
    if kind == "category":
        near_first = sorted(sections, key=lambda section: section.slug != own)
        terms = (term for section in near_first for term in section.category_terms)
        return next((f"/{term.address}" for term in terms if term.slug == slug), "")
    return f"/{slugs.tags if kind == 'tag' else slugs.authors}/{slug}/"
