"""An article that did not change is not read again: what its reading gave is kept as a record."""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from plugins.incremental.cache import BuildCache
from plugins.incremental.records import (
    Plain,
    Readings,
    Record,
    ResolvedReference,
    with_values,
)
from plugins.incremental.sources import Sources
from plugins.links.files import ContentFiles
from plugins.links.locate import locate
from plugins.shared.build_tree import tree_of
from plugins.shared.messages import language
from plugins.shared.settings import Settings
from plugins.vietnamese.text import nfc

PLAIN_PATH = re.compile(r"[\w./ -]+", re.ASCII)


class Articles:
    """Of all articles and pages, by path inside content/."""

    def __init__(
        self, cache: BuildCache, sources: Sources, settings: Settings, context: dict[str, Any]
    ) -> None:
        self._cache, self._sources, self._settings = cache, sources, settings
        self._pelicans = {"settings": settings, "_context": context}
        self._on_page: defaultdict[type, Callable[[Plain], None]]
        self._on_page = defaultdict(lambda: lambda _: None)
        records = cache.records.all()
        for path in [path for path in records if path not in sources.stamps]:
            for table in (cache.records, cache.texts, cache.pictures):
                del table[path]
        moved = {ending_of(path) for path in sources.moved}
        self._misled = set(self._leading_elsewhere(records, moved)) if moved else set()

    def known(self, paths: Iterable[str]) -> dict[str, Record]:
        """Of those that were read from the very files that are there, and that have nothing to say
        in another language."""
        records, digest = self._cache.records.all(), self._sources.digest_of_all
        understood = ("", language())
        return {
            path: record
            for path in paths
            if (record := records.get(path)) is not None
            and record.inputs == digest(path, record.reads)
            and path not in self._misled
            and record.language in understood
        }

    def keep(self, path: str, read: Readings) -> Record:
        """Keeps what reading the file gave, and gives its record back."""
        record = read.record
        inputs = self._sources.digest_of_all(path, record.reads)
        if not all(map(self._sources.is_as_begun, [path, *record.reads])):
            inputs = secrets.token_bytes(16)  # what was read may be another's: the next build reads
        record = replace(record, inputs=inputs)
        self._cache.records[path] = record
        self._cache.texts[path] = replace(read.text, inputs=inputs)
        self._cache.pictures[path] = replace(read.pictures, inputs=inputs)
        return record

    def with_text(self, content: Plain) -> Plain:
        """The same with its HTML, attachments and styles."""
        text = self._cache.of_record(
            self._cache.texts, content.relative_source_path, content.record
        )
        attachments, styles = list(text.attachments), list(text.styles)
        whole: Any = with_values(
            content,
            **self._pelicans,
            content=text.html,
            attachment_files=attachments,
            styles=styles,
        )
        if '="{' in text.html or '="|' in text.html:  # as Pelican's links begin
            whole.content = whole._update_content(text.html, whole.get_siteurl())
        shown: Plain = whole
        return shown

    def for_page(self, content: Plain) -> Plain:
        """The same with what only its own page shows, besides the text."""
        shown = with_values(content, **self._pelicans)
        self._on_page[type(content)](shown)
        return shown

    def on_page(self, add: Callable[[Plain], None], contents: Iterable[Plain]) -> None:
        """Once a page is rendered: it takes longer than all the rest of an edit."""
        for kind in {type(each) for each in contents}:
            self._on_page[kind] = add

    def with_pictures(self, content: Plain) -> Plain:
        path = content.relative_source_path
        pictures = self._cache.of_record(self._cache.pictures, path, content.record)
        return with_values(content, pictures=list(pictures.prepared))

    def _leading_elsewhere(self, records: dict[str, Record], moved: set[str]) -> Iterable[str]:
        """Where files came or went, a path in an article may lead to another one, or nowhere.

        moved: last names of these files.
        """
        settings = self._settings
        files = ContentFiles(
            tree_of(settings).files,
            [*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]],
            settings["STATIC_PATHS"],
        )
        for path, record in records.items():
            folder = path.rpartition("/")[0]
            if any(
                (ending_of(each[0]) in moved or ending_of(each[3]) in moved)
                and _leads_elsewhere(each, folder, files)
                for each in record.references
            ):
                yield path


def ending_of(path: str) -> str:
    """The last name of a path as typed or as the disk spells it, however it is encoded."""
    plain = path if PLAIN_PATH.fullmatch(path) else nfc(unquote(path.partition("#")[0]))
    return plain.partition("?")[0].rstrip("/").rpartition("/")[2]


def _leads_elsewhere(reference: ResolvedReference, folder: str, files: ContentFiles) -> bool:
    written, shown, *led = reference
    target = locate(written, folder, files, shown=shown)
    return [target.kind, target.path] != led
