"""An article as a line of the list shows it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.history.moments import show_moment
from desk.listing.record import Record, State
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.frontmatter.kinds import KINDS
from plugins.frontmatter.schema import Schema
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import show_date


@dataclass(frozen=True)
class Row:
    """date: `Thứ Hai, 11/12/2023`, "" where there is none; changed: `30/11/2026 14:05`; errors: how
    many `check` knows of; is_read: as in Record."""

    path: str
    title: str
    section: str
    kind: str
    state: State
    state_name: str
    date: str
    author: str
    changed: str
    errors: int
    is_read: bool


def row_of(record: Record, sections: Mapping[str, str], errors: int, now: float) -> Row:
    """A line of the list; now: seconds since 1970."""
    state = record.state(now)
    return Row(
        path=record.path,
        title=record.title or record.path,
        section=sections.get(record.section, ""),
        kind=KINDS[record.kind],
        state=state,
        state_name=WORDS.listing.states[state],
        date=show_date(record.date, record.has_time) if record.date else "",
        author=", ".join(record.authors),
        changed=show_moment(record.changed),
        errors=errors,
        is_read=record.is_read,
    )


def section_titles(schema: Schema) -> dict[str, str]:
    """By slug; pages are named as a section is."""
    titles = {section.slug: section.title for section in schema.sections}
    return {**titles, schema.page_folder: WORDS.listing.pages}


def errors_by_path(desk: Desk) -> dict[str, int]:
    """Of each article that has some, by its path inside content/."""
    top = f"{desk.content.name}/"
    return {
        path.removeprefix(top): count
        for path, problems in desk.problems().items()
        if (count := _errors(problems))
    }


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)
