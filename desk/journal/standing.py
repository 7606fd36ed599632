"""Which deeds can be taken back as things are: what was not taken back yet, nor changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desk.journal.lines import Entry
from desk.shell.deeds import Change, Deed, Kind
from plugins.links.files import ARTICLE_SUFFIX
from plugins.redirects.table import FILE as TABLE
from plugins.vietnamese.text import fold

# What stays: photos and files may be shown elsewhere, a bin that was emptied is empty.
FOR_GOOD: tuple[Kind, ...] = ("photo", "file", "empty")

# open: can be taken back; undone: was; later: its files were changed since; for_good: never can.
Standing = Literal["open", "undone", "later", "for_good"]


@dataclass(frozen=True, slots=True)
class Known:
    """path: where the article is now, as far as the journal knows; searched: folded, for search;
    undoes: the deed that it takes back, None where there is none."""

    entry: Entry
    standing: Standing
    path: str
    searched: str
    undoes: Deed | None


def texts_of(deed: Deed) -> tuple[Change, ...]:
    """What is taken back of it: photos and files stay."""
    return tuple(
        change
        for change in deed.changes
        if change.path.endswith(ARTICLE_SUFFIX) or change.path == TABLE
    )


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(Change(change.path, change.after, change.before) for change in changes)


def standings(entries: Iterable[Entry]) -> list[Known]:
    """entries: the newest first, and so is what is given."""
    entries = list(entries)
    by_id = {entry.deed.id: entry.deed for entry in entries}
    undone: set[str] = set()
    # As the newest deed left it: digests of files, releases of targets, names of articles.
    now: dict[str, str] = {}
    live: dict[str, str] = {}
    name_now: dict[str, str] = {}
    found = []
    for entry in entries:
        deed = entry.deed
        texts = texts_of(deed)
        is_undone = deed.id in undone
        if deed.undoes and not is_undone:
            undone.add(deed.undoes)
        is_as_left = all(now.get(text.path, text.after) == text.after for text in texts)
        if deed.target:
            is_as_left = live.setdefault(deed.target, deed.release) == deed.release
        can_be = deed.kind not in FOR_GOOD and (deed.before if deed.target else texts)
        path = deed.moved[1] if deed.moved else deed.paths[0] if deed.paths else ""
        found.append(
            Known(
                entry,
                _standing(is_undone, bool(can_be), is_as_left),
                name_now.get(path, path),
                fold(" ".join((deed.title, *deed.paths))),
                by_id.get(deed.undoes),
            )
        )
        if deed.moved:
            old, new = deed.moved
            name_now[old] = name_now.get(new, new)
        for text in texts:
            now.setdefault(text.path, text.after)
    return found


def _standing(is_undone: bool, can_be: bool, is_as_left: bool) -> Standing:
    if is_undone:
        return "undone"
    return ("open" if is_as_left else "later") if can_be else "for_good"
