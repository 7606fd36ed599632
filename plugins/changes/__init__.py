"""A published article is not changed in silence: each release says what its articles say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.writers import Writer

from plugins.changes.silent import silent_changes
from plugins.changes.table import FILE, WordingEntry, around_wording, read_rows
from plugins.changes.wording import wording
from plugins.frontmatter.body import Body
from plugins.shared.contract import Contract
from plugins.shared.generator import PortalGenerator
from plugins.shared.portal import portal_of

CONTRACT = Contract(
    gives=("wording",), needs=("steps", "head"), uses=("outputs", "cache", "lists_key")
)

__all__ = ["FILE", "WordingEntry", "read_rows", "silent_changes"]


def note_wording(content: str, body: Body) -> str:
    """A step that changes nothing and notes a digest of what the article says."""
    body.facts.wording = wording(body.head, body.source)
    return content


class ChangesGenerator(PortalGenerator):
    """Writes the table of what each article says."""

    def generate_output(self, _writer: Writer) -> None:
        """Writes the table, a line an article."""
        portal, contents = self.portal, self.context["generated_content"]
        # A text that is saved changes nothing else of its line.
        make = partial(_lines, contents.values())
        lines = portal.cache.made("lines of wordings", portal.lists_key, make)
        text = "".join([contents[path].wording.join(around) for around, path in lines])
        portal.outputs.write(FILE, text)


def _lines(contents: Iterable[Content]) -> list[tuple[tuple[str, str], str]]:
    """Sorted; each with the article's path."""
    return sorted((around_wording(row), row.file) for row in _rows(contents))


def _rows(contents: Iterable[Content]) -> Iterator[WordingEntry]:
    for each in contents:
        if not each.state and each.head.section:
            yield WordingEntry.of(each.url, each.head, each.relative_source_path, each.wording)


def add_generator(_pelican: Pelican) -> type[ChangesGenerator]:
    """Gives Pelican the generator."""
    return ChangesGenerator


def prepare(pelican: Pelican) -> None:
    """Adds the step."""
    portal_of(pelican.settings).steps["wording"] = note_wording


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
