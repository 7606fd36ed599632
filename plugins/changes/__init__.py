"""A published article is not changed in silence: each release says what its articles say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.changes.silent import silent_changes
from plugins.changes.table import FILE, Row, read_rows, write_rows
from plugins.changes.wording import wording
from plugins.frontmatter.reader import Body
from plugins.outputs import Outputs, outputs_of

__all__ = ["FILE", "Row", "silent_changes"]


def note_wording(content: str, body: Body) -> str:
    body.facts["wording"] = wording(body.head, body.source)
    return content


class ChangesGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_output(self, _writer: Any) -> None:
        outputs = outputs_of(self.settings)
        contents: dict[str, Any] = self.context["generated_content"]
        before = rows_before(outputs)
        if before is None:
            rows = _rows(contents.values())
        else:
            touched = {path for path, each in contents.items() if each.fresh}
            touched |= outputs.changed or set()
            kept = (row for row in before if row.file not in touched)
            rows = chain(kept, _rows(contents[path] for path in touched & contents.keys()))
        outputs.write(FILE, write_rows(rows))


def rows_before(outputs: Outputs) -> list[Row] | None:
    """Of the last build; None where it is not known which of them are another's now."""
    text = outputs.earlier(FILE) if outputs.changed is not None else None
    if text is None:
        return None
    rows = list(read_rows(text).values())
    # A name with a line break in it makes lines that nobody can read.
    return rows if len(rows) == text.count("\n") else None


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
