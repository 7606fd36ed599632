"""A publisher's command in a process of its own, which goes on when window and desk are closed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from desk.shell.commands import run_command
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from tools.console import python_command, python_environment
from tools.file_lock import release, try_hold
from tools.places import ROOT
from tools.publish.lines import Ended, Line, Releases, lock_of, read_lines

# The last look at what would change; the last publication or way back.
Work = Literal["plan", "run"]
WORKS: tuple[Work, ...] = ("plan", "run")
PROGRAM = "tools.publish.command"
PAUSE = 0.02  # seconds
ENDING_SECONDS = 30.0
LISTING_SECONDS = 180.0
MOST_DETAILS = 20_000  # letters


def start(desk: Desk, work: Work, arguments: Sequence[str]) -> None:
    """Returns once the command is at work; one call at a time.

    Raises DeskError (423) while another is, (500) where it did not come to that.
    """
    refuse_second(desk)
    lines, said = _lines(desk, work), _said(desk, work)
    lines.parent.mkdir(parents=True, exist_ok=True)
    lines.unlink(missing_ok=True)
    with said.open("wb") as output:
        process = subprocess.Popen(
            python_command(PROGRAM, _arguments(desk, arguments, lines)),
            env=python_environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **_of_its_own(),
        )
    threading.Thread(target=process.wait, daemon=True).start()
    while not lines.exists():
        if process.poll() is not None:
            raise DeskError(500, WORDS.publishing.not_begun, details(desk, work))
        time.sleep(PAUSE)


def refuse_second(desk: Desk) -> None:
    """Raises DeskError (423) while a command is at work; one that told its end is waited for."""
    end = time.monotonic() + ENDING_SECONDS
    while is_busy(desk):
        if any(is_open(read_lines(_lines(desk, work))) for work in WORKS) or time.monotonic() > end:
            raise DeskError(423, WORDS.publishing.busy, WORDS.publishing.busy_remedy)
        time.sleep(PAUSE)


def is_busy(desk: Desk) -> bool:
    """Whether a command of a desk of this project is at work; the system lets go at its death."""
    handle = try_hold(lock_of(_lines(desk, "run")))
    if handle is not None:
        release(handle)
    return handle is None


def is_open(lines: Sequence[Line]) -> bool:
    """Whether it has begun and not told its end."""
    return bool(lines) and not isinstance(lines[-1], Ended)


def lines_of(desk: Desk, work: Work) -> list[Line]:
    """Of the last such work; empty where there was none."""
    return read_lines(_lines(desk, work))


def details(desk: Desk, work: Work) -> str:
    """The end of what the command printed."""
    try:
        return _said(desk, work).read_text("utf-8", "replace")[-MOST_DETAILS:].strip()
    except FileNotFoundError:
        return ""


def list_releases(desk: Desk, target: str) -> Releases:
    """Raises DeskError with the command's sentence."""
    desk.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="releases-", dir=desk.scratch) as room:
        lines = Path(room, "releases.jsonl")
        try:
            said = _arguments(desk, ["releases", target], lines)
            done = run_command(PROGRAM, said, LISTING_SECONDS)
        except subprocess.TimeoutExpired as cause:
            raise DeskError(504, WORDS.publishing.outcomes.unreachable) from cause
        found = next((each for each in read_lines(lines) if isinstance(each, Releases)), None)
    if found is None:
        raise DeskError(502, WORDS.publishing.not_listed, done.stderr.decode(errors="replace"))
    return found


def _arguments(desk: Desk, arguments: Sequence[str], lines: Path) -> list[str]:
    return [*arguments, "--settings", str(desk.publish_settings), "--lines", str(lines)]


def _lines(desk: Desk, work: Work) -> Path:
    return desk.scratch / "publishing" / f"{work}.jsonl"


def _said(desk: Desk, work: Work) -> Path:
    return desk.scratch / "publishing" / f"{work}.txt"


def _of_its_own() -> dict[str, Any]:
    """Neither a closed terminal nor Ctrl-C there reaches it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
