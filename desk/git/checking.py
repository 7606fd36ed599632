"""Now and then, while somebody looks, it is asked what others have sent: nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from desk.git.exchanging import opened, refused
from desk.git.remote import fetch
from desk.git.running import GitError
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from plugins.shared.files import write_whole

EVERY_SECONDS = 300.0


class Checked(msgspec.Struct, frozen=True):
    """moment: in seconds since 1970; sentence, remedy: "" where the others could be reached."""

    moment: float
    sentence: str = ""
    remedy: str = ""


def check(desk: Desk) -> Checked:
    """Asks now. Raises OSError."""
    try:
        fetch(desk, *opened(desk))
        checked = Checked(time.time())
    except GitError as cause:
        why = refused(cause.fault)
        checked = Checked(time.time(), why.sentence, why.remedy)
    except DeskError as why:
        checked = Checked(time.time(), why.sentence, why.remedy)
    _write(desk, checked)
    return checked


def last_check(desk: Desk) -> Checked | None:
    """What was found out last, None where nothing was."""
    try:
        return msgspec.json.decode(_file(desk).read_bytes(), type=Checked)
    except (OSError, msgspec.DecodeError):
        return None


def check_in_background(desk: Desk, begin: Callable[[Callable[[], object]], object]) -> None:
    """If the last time was EVERY_SECONDS ago. begin: a work that nobody waits for."""
    last = last_check(desk)
    if last is None or abs(time.time() - last.moment) > EVERY_SECONDS:
        # Before it has ended: others who look meanwhile begin no second one.
        begun = Checked(time.time(), last.sentence, last.remedy) if last else Checked(time.time())
        _write(desk, begun)
        begin(lambda: check(desk))


def in_thread(work: Callable[[], object]) -> None:
    """Nobody waits for `work`."""
    threading.Thread(target=work, daemon=True).start()


def _write(desk: Desk, checked: Checked) -> None:
    write_whole(_file(desk), msgspec.json.encode(checked))


def _file(desk: Desk) -> Path:
    return desk.scratch / "git" / "checked.json"
