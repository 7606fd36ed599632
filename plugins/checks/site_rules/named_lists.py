"""A link to a tag, an author or a category by its name leads to a list that is there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.links.lists import LIST_MARK, list_address
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.vietnamese.slugs import slugify

SENTENCES = {
    "tag": gettext_noop("chưa bài nào đã đăng có thẻ “{name}”."),
    "author": gettext_noop("chưa bài nào đã đăng có tác giả “{name}”."),
    "category": gettext_noop("không mục nào có chuyên mục “{name}”."),
}


def check(site: Site) -> Iterator[Problem]:
    for link in site.links:
        if link.target.kind != "list":
            continue
        address = list_address(link.target.path, site.schema.sections, site.schema.slugs)
        found = LIST_MARK.match(link.target.path)
        if not found or (address and site.has_address(address)):
            continue
        kind, name = found["kind"], link.target.path[found.end() :]
        own = site.outlines[link.path]
        if slugify(name) in map(slugify, {"tag": own.tags, "author": own.authors}.get(kind, ())):
            continue  # there once this article is
        by_slug = {slugify(each): each for each in _names(site, kind)}
        near = difflib.get_close_matches(slugify(name), sorted(by_slug), n=1)
        remedy = gettext("bỏ liên kết này, hoặc ghi một tên đang có.")
        if near:
            meant = by_slug[near[0]]
            remedy = gettext(
                "có phải là “{meant}”? Nếu đúng, ghi: {written}",
                meant=meant,
                written=f"{{{kind}}}{meant}",
            )
        sentence = gettext(SENTENCES[kind], name=name)
        yield Problem(link.path, link.line, link.column, "error", sentence, remedy)


def _names(site: Site, kind: str) -> Iterator[str]:
    """In an order that does not hang on that of articles."""
    if kind == "category":
        yield from (name for section in site.schema.sections for name in section.categories)
        return
    public = [each for path, each in site.outlines.items() if site.is_public(path)]
    names = (each.tags if kind == "tag" else each.authors for each in public)
    yield from sorted({name for each in names for name in each})
