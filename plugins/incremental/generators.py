"""Articles, pages and files as Pelican's own generators give them, without reading all anew."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from pelican import signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator

from plugins.incremental.articles import Articles
from plugins.incremental.records import Pictures, Plain, Record, Text, to_record
from plugins.incremental.sources import Sources
from plugins.incremental.writer import KeyedWriter
from plugins.processes import in_processes

logger = logging.getLogger(__name__)

MANY = 1_000
# JSON of the three records of what was read.
Reading = tuple[bytes, bytes, bytes]


class ContentGenerator(Generator):  # type: ignore[misc]
    """Sends the signals of Pelican's own generator; reads what is not kept as that one does."""

    settings: dict[str, Any]
    context: dict[str, Any]
    content_class: type[Any]
    folders: str
    sources: Sources
    articles_kept: Articles

    def generate_context(self) -> None:
        portal = portal_of(self.settings)
        paths = self.sources.under(self.settings[self.folders], ".md")
        records = self.articles_kept.known(paths)
        unread = [path for path in paths if path not in records]
        for path, reading in zip(unread, self._read_all(unread), strict=True):
            if reading:
                records[path] = self._keep(path, reading)
        found = {path: self.articles_kept.content(path, records[path]) for path in paths if path in records}
        _forget_memoized()
        portal.problems += [each for record in records.values() for each in record.problems]
        self.context["generated_content"] |= found
        portal.fresh += [found[path] for path in unread if path in found]
        self.take([content for content in found.values() if content.status == "published"])

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
            if not content.is_valid():
                return None
            records = to_record(content, problems[before:])
        except Exception:
            # As Pelican does: the others are read too, so that an editor hears of all faults.
            logger.exception("Could not process %s", path, exc_info=False)
            return None
        del problems[before:]
        encode = msgspec.json.Encoder(enc_hook=str).encode
        return encode(records[0]), encode(records[1]), encode(records[2])

    def _keep(self, path: str, reading: Reading) -> Record:
        record, text, pictures = reading
        return self.articles_kept.keep(path, decode(record, Record), decode(text, Text), decode(pictures, Pictures))

    def write(self, writer: KeyedWriter, contents: list[Plain], name: str) -> None:
        for content in contents:
            writer.write_content(
                content.save_as,
                self.get_template(content.template),
                self.context,
                name,
                (content.record.inputs, content.state, self._linked(content), getattr(content, "neighbours", None)),
                lambda content=content: self.articles_kept.with_text(content),
            )
