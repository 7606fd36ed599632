"""A published article is not changed in silence: each release says what its articles say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.changes.silent import silent_changes
from plugins.changes.table import FILE, Row, replace_rows, write_rows
from plugins.changes.wording import wording
from plugins.frontmatter.reader import Body
from plugins.outputs import outputs_of

__all__ = ["FILE", "Row", "silent_changes"]


def note_wording(content: str, body: Body) -> str:
    body.facts["wording"] = wording(body.head, body.source)
    return content


class ChangesGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_output(self, _writer: Any) -> None:
        outputs = outputs_of(self.settings)
        contents = self.context["generated_content"].values()
        before = outputs.earlier(FILE) if outputs.lists_are_alike else None
        if before is None:
            outputs.write(FILE, write_rows(_rows(contents)))
        else:  # which articles there are, and where, is as it was
            read_again = _rows(each for each in contents if each.fresh)
            outputs.write(FILE, replace_rows(before, read_again))


def _rows(contents: Iterable[Any]) -> Iterator[Row]:
    for each in contents:
        if not each.state and each.head.section:
            yield Row.of(each.head, each.relative_source_path, each.wording)


def add_generator(_pelican: Any) -> type[ChangesGenerator]:
    return ChangesGenerator


def prepare(pelican: Any) -> None:
    pelican.settings["PORTAL_BODY_STEPS"].append(note_wording)


def register() -> None:
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
