"""What is kept of an article goes with it to its new name: versions, unsaved text, its import."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from desk.history import drafts, versions
from desk.history.aside import make_folder
from desk.history.drafts import drafts_of, drop_draft, keep_draft
from desk.shell.desk import Desk
from importing.ledger import read_ledger


def follow(desk: Desk, old: str, new: str) -> None:
    """Paths in content/. Names of versions say when and by whom: none of two is taken. Raises
    OSError; what was not moved then is by the next call."""
    for version in versions.versions(desk, old):
        make_folder(desk, versions.folder_of(desk, new))
        (versions.folder_of(desk, old) / version.name).replace(
            versions.folder_of(desk, new) / version.name
        )
    for draft in drafts_of(desk, old):
        keep_draft(desk, msgspec.structs.replace(draft, path=new))
        drop_draft(desk, old, draft.window)
    ledger = read_ledger(desk.content)  # so that the same Word file is no second article
    for entry in [each for each in ledger.by_key.values() if each.file == old]:
        ledger.note(replace(entry, file=new))
    for folder in (versions.folder_of(desk, old), desk.aside / drafts.FOLDER / old):
        _forget(folder)


def _forget(folder: Path) -> None:
    with suppress(OSError):  # none, or something else lies in it
        folder.rmdir()
