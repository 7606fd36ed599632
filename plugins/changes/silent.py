"""A publisher learns which articles say something else than before without telling the reader."""

from __future__ import annotations

from plugins.changes.table import WordingEntry, read_rows


def silent_changes(before: str, after: str) -> list[WordingEntry]:
    """The rows of `after` that changed without a word, by address.

    before, after: the tables of two releases; an empty one is no cause for a warning.
    """
    old, new = read_rows(before), read_rows(after)
    return [
        new[address]
        for address in sorted(old.keys() & new.keys())
        if is_silent(old[address], new[address])
    ]


def is_silent(old: WordingEntry, new: WordingEntry) -> bool:
    """Whether the article says something else and does not say so."""
    if (old.wording, old.modified) == (new.wording, new.modified):
        return False
    # A `minor` that stayed from the last time speaks of that time.
    minor = new.minor and (not old.minor or old.modified != new.modified)
    return new.notes <= old.notes and not minor
