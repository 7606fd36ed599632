"""Gives Pelican each article as it was parsed, with its head as metadata and its body rendered."""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pelican.readers import BaseReader

from plugins.frontmatter.addresses import slug_of
from plugins.frontmatter.body import Converters, RenderedBody, render_body
from plugins.frontmatter.parsed import ParsedArticle, parse, unpack
from plugins.frontmatter.quotes import smarten
from plugins.frontmatter.schema import Head, Schema
from plugins.frontmatter.wrappers import author_of, category_of, tag_of
from plugins.shared.errors import PortalError
from plugins.shared.failures import failure_problem
from plugins.shared.messages import gettext
from plugins.shared.portal import Portal, portal_of
from plugins.shared.problems import ContentError
from plugins.shared.settings import Settings
from plugins.vietnamese.dates import VIETNAM

# A card's summary where the article has no lead of its own, in characters.
SUMMARY_LENGTH = 200
# Of a draft whose head has mistakes: Pelican wants one, nobody sees it. No head may say it.
NO_DATE = datetime(1900, 1, 1, tzinfo=VIETNAM)
FOOTNOTE_NUMBER = re.compile(r'<sup id="fnref.*?</sup>')


class ArticleReader(BaseReader):  # type: ignore[misc]
    """Pelican's reader of `.md` files."""

    enabled = True
    # Pelican takes every reader that was ever imported: this one comes by `use_our_reader` alone.
    file_extensions = ()

    settings: Settings

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Pelican's (content, metadata); a refusal is kept for the build's end and raised."""
        settings, portal = self.settings, portal_of(self.settings)
        article = self._parsed(Path(source_path))
        portal.problems += article.problems
        shown = shown_article(article, portal.schema)
        if shown is None:
            raise ContentError(article.problems)
        try:
            omitted = settings["TYPOGRIFY_OMIT_FILTERS"]
            markdown = self._converters.of(shown.head.lang if shown.head else "")
            body = render_body(shown, markdown, portal.steps.values(), omitted)
        except (OSError, PortalError):
            raise
        except Exception as cause:
            failure = failure_problem(article.path, gettext("dựng"), cause)
            portal.problems.append(failure)
            raise ContentError([failure]) from cause
        portal.problems += body.problems
        return body.html, metadata_of(shown, body, settings)

    def _parsed(self, file: Path) -> ParsedArticle:
        """As it was checked in this build, if it was."""
        path = shown_path(file, Path(self.settings["PATH"]))
        portal = portal_of(self.settings)
        record = portal.parsed.pop(path, None)
        if record is not None:
            return unpack(record)
        return parse(path, file.read_bytes(), portal.schema)

    @cached_property
    def _converters(self) -> Converters:
        return Converters(self.settings["MARKDOWN"])


def shown_path(file: Path, content_folder: Path) -> str:
    """`content/tin-tuc/a.md`: how problems name a file."""
    return f"{content_folder.name}/{file.relative_to(content_folder).as_posix()}"


def shown_article(article: ParsedArticle, schema: Schema) -> ParsedArticle | None:
    """With a head, or None where it was refused. Of one that says legibly that the article is a
    draft nothing else is shown, and no body."""
    if not (article.is_refused and article.is_draft):
        return article if article.head else None
    path = PurePosixPath(article.path)
    folder = path.parts[1]
    section = "" if folder == schema.page_folder else folder
    head = Head(path.stem, NO_DATE, section=section, status="draft")
    return dataclasses.replace(article, head=head, body_start=len(article.text))


def metadata_of(article: ParsedArticle, body: RenderedBody, settings: Settings) -> dict[str, Any]:
    """What Pelican makes an Article or Page of. article: with a head."""
    head, omitted = article.head, settings["TYPOGRIFY_OMIT_FILTERS"]
    if head is None:
        raise ValueError(f"{article.path} has no head")
    summary = head.summary or first_words(body.html)
    status, state = publication(head, settings)
    metadata: dict[str, Any] = {
        "title": smarten(html.escape(head.title, quote=False), omitted),
        "summary": smarten(html.escape(summary, quote=False), omitted),
        "slug": slug_of(head, article.path),
        "section": head.section,
        "status": status,
        "state": state,
        "head": head,
        **vars(body.facts),
    }
    # Nothing of ours asks for these three: plugins and themes from elsewhere do.
    if head.tags:
        metadata["tags"] = [tag_of(tag, settings) for tag in head.tags]
    if authors := authors_of(head, portal_of(settings)):
        metadata["authors"] = [author_of(author, settings) for author in authors]
    if category := category_of(head, portal_of(settings).schema.sections, settings):
        metadata["category"] = category
    if head.template:
        metadata["template"] = head.template
    if head.date:
        metadata["date"] = head.date
    if head.modified:
        metadata["modified"] = head.modified
    if head.lang:
        metadata["lang"] = head.lang
    return metadata


def authors_of(head: Head, portal: Portal) -> tuple[str, ...]:
    """Themes from elsewhere know of no article that nobody wrote."""
    is_publishers = portal.foreign and head.section and not head.authors
    return (portal.site.publisher,) if is_publishers else head.authors


def publication(head: Head, settings: Settings) -> tuple[str, str]:
    """(Pelican's status: "published" or "draft"; what is to be said of it: "", "draft" or
    "scheduled"). A draft without a legible head is shown nowhere."""
    held = head.date is not None and head.date > settings["PUBLISH_TIME"]
    state = "draft" if head.is_draft else "scheduled" if held else ""
    shown = not state or (settings["SHOW_UNPUBLISHED"] and head.date != NO_DATE)
    return "published" if shown else "draft", state


def first_words(content: str) -> str:
    """The first paragraph's words, cut at a word, for cards and search engines; plain text."""
    paragraph = re.search(r"<p>(.*?)</p>", content, re.DOTALL)
    written = FOOTNOTE_NUMBER.sub("", paragraph.group(1)) if paragraph else ""
    text = html.unescape(re.sub(r"<[^>]+>", "", written))
    text = " ".join(text.split())
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"
