"""Keeps the publisher's folders safe: a build replaces only what an earlier build made."""

import ctypes
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.shared import database
from plugins.shared.errors import PortalError
from plugins.shared.files import discard, write_whole
from plugins.shared.messages import gettext
from tools.file_lock import hold, release, try_hold
from tools.places import CACHE, OUTPUT, ROOMS, ROOT, SCRATCH, shown

NOTES = CACHE / "builds"
SOURCE_ROOMS = (
    "content",
    *ROOMS,
    "benchmarks",
    "deploy",
    "docs",
    "tests",
    ".git",
    ".venv",
)


class OutputError(PortalError):
    """This folder cannot be built into; the text is Vietnamese."""


def check_places(content: Path, output: Path) -> None:
    """Raises OutputError unless a build from `content` may replace `output`; both resolved."""
    if not content.is_dir():
        raise OutputError(gettext("Không có thư mục nội dung {content}.", content=shown(content)))
    if output.is_relative_to(content) or content.is_relative_to(output):
        raise OutputError(
            gettext(
                "Thư mục kết quả {output} và thư mục nội dung {content} nằm trong nhau: "
                "dựng xong sẽ mất bài viết. Hãy chọn thư mục kết quả khác.",
                output=shown(output),
                content=shown(content),
            )
        )
    rooms = [ROOT / name for name in SOURCE_ROOMS]
    if ROOT.is_relative_to(output) or any(output.is_relative_to(room) for room in rooms):
        raise OutputError(
            gettext(
                "Thư mục {output} chứa mã nguồn của dự án. Hãy chọn thư mục kết quả khác.",
                output=shown(output),
            )
        )
    if output.exists() and not output.is_dir():
        raise OutputError(gettext("{output} là một tệp, không phải thư mục.", output=shown(output)))
    if output.is_dir() and any(output.iterdir()) and not is_ours(output):
        raise OutputError(
            gettext(
                "Thư mục {output} đang có tệp mà lệnh này không tạo ra, nên không ghi "
                "đè. Hãy chọn thư mục khác, hoặc tự xóa thư mục này rồi chạy lại.",
                output=shown(output),
            )
        )


def is_ours(output: Path) -> bool:
    """Whether a build made this folder, so that another may replace it."""
    if output == OUTPUT or output.is_relative_to(SCRATCH):
        return True
    note = _note_of(output)
    if not note.is_file():
        return False
    name, *identities = note.read_text("utf-8", "replace").splitlines()[:3] or [""]
    return name == str(output) and _identity(output) in identities


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """Gives a folder beside `output`, not there yet, for what `put_in_place` is to put there.

    Another build into the same folder waits; what a killed build left behind is cleared first.
    """
    lock = hold(_lock_of(output))
    fresh = _fresh_of(output)
    old = _old_of(output)
    try:
        if old.exists() and not output.exists():
            old.rename(output)
        discard(fresh)
        discard(old)
        fresh.parent.mkdir(parents=True, exist_ok=True)
        yield fresh
    finally:
        discard(fresh)
        discard(old)
        release(lock)


def put_in_place(fresh: Path, output: Path) -> Path | None:
    """Makes `fresh` the output; returns where the one before it is now, None if there was none.

    A folder that is not there changes nothing.
    """
    if not fresh.is_dir():
        return None
    old = _old_of(output)
    # Before: whatever a killed build leaves in the output's place is ours.
    _note(output, fresh, output)
    if not output.exists():
        fresh.rename(output)
    elif _exchange(fresh, output):
        fresh.rename(old)
    else:
        output.rename(old)
        try:
            fresh.rename(output)
        except OSError:
            old.rename(output)
            raise
    _forget_vanished()
    _note(output, output)
    return old if old.exists() else None


def cache_of(output: Path) -> Path:
    """What the last build into `output` knew, for the next one; may be deleted at any time."""
    return NOTES / f"{_digest(output)[:16]}.sqlite"


def _exchange(one: Path, other: Path) -> bool:
    """Two folders change places at one instant, where the system can do that (Linux)."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    paths = os.fsencode(one), os.fsencode(other)
    return rename is not None and rename(here, paths[0], here, paths[1], exchange) == 0


def _fresh_of(output: Path) -> Path:
    return output.with_name(f".{output.name}.new")


def _old_of(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _digest(output: Path) -> str:
    return hashlib.sha256(str(output).encode()).hexdigest()


def _lock_of(output: Path) -> Path:
    """A few locks shared by all folders: a lock file must never be deleted while it may be used."""
    return NOTES / f"{_digest(output)[:2]}.lock"


def _note_of(output: Path) -> Path:
    """Notes about a built folder lie outside it, so that they are never published."""
    return NOTES / f"{_digest(output)[:16]}.built"


def _forget_vanished() -> None:
    for note in NOTES.glob("*.built"):
        try:
            output = Path(note.read_text("utf-8", "replace").split("\n")[0])
        except FileNotFoundError:  # another build forgot it just now
            continue
        if output.exists():
            continue
        lock = try_hold(_lock_of(output))
        if lock is None:  # somebody may be building it anew
            continue
        try:
            if not output.exists():
                note.unlink(missing_ok=True)
                database.discard(note.with_suffix(".sqlite"))
        finally:
            release(lock)


def _note(output: Path, *folders: Path) -> None:
    """Which folders may stand in the output's place and be replaced."""
    lines = [str(output), *(_identity(folder) for folder in folders if folder.exists())]
    write_whole(_note_of(output), ("\n".join(lines) + "\n").encode())


def _identity(folder: Path) -> str:
    """Another folder put under the same name later is another folder."""
    status = folder.stat()
    return f"{status.st_dev} {status.st_ino}"
