"""What somebody chose stays chosen when the window is closed in the middle."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from desk.shell.desk import Desk
from plugins.shared.files import write_whole

KEPT_SECONDS = 30 * 86_400.0


class Choice(msgspec.Struct, frozen=True):
    """text: of a place, or a word for whole files; made: in seconds since 1970."""

    text: str
    made: float


def read_choices(desk: Desk) -> dict[str, str]:
    """By the name of what was asked, which is another when the texts are."""
    return {name: choice.text for name, choice in _read(_file(desk)).items()}


def choose(desk: Desk, name: str, text: str | None) -> None:
    """None: not chosen after all. Raises OSError."""
    now = time.time()
    choices = _read(_file(desk))
    kept = {key: each for key, each in choices.items() if each.made > now - KEPT_SECONDS}
    kept.pop(name, None)
    if text is not None:
        kept[name] = Choice(text, now)
    write_whole(_file(desk), msgspec.json.encode(kept))


def _file(desk: Desk) -> Path:
    return desk.scratch / "merging" / "choices.json"


def _read(file: Path) -> dict[str, Choice]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Choice])
    except (OSError, msgspec.DecodeError):
        return {}
