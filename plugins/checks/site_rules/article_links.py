"""A link to another article or to a heading arrives there, today and not only in the preview."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime

from plugins.checks.site import Link, Site
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem, Severity
from plugins.vietnamese.dates import show_short
from plugins.vietnamese.slugs import slugify

# The top of any page, the theme's own mark, and a browser's search for words (`#:~:text=`).
EVERYWHERE = ("", "top", "noi-dung")
SEARCHED = ":~:"


def check(site: Site) -> Iterator[Problem]:
    """Links to articles and headings that are not there."""
    for link in site.links:
        if link.kind != "link":
            continue
        if link.target.kind == "missing" and link.target.path.endswith(ARTICLE_SUFFIX):
            folder = site.folder_of(link.path)
            yield _at(link, *site.targets.why_missing(link.target.path, folder))
        elif article := _leads_to(link, site):
            yield from _unpublished(link, article, site)
            yield from _anchor(link, article, site)


def _leads_to(link: Link, site: Site) -> str:
    """The article's path; "" for a file that is none, and for an article whose head was refused."""
    if link.target.kind == "here":
        return link.path
    if link.target.kind == "article":
        path = f"{site.name}/{link.target.path}"
        return path if path in site.outlines else ""
    return site.article_at(link.target.path) if link.target.kind == "address" else ""


def _unpublished(link: Link, article: str, site: Site) -> Iterator[Problem]:
    """An article that waits may link to one that appears before it."""
    own, linked = site.outlines[link.path], site.outlines[article]
    if site.is_public(article) or own.state != "published" or article == link.path:
        return
    severity: Severity = "error" if site.is_public(link.path) else "warning"
    if linked.state == "published":
        if linked.moment is not None and own.moment is not None and linked.moment <= own.moment:
            return
        date = site.details(article).date
        when = show_short(datetime.fromisoformat(date)) if date else ""
        sentence = gettext(
            "liên kết tới bài chưa đến ngày đăng ({when}): “{article}”.", when=when, article=article
        )
    else:
        sentence = gettext(
            "liên kết tới bài nháp “{article}”, bạn đọc không mở được.", article=article
        )
    yield _at(link, sentence, gettext("bỏ liên kết này, hoặc đăng bài đó trước."), severity)


def _anchor(link: Link, article: str, site: Site) -> Iterator[Problem]:
    anchor = link.target.anchor
    if anchor in EVERYWHERE or anchor.startswith(SEARCHED):
        return
    anchors = site.details(article).anchors
    if anchor in anchors:
        return
    near = difflib.get_close_matches(slugify(anchor) or anchor, anchors, n=1)
    all_anchors = ", ".join(f"#{name}" for name in anchors[:8])
    remedy = gettext("bỏ phần từ dấu # trở đi.")
    if near:
        remedy = gettext("có phải là “#{near}”?", near=near[0])
    elif all_anchors:
        remedy = gettext("các tiêu đề có: {anchors}", anchors=all_anchors)
    sentence = gettext(
        "“{article}” không có tiêu đề nào mang địa chỉ “#{anchor}”.", article=article, anchor=anchor
    )
    if article == link.path:
        sentence = gettext("bài này không có tiêu đề nào mang địa chỉ “#{anchor}”.", anchor=anchor)
    yield _at(link, sentence, remedy)


def _at(link: Link, sentence: str, remedy: str, severity: Severity = "error") -> Problem:
    return Problem(link.path, link.line, link.column, severity, sentence, remedy)
