"""A link to another article or to a heading arrives there, today and not only in the preview."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from plugins.checks.facts import Facts
from plugins.checks.site import Link, Site
from plugins.links.files import ARTICLE_SUFFIX
from plugins.problems import Problem, Severity
from plugins.vietnamese.dates import show_short
from plugins.vietnamese.slugs import slugify

# The top of any page, the theme's own mark, and a browser's search for words (`#:~:text=`).
EVERYWHERE = ("", "top", "noi-dung")
SEARCHED = ":~:"


def check(site: Site) -> Iterator[Problem]:
    for link in site.links:
        if link.reference.kind != "link":
            continue
        if link.target.kind == "missing" and link.target.path.endswith(ARTICLE_SUFFIX):
            folder = site.folder_of(link.facts)
            yield _at(link, *site.targets.why_missing(link.target.path, folder))
        elif facts := _leads_to(link, site):
            yield from _unpublished(link, facts, site)
            yield from _anchor(link, facts)


def _leads_to(link: Link, site: Site) -> Facts | None:
    """None for a file that is no article, and for an article whose head was refused."""
    if link.target.kind == "here":
        return link.facts
    if link.target.kind == "article":
        return site.facts.get(f"{site.name}/{link.target.path}")
    if link.target.kind == "address":
        return site.addresses.get(link.target.path.strip("/").removesuffix("/index.html") + "/")
    return None


def _unpublished(link: Link, facts: Facts, site: Site) -> Iterator[Problem]:
    """An article that waits may link to one that appears before it."""
    if site.is_public(facts) or link.facts.state != "published" or facts is link.facts:
        return
    severity: Severity = "error" if site.is_public(link.facts) else "warning"
    if facts.state == "published":
        if facts.moment and link.facts.moment and facts.moment <= link.facts.moment:
            return
        when = show_short(facts.moment) if facts.moment else ""
        sentence = f"liên kết tới bài chưa đến ngày đăng ({when}): “{facts.path}”."
    else:
        sentence = f"liên kết tới bài nháp “{facts.path}”, bạn đọc không mở được."
    yield _at(link, sentence, "bỏ liên kết này, hoặc đăng bài đó trước.", severity)


def _anchor(link: Link, facts: Facts) -> Iterator[Problem]:
    anchor = link.target.anchor
    if anchor in EVERYWHERE or anchor.startswith(SEARCHED) or anchor in facts.anchors:
        return
    where = "bài này" if facts is link.facts else f"“{facts.path}”"
    near = difflib.get_close_matches(slugify(anchor) or anchor, facts.anchors, n=1)
    all_anchors = ", ".join(f"#{name}" for name in facts.anchors[:8])
    remedy = "bỏ phần từ dấu # trở đi."
    if near:
        remedy = f"có phải là “#{near[0]}”?"
    elif all_anchors:
        remedy = f"các tiêu đề có: {all_anchors}"
    yield _at(link, f"{where} không có tiêu đề nào mang địa chỉ “#{anchor}”.", remedy)


def _at(link: Link, sentence: str, remedy: str, severity: Severity = "error") -> Problem:
    at = link.reference
    return Problem(link.facts.path, at.line, at.column, severity, sentence, remedy)
