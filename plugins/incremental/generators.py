"""Articles, pages and files as Pelican's own generators give them, without reading all anew."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Article, Page
from pelican.generators import Generator

from plugins.incremental.contents import Readings
from plugins.incremental.sources import Sources
from plugins.outputs import outputs_of
from plugins.problems import Problem

logger = logging.getLogger(__name__)


class ContentGenerator(Generator):  # type: ignore[misc]
    """Sends the signals of Pelican's own generator; reads what is not kept as that one does."""

    settings: dict[str, Any]
    context: dict[str, Any]
    content_class: type[Any]
    folders: str

    def generate_context(self) -> None:
        readings: Readings = self.settings["PORTAL_READINGS"]
        sources: Sources = self.settings["PORTAL_SOURCES"]
        problems: list[Problem] = self.settings["PORTAL_PROBLEMS"]
        contents = []
        for path in sources.under(self.settings[self.folders], ".md"):
            content = readings.restore(path, self.context)
            if content is not None:
                problems += vars(content)["_problems"]
            else:
                content = self._read(path, readings, problems)
            if content is not None:
                contents.append(content)
                self.context["generated_content"][path] = content
        self.take(contents)

    def take(self, contents: list[Any]) -> None:
        raise NotImplementedError

    def _read(self, path: str, readings: Readings, problems: list[Problem]) -> Any:
        before = len(problems)
        try:
            content = self.readers.read_file(
                base_path=self.path,
                path=path,
                content_class=self.content_class,
                context=self.context,
            )
        except Exception:
            # As Pelican does: the others are read too, so that an editor hears of all faults.
            logger.exception("Could not process %s", path, exc_info=False)
            return None
        if not content.is_valid():
            return None
        return readings.keep(content, problems[before:], self.context)

    def write(self, writer: Any, contents: Iterable[Any], name: str) -> None:
        for content in contents:
            writer.write_file(
                content.save_as,
                self.get_template(content.template),
                self.context,
                url=content.url,
                **{name: content},
            )


class ArticlesGenerator(ContentGenerator):
    content_class = Article
    folders = "ARTICLE_PATHS"

    def take(self, contents: list[Any]) -> None:
        self.articles = [content for content in contents if content.status == "published"]
        self.drafts: list[Any] = []
        self.drafts_translations: list[Any] = []
        signals.article_generator_finalized.send(self)

    def generate_output(self, writer: Any) -> None:
        self.write(writer, self.articles, "article")


class PagesGenerator(ContentGenerator):
    content_class = Page
    folders = "PAGE_PATHS"

    def take(self, contents: list[Any]) -> None:
        self.pages = [content for content in contents if content.status == "published"]
        signals.page_generator_finalized.send(self)

    def generate_output(self, writer: Any) -> None:
        self.write(writer, self.pages, "page")


@dataclass(frozen=True)
class StaticFile:
    """source_path: absolute; relative_source_path: inside content/, and its address too."""

    source_path: str
    relative_source_path: str


class StaticGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]

    def generate_context(self) -> None:
        sources: Sources = self.settings["PORTAL_SOURCES"]
        self.staticfiles = [
            StaticFile(f"{self.path}/{path}", path)
            for path in sources.under(self.settings["STATIC_PATHS"])
        ]
        signals.static_generator_finalized.send(self)

    def generate_output(self, _writer: Any) -> None:
        outputs = outputs_of(self.settings)
        for file in self.staticfiles:
            outputs.copy(file.relative_source_path, Path(file.source_path))
