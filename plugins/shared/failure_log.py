"""What went wrong inside the software is kept whole in a file, for whoever mends it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from plugins.shared.messages import gettext

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "build" / "nhat-ky-loi.txt"
# Of a full log, which makes room for a new one.
OLDER = ".cu"
MOST_BYTES = 1_000_000
# Of one entry: its beginning says where it happened, its end what.
MOST_LETTERS = 100_000


def record(cause: BaseException, about: str = "") -> str:
    """Appends the whole chain of causes; returns as `record_text`. about: an article's path."""
    return record_text("".join(traceback.format_exception(cause)), about)


def record_text(text: str, about: str = "") -> str:
    """Where it was written, as a person would type it; empty where no folder takes it."""
    entry = _entry(text, about).encode("utf-8", "backslashreplace")
    for choose in (_own, _temporary):
        try:
            file = choose()
            _append(file, entry)
        except OSError:
            continue
        return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else str(file)
    return ""


def send(place: str) -> str:
    """What to do with what `record` has written to `place`, as a sentence without its full stop."""
    if not place:
        return gettext("hãy chép lại câu này cho người phụ trách phần mềm (không ghi được nhật ký)")
    return gettext("hãy gửi tệp {place} cho người phụ trách phần mềm", place=place)


def in_short(cause: BaseException) -> str:
    """`ValueError: …`, on one line."""
    words = " ".join(str(cause).split())
    words = words if len(words) <= 160 else words[:160] + "…"
    name = type(cause).__name__
    return f"{name}: {words}" if words else name


def _own() -> Path:
    return LOG


def _temporary() -> Path:
    """Another user may have a file of that name."""
    user = os.getuid() if sys.platform != "win32" else 0
    return Path(tempfile.gettempdir()) / f"{LOG.stem}-{user}{LOG.suffix}"


def _entry(text: str, about: str) -> str:
    if len(text) > MOST_LETTERS:
        half = MOST_LETTERS // 2
        text = f"{text[:half]}\n[…]\n{text[-half:]}"
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    machine = f"Python {platform.python_version()}, {platform.platform()}"
    lines = [f"=== {moment} | {machine}", f"{sys.argv}"]
    return "\n".join([*lines, *([about] if about else []), text.rstrip(), "", ""])


def _append(file: Path, entry: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size + len(entry) > MOST_BYTES:
        file.replace(file.with_name(f"{file.stem}{OLDER}{file.suffix}"))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(file, flags, 0o600), "wb") as log:
        log.write(entry)
