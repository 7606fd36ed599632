"""Reads an article for Pelican: bytes, head, Markdown, then each plugin's step on the HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from pelican.readers import BaseReader

from plugins.failures import failure_problem
from plugins.frontmatter.encoding import decode
from plugins.frontmatter.head import split
from plugins.frontmatter.quotes import smarten
from plugins.frontmatter.schema import Head, Schema, read_head, says_draft
from plugins.portal import portal_of
from plugins.problems import Problem, Refused
from plugins.settings import WrongSetting
from plugins.vietnamese.dates import VIETNAM
from plugins.vietnamese.slugs import slugify

if TYPE_CHECKING:
    from plugins.images.made import Prepared
    from plugins.links.attachments import Attachment

# A card's summary where the article has no lead of its own, in characters.
SUMMARY_LENGTH = 200
# Of a draft whose head has mistakes: Pelican wants one, nobody sees it.
NO_DATE = datetime(1970, 1, 1, tzinfo=VIETNAM)
# Takes a body's first lines away when they look like `Email: …`: the head is read before.
SWALLOWS_KEYS = "markdown.extensions.meta"
FOOTNOTE_NUMBER = re.compile(r'<sup id="fnref.*?</sup>')


# As written, whether the page itself shows the file, and where it leads: kind and path.
Reference = tuple[str, bool, str, str]


@dataclass
class BodyFacts:
    """What the steps on a body found out of it; Pelican's article has them as attributes.

    styles: CSS parts that only this article needs. files: by the address that leads to them;
    article_links: paths inside content/ and lines; references: every path in the body.
    attachment_files: in their order; pictures: in theirs, the first one is the card's.
    wording: a digest, "" where nobody asks.
    """

    styles: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    article_links: list[tuple[str, int]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    attachment_files: list[Attachment] = field(default_factory=list)
    pictures: list[Prepared] = field(default_factory=list)
    wording: str = ""


@dataclass
class Body:
    """What a step may know of the article whose HTML it changes, and where it reports.

    file: the source; path: as the editor knows it; source: the Markdown; first_line: of the body
    in the file, from 1; facts: what the steps found out.
    """

    file: Path
    path: str
    source: str
    first_line: int
    head: Head
    problems: list[Problem]
    facts: BodyFacts = field(default_factory=BodyFacts)

    @property
    def folder(self) -> str:
        """Of the article, inside content/."""
        return self.path.partition("/")[2].rpartition("/")[0]

    def line_of(self, text: str) -> int:
        """The file's line where `text` stands first; the body's first line if nowhere."""
        position = self.source.find(text)
        return self.first_line + self.source.count("\n", 0, max(position, 0))


Step = Callable[[str, Body], str]


def read_source(
    file: Path, path: str, schema: Schema
) -> tuple[Head | None, str, int, list[Problem]]:
    """(head, Markdown body, the body's first line, problems); no head where it was refused.

    path: as `shown_path` gives it. A refused head that says legibly that the article is a draft
    gives one that says no more, and no body.
    """
    text, problems = decode(file.read_bytes(), path)
    if any(problem.severity == "error" for problem in problems):
        return None, "", 1, problems
    raw = split(text)
    folder = path.split("/")[1]
    head, found = read_head(raw, schema, path, folder)
    if head is None and says_draft(raw):
        section = "" if folder == schema.page_folder else folder
        unread = Head(file.stem, NO_DATE, section=section, status="draft")
        return unread, "", raw.body_line, problems + found
    return head, raw.body, raw.body_line, problems + found


def shown_path(file: Path, content_folder: Path) -> str:
    """`content/tin-tuc/a.md`: how problems name a file."""
    return f"{content_folder.name}/{file.relative_to(content_folder).as_posix()}"


class ArticleReader(BaseReader):  # type: ignore[misc]
    enabled = True
    file_extensions = ("md",)

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._markdown: Markdown | None = None

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Pelican's (content, metadata); a refusal is kept for the build's end and raised."""
        file, folder = Path(source_path), Path(self.settings["PATH"])
        portal = portal_of(self.settings)
        problems = portal.problems
        path = shown_path(file, folder)
        head, source, first_line, found = read_source(file, path, portal.schema)
        problems += found
        is_refused = any(problem.severity == "error" for problem in found)
        if head is None or (is_refused and self.settings["SHOW_UNPUBLISHED"]):
            raise Refused(found)
        try:
            return self._render(Body(file, path, source, first_line, head, problems))
        except (OSError, Refused, WrongSetting):
            raise
        except Exception as cause:
            failure = failure_problem(path, "dựng", cause)
            problems.append(failure)
            raise Refused([failure]) from cause

    def _render(self, body: Body) -> tuple[str, dict[str, Any]]:
        content = self.markdown.reset().convert(body.source)
        for step in portal_of(self.settings).steps.values():
            content = step(content, body)
        content = self._smarten(content)
        name = body.file.name
        if not slugify(body.file.stem):
            sentence = f"tên tệp “{name}” không có chữ hay số nào nên bài không có địa chỉ."
            body.problems.append(Problem(body.path, 1, 1, "error", sentence, "đổi tên tệp."))
        return content, self._metadata(body, content)

    @property
    def markdown(self) -> Markdown:
        if self._markdown is None:
            options = self.settings["MARKDOWN"]
            # Pelican's own reader, made beside this one, adds `meta` to our settings.
            extensions = [name for name in options["extensions"] if name != SWALLOWS_KEYS]
            self._markdown = Markdown(**{**options, "extensions": extensions})
        return self._markdown

    def _smarten(self, html: str) -> str:
        return smarten(html, self.settings["TYPOGRIFY_OMIT_FILTERS"])

    def _metadata(self, body: Body, content: str) -> dict[str, Any]:
        head = body.head
        summary = head.summary or first_words(content)
        status, state = publication(head.status, head.date, self.settings)
        metadata: dict[str, Any] = {
            "title": self._smarten(html.escape(head.title, quote=False)),
            "summary": self._smarten(html.escape(summary, quote=False)),
            "slug": slugify(body.file.stem),
            "section": head.section,
            "status": status,
            "state": state,
            "head": head,
            **vars(body.facts),
        }
        if head.date:
            metadata["date"] = head.date
        if head.modified:
            metadata["modified"] = head.modified
        return metadata


def publication(status: str, date: datetime | None, settings: Mapping[str, Any]) -> tuple[str, str]:
    """(Pelican's status: "published" or "draft"; what is to be said of it: "", "draft" or
    "scheduled")."""
    held = date is not None and date > settings["PUBLISH_TIME"]
    state = "draft" if status == "draft" else "scheduled" if held else ""
    shown = not state or settings["SHOW_UNPUBLISHED"]
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
