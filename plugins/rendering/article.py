"""One article from text that need not be on disk: the page that a build would write, and all that
is wrong with it. No file is written, and what is asked twice is answered alike."""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from pelican.contents import Article, Content, Page

from plugins.checks.article_checks import parse_and_check
from plugins.checks.memory import Remembered
from plugins.frontmatter.body import RenderedBody, render_body
from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.reader import metadata_of
from plugins.links.door import LOST_PATH, problems_of, refused_addresses
from plugins.listings.views import (
    NO_NEIGHBOURS,
    add_address,
    add_card,
    add_display_fields,
    add_neighbours_of_one,
    add_order,
    add_versions,
)
from plugins.rendering.site import BuiltSite
from plugins.shared.failures import failure_problem
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem, marked
from plugins.shared.rendered_article import RenderedArticle
from plugins.site.speaking import environment_in


class UnsavedArticle(Article):  # type: ignore[misc]
    """With plain attributes where Pelican remembers by the article, for ever."""

    content = summary = ""


class UnsavedPage(Page):  # type: ignore[misc]
    """A plain page that is in no file."""

    content = summary = ""

    def _expand_settings(self, key: str) -> str:
        return str(Content._expand_settings(self, key, "page"))  # not by this class's name


def render_article(site: BuiltSite, path: str, data: bytes) -> RenderedArticle:
    """The page as a build writes it once `data` is saved as `path` and nothing else has changed
    since the build of `site`; a draft, or one whose time has not come, as the preview shows it.

    path: as the editor knows the file, `content/tin-tuc/a.md`, which may be new. Never raises: what
    the software raises is a problem.
    """
    article, finding = parse_and_check(path, data, site.portal.schema)
    if article is None:
        return RenderedArticle("", finding.problems)
    now = site.settings["PUBLISH_TIME"].timestamp()
    why_held = Remembered.of(article.digest, finding).held(now)
    held = {path: why_held}
    problems = {*marked(finding.problems, held)}
    html = ""
    try:
        if site.checked:
            problems |= {*site.checked.problems_of(article, why_held)}
        if article.head and not article.is_refused:
            html, found = _render(site, article)
            # As in a build, which does not get this far: rendering would say once more what rules
            # say of a path.
            if not any(problem.severity == "error" for problem in problems):
                problems |= {*marked(found, held)}
    except Exception as cause:
        problems.add(failure_problem(path, gettext("dựng"), cause))
    return RenderedArticle(html, tuple(sorted(problems)))


def _render(site: BuiltSite, article: ParsedArticle) -> tuple[str, tuple[Problem, ...]]:
    omitted = site.settings["TYPOGRIFY_OMIT_FILTERS"]
    language = article.head.lang if article.head else ""
    body = render_body(article, site.converters.of(language), site.steps, omitted)
    content = _content_of(site, article, body)
    kind = "article" if content.section else "page"
    values = {kind: content, "output_file": content.save_as}
    if site.portal.foreign and content.section:
        values |= {"category": content.category, "blog": True}  # as Pelican's generator
    environment = environment_in(content.head.lang, site.environment, site.portal)
    template = environment.get_template(f"{content.template}.html")
    html = template.render({**site.context, **values})
    refused = refused_addresses(html)
    is_safe = all(map(LOST_PATH.fullmatch, refused))
    found = (*body.problems, *problems_of(refused, article.path, article.text))
    return html if is_safe else "", found


def _content_of(site: BuiltSite, article: ParsedArticle, body: RenderedBody) -> Any:
    """As Pelican and plugins/listings make it, with everything that its page shows."""
    inside = article.path.removeprefix(f"{site.content_folder}/")
    own: dict[str, Content | None] = {}
    context = {**site.context, "generated_content": ChainMap(own, dict(site.contents))}
    settings, portal = site.settings, site.portal
    metadata = {**metadata_of(article, body, settings), "status": "published"}
    kind = UnsavedPage if inside.startswith(f"{portal.schema.page_folder}/") else UnsavedArticle
    file = f"{settings['PATH']}/{inside}"
    content: Any = kind(body.html, metadata, settings, file, context)
    own[inside] = content
    content.summary = content.metadata["summary"]
    content.content = content._update_content(content._content, content.get_siteurl())
    if kind is UnsavedPage:
        add_address(content, settings)
        add_versions(content, settings)
        return content
    section = next(each for each in portal.sections if each.slug == content.section)
    add_order(content)
    add_card(content, section, portal)
    add_display_fields(content, settings)
    before = site.contents.get(inside)
    others = [each for each in portal.articles if each is not before]
    if content.head.lang:
        content.neighbours = NO_NEIGHBOURS
    else:
        add_neighbours_of_one(content, others, portal)
    return content
