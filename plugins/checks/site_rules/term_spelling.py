"""A tag or an author is one page with an address: two spellings are made one, and none is empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from plugins.checks.facts import Details, Outline
from plugins.checks.site import Site
from plugins.shared.messages import gettext, ngettext
from plugins.shared.problems import Problem
from plugins.vietnamese.slugs import slugify


def check(site: Site) -> Iterator[Problem]:
    """Tags and authors of one address in two spellings, and those without one."""
    tags, authors = site.schema.slugs.tags, site.schema.slugs.authors
    yield from _check(
        site, gettext("thẻ"), tags, lambda each: each.tags, lambda each: each.tags_line
    )
    yield from _check(
        site,
        gettext("tên tác giả"),
        authors,
        lambda each: each.authors,
        lambda each: each.authors_line,
    )


def _check(
    site: Site,
    kind: str,
    folder: str,
    titles: Callable[[Outline], tuple[str, ...]],
    line: Callable[[Details], int],
) -> Iterator[Problem]:
    users: defaultdict[str, list[str]] = defaultdict(list)
    for path, outline in site.outlines.items():
        for title in titles(outline):
            users[title].append(path)
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for title in users:
        spellings[slugify(title)].append(title)
    for title in spellings.pop("", ()):
        for path in users[title]:
            sentence = gettext(
                "{kind} “{title}” không có chữ hay số nào nên không thành địa chỉ được.",
                kind=kind,
                title=title,
            )
            yield Problem(
                path, line(site.details(path)), 1, "error", sentence, gettext("xóa hoặc viết lại.")
            )
    asked = None
    if site.about:
        asked = {slugify(title) for each in site.subjects.values() for title in titles(each)}
    for slug, alike in spellings.items():
        if asked is not None and slug not in asked:
            continue
        # The most used, by what readers see first of all; of equals the one that came first.
        usual = max(
            alike, key=lambda title: (sum(map(site.is_public, users[title])), len(users[title]))
        )
        example = users[usual][0]
        for title in alike:
            for path in users[title] if title != usual else ():
                where = gettext("cùng bài") if path == example else example
                uses = ngettext("{count} lần", len(users[usual]))
                yield Problem(
                    path,
                    line(site.details(path)),
                    1,
                    "error",
                    gettext(
                        "{kind} “{title}” chung địa chỉ /{folder}/{slug}/ với “{usual}” ({where}, "
                        "dùng {uses}).",
                        kind=kind,
                        title=title,
                        folder=folder,
                        slug=slug,
                        usual=usual,
                        where=where,
                        uses=uses,
                    ),
                    gettext(
                        "nếu là một thì viết: {usual}; nếu không thì viết rõ hơn để khác nhau.",
                        usual=usual,
                    ),
                )
