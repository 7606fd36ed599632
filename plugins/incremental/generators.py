"""Articles, pages and files as Pelican's own generators give them, without reading all anew."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator

from plugins.incremental.contents import Reading, Readings, dissolve
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.sources import Sources
from plugins.portal import portal_of
from plugins.processes import in_processes

logger = logging.getLogger(__name__)

MANY = 1_000


class ContentGenerator(Generator):  # type: ignore[misc]
    """Sends the signals of Pelican's own generator; reads what is not kept as that one does.

    fresh: those that were read in this build; the portal's `fresh` has them of all kinds.
    """

    fresh: list[Any]

    settings: dict[str, Any]
    context: dict[str, Any]
    content_class: type[Any]
    folders: str

    def generate_context(self) -> None:
        readings: Readings = self.settings["PORTAL_READINGS"]
        sources: Sources = self.settings["PORTAL_SOURCES"]
        problems = portal_of(self.settings).problems
        paths = sources.under(self.settings[self.folders], ".md")
        contents, self.fresh = readings.take(self.folders, paths, self._read_all)
        _let_go_of_contents()
        for content in contents.troubled:
            problems += content.known.problems
        self.context["generated_content"] |= contents.found
        portal_of(self.settings).fresh += self.fresh
        self.take(contents.published)

    def take(self, published: list[Any]) -> None:
        raise NotImplementedError

    def _read_all(self, paths: list[str]) -> Iterator[Reading | None]:
        """One by one, so that never all are in memory."""
        if len(paths) > MANY:
            gc.collect()  # of what checking so many has left; for a few it would cost more
        for path, reading in zip(paths, in_processes(self._read_silently, paths), strict=True):
            # What was refused is read once more here, where its problems are heard.
            yield reading or self._read(path)

    def _read_silently(self, path: str) -> Reading | None:
        logging.disable()
        try:
            return self._read(path)
        finally:
            logging.disable(logging.NOTSET)

    def _read(self, path: str) -> Reading | None:
        problems = portal_of(self.settings).problems
        before = len(problems)
        try:
            content = self.readers.read_file(
                base_path=self.path,
                path=path,
                content_class=self.content_class,
                context=self.context,
            )
            reading = dissolve(content, problems[before:]) if content.is_valid() else None
        except Exception:
            # As Pelican does: the others are read too, so that an editor hears of all faults.
            logger.exception("Could not process %s", path, exc_info=False)
            return None
        if reading:
            del problems[before:]
        return reading

    def write(self, writer: Any, contents: list[Any], name: str) -> None:
        outputs: TrackedOutputs = self.settings["PORTAL_OUTPUTS"]
        if outputs.keep_group(self.folders):
            anew = [content for content in self.fresh if content.status == "published"]
        else:
            as_before, anew = self._parted(contents, outputs.changed)
            kept = outputs.keep_pages(content.save_as for content in as_before)
            if len(kept) < len(as_before):
                anew = [*anew, *(content for content in as_before if content.save_as not in kept)]
            outputs.note_group(self.folders, {content.save_as for content in contents})
        for content in anew:
            writer.write_file(
                content.save_as,
                self.get_template(content.template),
                self.context,
                url=content.url,
                **{name: content},
            )
            content.let_go()
        writer.let_go()

    def _parted(self, contents: list[Any], changed: set[str] | None) -> tuple[list[Any], list[Any]]:
        """Those whose own pages show what they showed at the last build, and the others: see
        `changed` of TrackedOutputs."""
        if changed is None:
            return [], contents
        if not changed:
            fresh = [content for content in contents if content.fresh]
            return [content for content in contents if not content.fresh], fresh
        touched = changed
        neighbours_of = self.context.get("portal_neighbours_of")
        if neighbours_of and self.content_class is Article:
            touched = changed | neighbours_of(changed)
        as_before: list[Any] = []
        anew: list[Any] = []
        for content in contents:
            is_anew = (
                content.fresh
                or content.relative_source_path in touched
                or any(path in changed for path, _ in content.article_links)
            )
            (anew if is_anew else as_before).append(content)
        return as_before, anew


def _let_go_of_contents() -> None:
    """Pelican remembers these by the content, for ever, and with it all that its build had."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


class ArticlesGenerator(ContentGenerator):
    content_class = Article
    folders = "ARTICLE_PATHS"

    def take(self, published: list[Any]) -> None:
        self.articles = published
        self.drafts: list[Any] = []
        self.drafts_translations: list[Any] = []
        signals.article_generator_finalized.send(self)

    def generate_output(self, writer: Any) -> None:
        self.write(writer, self.articles, "article")


class PagesGenerator(ContentGenerator):
    content_class = Page
    folders = "PAGE_PATHS"

    def take(self, published: list[Any]) -> None:
        self.pages = published
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
        outputs = portal_of(self.settings).outputs
        sources: Sources = self.settings["PORTAL_SOURCES"]
        for file in self.staticfiles:
            path = file.relative_source_path
            outputs.copy(path, Path(file.source_path), sources.digest(path))
