"""An article's Markdown becomes the HTML of its page: each plugin's step changes it in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Protocol, runtime_checkable

from markdown import Markdown
from markdown.extensions import Extension

from plugins.frontmatter.addresses import slug_of
from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.quotes import smarten
from plugins.frontmatter.schema import Head
from plugins.shared.body_facts import BodyFacts
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

# Takes a body's first lines away when they look like `Email: …`: the head is read before.
SWALLOWS_KEYS = "markdown.extensions.meta"


@dataclass
class Body:
    """What a step may know of the article whose HTML it changes, and where it reports.

    path: as the editor knows the file; source: the Markdown; first_line: of the body in the file,
    from 1; facts: what the steps found out.
    """

    path: str
    source: str
    first_line: int
    head: Head
    problems: list[Problem] = field(default_factory=list)
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


@dataclass(frozen=True)
class RenderedBody:
    """html: Pelican's marks for links to articles still in it; problems: those that only
    rendering shows."""

    html: str
    facts: BodyFacts
    problems: tuple[Problem, ...]


def render_body(
    article: ParsedArticle, markdown: Markdown, steps: Iterable[Step], omitted: Iterable[str]
) -> RenderedBody:
    """Reads and writes nothing but what the steps do. article: with a head; markdown: as
    `Converters` makes it, may be used again and again; omitted: filters of typogrify.

    Raises whatever a step raises, ValueError for an article without a head.
    """
    if article.head is None:
        raise ValueError(f"{article.path} has no head")
    body = Body(article.path, article.body, article.body_line, article.head)
    html = markdown.reset().convert(body.source)
    for step in steps:
        html = step(html, body)
    return RenderedBody(
        smarten(html, omitted), body.facts, (*body.problems, *_without_address(body))
    )


@runtime_checkable
class Speaking(Protocol):
    """An extension that says words of its own in the page."""

    def in_language(self, language: str) -> Extension:
        """The same for articles in another language than the site's."""


class Converters:
    """options: the setting MARKDOWN. Pelican's own reader adds `meta` to it."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        extensions = [name for name in options["extensions"] if name != SWALLOWS_KEYS]
        self._options = {**options, "extensions": extensions}
        self._made: dict[str, Markdown] = {}

    def of(self, language: str) -> Markdown:
        """language: "" for the site's own."""
        if language not in self._made:
            extensions = self._options["extensions"]
            if language:
                extensions = [_in_language(each, language) for each in extensions]
            self._made[language] = Markdown(**{**self._options, "extensions": extensions})
        return self._made[language]


def _in_language(extension: Any, language: str) -> Any:
    return extension.in_language(language) if isinstance(extension, Speaking) else extension


def _without_address(body: Body) -> Iterable[Problem]:
    if not slug_of(body.head, body.path):
        sentence = gettext(
            "tên tệp “{name}” không có chữ hay số nào nên bài không có địa chỉ.",
            name=PurePosixPath(body.path).name,
        )
        yield Problem(body.path, 1, 1, "error", sentence, gettext("đổi tên tệp."))
