"""Which deeds can be taken back as things are: what was not taken back yet, nor changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from desk.journal.lines import Entry
from desk.shell.deeds import Change, Deed, Kind
from plugins.links.files import ARTICLE_SUFFIX
from plugins.redirects.table import FILE as TABLE

# What stays: photos and files may be shown elsewhere, a bin that was emptied is empty.
FOR_GOOD: tuple[Kind, ...] = ("photo", "file", "empty")

# open: can be taken back; undone: was; later: its files were changed since; for_good: never can.
Standing = Literal["open", "undone", "later", "for_good"]


@dataclass(frozen=True)
class Facts:
    """What later deeds mean for earlier ones. now: digest of each file as the last deed left it;
    last: by target the id of the last publication or way back; undone_by: by id that of the last
    deed that took it back; moves: (old, new, moment), the oldest first."""

    now: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    undone_by: Mapping[str, str] = field(default_factory=dict)
    moves: Sequence[tuple[str, str, datetime]] = ()


def texts_of(deed: Deed) -> tuple[Change, ...]:
    """What is taken back of it: photos and files stay."""
    return tuple(
        change
        for change in deed.changes
        if change.path.endswith(ARTICLE_SUFFIX) or change.path == TABLE
    )


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same changes the other way round."""
    return tuple(Change(change.path, change.after, change.before) for change in changes)


def facts_of(entries: Iterable[Entry]) -> Facts:
    """entries: the oldest first."""
    now: dict[str, str] = {}
    last: dict[str, str] = {}
    undone_by: dict[str, str] = {}
    moves = []
    for entry in entries:
        deed = entry.deed
        for change in deed.changes:
            now[change.path] = change.after
        if deed.target:
            last[deed.target] = deed.id
        if deed.undoes:
            undone_by[deed.undoes] = deed.id
        if len(deed.changes) > 1 and deed.moved:
            moves.append((*deed.moved, entry.at))
    return Facts(now, last, undone_by, moves)


def standing_of(deed: Deed, facts: Facts) -> Standing:
    """Whether a deed can be taken back, and if not, why."""
    if deed.id in facts.undone_by and not _is_undone(facts.undone_by[deed.id], facts):
        return "undone"
    texts = texts_of(deed)
    if deed.kind in FOR_GOOD or not (deed.before or texts):
        return "for_good"
    if deed.target:
        is_as_left = facts.last[deed.target] == deed.id
    else:
        is_as_left = all(facts.now[text.path] == text.after for text in texts)
    return "open" if is_as_left else "later"


def _is_undone(id: str, facts: Facts) -> bool:
    """What took something back may have been taken back itself."""
    is_undone = False
    while id in facts.undone_by:
        id, is_undone = facts.undone_by[id], not is_undone
    return is_undone


def place_now(entry: Entry, facts: Facts) -> str:
    """Where the article of the deed is now, as far as the journal knows; "" for no article."""
    deed = entry.deed
    path = deed.moved[1] if deed.moved else deed.paths[0] if deed.paths else ""
    for old, new, moment in facts.moves:
        if moment > entry.at and old == path:
            path = new
    return path
