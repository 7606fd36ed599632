"""Articles, pages and files as Pelican's own generators give them, without reading all anew."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blinker import Signal
from msgspec import json
from pelican import signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.incremental.articles import Articles
from plugins.incremental.build import build_of, lists_key
from plugins.incremental.records import Plain, Readings, contents_of, to_records
from plugins.incremental.writer import KeyedWriter
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.build_tree import tree_of
from plugins.shared.database import as_path
from plugins.shared.portal import portal_of
from plugins.shared.processes import in_processes
from plugins.shared.settings import Settings

logger = logging.getLogger(__name__)

MANY = 1_000


class ContentGenerator(Generator):  # type: ignore[misc]
    """Sends the signals of Pelican's own generator; reads what is not kept as that one does.

    write_signal: sent before a page is written; name: under which a template gets the content;
    folders: the setting that says where they are; fresh: paths of those that were read in this
    build.
    """

    settings: Settings
    context: dict[str, Any]
    content_class: type[Content]
    write_signal: Signal
    name: str
    folders: str
    fresh: set[str]

    def generate_context(self) -> None:
        """Reads what is new, and has all articles as plain contents."""
        build, portal, kept = build_of(self.settings), portal_of(self.settings), self._kept
        below = tree_of(self.settings).below(self.settings[self.folders])
        paths = [path for path in below if path.endswith(ARTICLE_SUFFIX)]
        records = kept.known(paths)
        unread = [path for path in paths if path not in records]
        self.fresh = {*unread}
        for path, reading in zip(unread, self._read_all(unread), strict=True):
            if reading:
                records[path] = kept.keep(
                    path, json.decode(reading, type=Readings, dec_hook=as_path)
                )
        records = {path: records[path] for path in paths if path in records}
        last = build.process.contents.setdefault((self.name, self.settings["PATH"]), {})
        found = contents_of(records, last, self.settings)
        portal.lists_key = lists_key(portal.lists_key or build.keys.pages, found)
        _forget_memoized()
        for record in records.values():
            portal.problems += record.problems
        self.context["generated_content"] |= found
        self.contents = [each for each in found.values() if each.status == "published"]
        self.finalize()

    @property
    def _kept(self) -> Articles:
        return build_of(self.settings).articles

    def finalize(self) -> None:
        """Names the contents as Pelican does, and sends its signal."""
        raise NotImplementedError

    def generate_output(self, writer: KeyedWriter) -> None:
        """Where the cards of all are as they were, only what was read anew is compared."""
        outputs, portal = build_of(self.settings).outputs, portal_of(self.settings)
        known = [each for each in self.contents if each.relative_source_path not in self.fresh]
        is_alike = outputs.is_key_of_last(self.folders, portal.lists_key)
        kept = outputs.keep_pages(each.save_as for each in known) if is_alike else set()
        for content in self.contents:
            if content.save_as not in kept:
                self._write(writer, content)

    def _write(self, writer: KeyedWriter, content: Plain) -> None:
        linked = (self.context["generated_content"].get(path) for path, _ in content.article_links)
        addresses = [each.url if each else "" for each in linked]
        shown = self._kept.for_page(content)
        near = getattr(shown, "neighbours", None)
        parts = content.record.inputs, content.state, addresses, near, shown.translations
        self.write_signal.send(self, content=content)
        writer.write_page(
            content.save_as,
            self.get_template(content.template),
            self.context,
            frozenset([self.name]),
            parts,
            lambda: {self.name: self._kept.with_text(shown)},
        )

    def _read_all(self, paths: list[str]) -> Iterator[bytes | None]:
        """JSON of Readings, one by one, so that never all are in memory."""
        if len(paths) > MANY:
            gc.collect()  # of what checking so many has left; for a few it would cost more
        for path, reading in zip(paths, in_processes(self._read_silently, paths), strict=True):
            # What was refused is read once more here, where its problems are heard.
            yield reading or self._read(path)

    def _read_silently(self, path: str) -> bytes | None:
        logging.disable()
        try:
            return self._read(path)
        finally:
            logging.disable(logging.NOTSET)

    def _read(self, path: str) -> bytes | None:
        problems = portal_of(self.settings).problems
        before = len(problems)
        try:
            content = self.readers.read_file(
                base_path=self.path,
                path=path,
                content_class=self.content_class,
                context=self.context,
            )
            reading = None
            if content.is_valid():
                reading = json.encode(to_records(content, problems[before:]), enc_hook=str)
        except Exception:
            # As Pelican does: the others are read too, so that an editor hears of all faults.
            logger.exception("Could not process %s", path, exc_info=False)
            return None
        if reading:
            del problems[before:]
        return reading


def _forget_memoized() -> None:
    """Pelican remembers these by the content, for ever, and with it all that its build had."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


class ArticlesGenerator(ContentGenerator):
    """Articles, as Pelican's own generator gives them."""

    content_class = Article
    write_signal = signals.article_generator_write_article
    name, folders = "article", "ARTICLE_PATHS"

    def finalize(self) -> None:
        self.articles = self.contents
        self.drafts: list[Content] = []
        self.drafts_translations: list[Content] = []
        signals.article_generator_finalized.send(self)


class PagesGenerator(ContentGenerator):
    """Plain pages, as Pelican's own generator gives them."""

    content_class = Page
    write_signal = signals.page_generator_write_page
    name, folders = "page", "PAGE_PATHS"

    def finalize(self) -> None:
        self.pages = self.contents
        signals.page_generator_finalized.send(self)


@dataclass(frozen=True)
class StaticFile:
    """source_path: absolute; relative_source_path: inside content/, and its address too."""

    source_path: str
    relative_source_path: str


class StaticGenerator(Generator):  # type: ignore[misc]
    """Files, as Pelican's own generator gives them, copied where they changed."""

    settings: Settings

    def generate_context(self) -> None:
        """Finds the files that go out."""
        paths = tree_of(self.settings).below(self.settings["STATIC_PATHS"])
        self.staticfiles = [StaticFile(f"{self.path}/{path}", path) for path in paths]
        signals.static_generator_finalized.send(self)

    def generate_output(self, _writer: Writer) -> None:
        """Copies those that changed."""
        outputs, sources = portal_of(self.settings).outputs, build_of(self.settings).sources
        for file in self.staticfiles:
            path = file.relative_source_path
            outputs.copy(path, Path(file.source_path), sources.digest(path))
