"""The importer, run on one file in a process of its own, and what it said."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desk.photos.names import shown_name
from desk.shell.commands import run_command
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from importing.ledger import read_ledger
from importing.report_lines import UNREAD, Line
from plugins.shared.files import write_whole

SECONDS = 180.0  # an office file has sixty (importing/apart.py); a zip may hold many pages
MOST_REPORTS = 200
ROOM, NAME = "reports", re.compile("[0-9a-f]{32}")


class Told(msgspec.Struct):
    """What the importer's report is read for."""

    files: tuple[Line, ...]


@dataclass(frozen=True)
class Imported:
    """name: of the file, as it was sent; lines: one for each article found in it."""

    name: str
    lines: tuple[Line, ...]

    @property
    def drafts(self) -> tuple[Line, ...]:
        """Those that have a file."""
        return tuple(line for line in self.lines if line.file)


def import_file(
    content: Path,
    scratch: Path,
    section: str,
    sent: str,
    saved: int,
    data: bytes,
    seconds: float = SECONDS,
) -> Imported:
    """Writes drafts into `content`; section: its slug; saved: when the file was, in seconds, 0 for
    unknown. An article that came from the same bytes and is still there is told, not written again.

    Raises DeskError with the importer's sentence where there is no article; OSError.
    """
    name = shown_name(sent)
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="import-", dir=scratch) as room:
        # Of its own, so that nothing beside it is taken for the file's pictures, and no other file
        # of this name for an older version of it.
        file, report = Path(room, name, name), Path(room, "report.json")
        file.parent.mkdir()
        file.write_bytes(data)
        if saved:  # the article's date, where the text says none
            os.utime(file, (saved, saved))
        options = {"section": section, "content": content, "report": report}
        given = [f"--{option}={value}" for option, value in options.items()]
        said = _run(["import", str(file), "--again", *given], seconds, name)
        try:
            imported = Imported(name, msgspec.json.decode(report.read_bytes(), type=Told).files)
        except (OSError, msgspec.DecodeError):
            raise DeskError(500, WORDS.importing.failed.format(name=name), said) from None
    if not imported.drafts:
        why = next((line.why for line in imported.lines if line.state == UNREAD), "")
        raise DeskError(422, WORDS.importing.nothing.format(name=name), why)
    return imported


def new_files(content: Path, imported: Imported) -> list[str]:
    """Paths inside content/ of the drafts that were not there before, and of all files that they
    came with."""
    drafts = {
        line.file.partition("/")[2] for line in imported.drafts if line.state in ("new", "updated")
    }
    entries = read_ledger(content).by_key.values() if drafts else ()
    with_them = {path for each in entries if each.file in drafts for path in each.files.values()}
    return sorted(drafts | with_them)


def _run(arguments: list[str], seconds: float, name: str) -> str:
    """The last line that it complained, "" if it did not."""
    try:
        done = run_command("tools.cli", arguments, seconds)
    except subprocess.TimeoutExpired as cause:
        said = WORDS.importing
        raise DeskError(504, said.endless.format(name=name), said.endless_remedy) from cause
    return (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]


def keep_report(scratch: Path, imported: Imported) -> str:
    """The name under which `kept_report` finds it; the oldest are forgotten."""
    room = scratch / ROOM
    name = uuid.uuid4().hex
    write_whole(room / f"{name}.json", msgspec.json.encode(imported))
    kept = sorted(room.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for file in kept[:-MOST_REPORTS]:
        file.unlink(missing_ok=True)
    return name


def kept_report(scratch: Path, name: str) -> bytes:
    """JSON: {name, lines}. Raises DeskError (404)."""
    try:
        if NAME.fullmatch(name):
            return (scratch / ROOM / f"{name}.json").read_bytes()
    except FileNotFoundError:
        pass
    raise DeskError(404, WORDS.importing.no_report)
