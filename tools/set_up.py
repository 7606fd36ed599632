"""The first command on a machine brings every library, the later ones what has changed.

Imports nothing but what comes with Python: there is nothing else yet.
"""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from plugins.shared.errors import PortalError
from tools.file_lock import hold, release
from tools.pip_progress import INSTALLING, OneLine, is_cut_off, run_pip

INSTALL = ["install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
# Without a network each retry fails too; what was downloaded is not asked for a second time.
INSTALL += ["--retries", "1", "--timeout", "15"]
LOCKED = ["--require-hashes", "--only-binary", ":all:"]
# Words of pip or the system, and what they mean for whoever sets up; the first that fits.
REASONS = (
    (
        ("No space left", "Errno 28", "not enough space"),
        "hết chỗ trên đĩa. Hãy xóa bớt tệp rồi chạy lại lệnh vừa rồi.",
        "the disk is full.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "một thư viện tải về không đúng mã đã ghi. Hãy chạy lại; vẫn thế thì đừng dùng mạng này.",
        "a download is not what the lock says.",
    ),
    (
        ("connection broken", "timed out", "NewConnectionError", "ProxyError", "SSLError"),
        "không tải được các thư viện. Hãy kiểm tra mạng rồi chạy lại lệnh vừa rồi.",
        "no packages could be downloaded. Check the network, then run it again.",
    ),
    (
        ("No matching distribution",),
        "có thư viện chưa có bản cho máy này. Hãy xem mục “Where it runs” trong README.md.",
        "a package has no wheel for this machine: see README.md, “Where it runs”.",
    ),
    (("",), "hãy chạy lại lệnh vừa rồi.", "run it again."),
)


FIRST = "Đang cài đặt lần đầu, chừng một phút… / Setting up for the first time, about a minute…"
UPDATE = "Đang cập nhật các thư viện… / Updating packages…"
NO_NETWORK = (
    "Không có mạng, hay mạng này chặn pypi.org, mà máy còn phải tải các thư viện. Hãy nối mạng rồi "
    "chạy lại lệnh vừa rồi.\n"
    "No network, or pypi.org is blocked, and packages have to be downloaded. Connect, then run it "
    "again."
)


class SetUpError(PortalError):
    """The text says, in Vietnamese and English, what is missing and what to do."""


def say(text: str) -> None:
    """To stderr, in UTF-8 whatever the console was set to."""
    sys.stderr.flush()
    sys.stderr.buffer.write((text + "\n").encode("utf-8"))
    sys.stderr.flush()


def python_of(venv: Path) -> Path:
    """The Python of a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_for(lock: Path) -> str:
    """Changes whenever what is installed has to change."""
    tag = str(sys.implementation.cache_tag)
    return hashlib.sha256(lock.read_bytes()).hexdigest() + " " + tag + "\n"


def stamp_of(venv: Path, lock: Path) -> Path:
    """Where it says which lock was installed."""
    return venv / (lock.stem + ".stamp")


def is_ready(venv: Path, lock: Path) -> bool:
    """Whether just what the lock has is installed."""
    stamp = stamp_of(venv, lock)
    return (
        stamp.is_file()
        and python_of(venv).exists()
        and stamp.read_bytes() == stamp_for(lock).encode()
    )


def succeeds(command: list[str]) -> bool:
    """Whether a command ends with 0; what it says is dropped."""
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def finds_module(name: str) -> bool:
    """Asks a new process, because a package may have come since this one started."""
    return succeeds([sys.executable, "-c", "import " + name])


def is_root() -> bool:
    """Whether packages of the system can be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def installer(venv: Path) -> list[str]:
    """The command that installs packages into `venv`: its own pip, or else the system's.

    Debian keeps ensurepip, which brings pip into a venv, in a package of its own.
    """
    python = str(python_of(venv))
    if finds_module("ensurepip") and succeeds([python, "-m", "ensurepip", "--default-pip"]):
        return [python, "-m", "pip"]
    outside = [sys.executable, "-m", "pip", "--python", python]
    return outside if succeeds([*outside, "--version"]) else []


def add_debian_pip() -> bool:
    """As root on Debian or Ubuntu, installs the package that the set-up lacks."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    try:
        return succeeds([*quiet, "update"]) and succeeds(
            ["env", "DEBIAN_FRONTEND=noninteractive", *quiet, "install", "-y", package]
        )
    except FileNotFoundError:
        return False


def make_venv(venv: Path) -> None:
    """An empty one, whatever was there."""
    try:
        import venv as venvs
    except ImportError:
        raise SetUpError(missing_pip()) from None
    venvs.EnvBuilder(clear=True, symlinks=os.name != "nt").create(venv)


def pip_for(venv: Path) -> list[str]:
    """As `installer`, which root gets on Debian where it is missing. Raises SetUpError."""
    pip = installer(venv)
    if not pip and is_root() and add_debian_pip():
        pip = installer(venv)
    if not pip:
        raise SetUpError(missing_pip())
    return pip


def install(venv: Path, pip: list[str], lock: Path, log: Path) -> None:
    """Adds what `lock` names; the stamp is written last, so that a torn set-up is redone.

    Other files than `.lock` are somebody's own list, without hashes.
    """
    stamp = stamp_of(venv, lock)
    stamp.write_bytes(b"")
    options = INSTALL + LOCKED if lock.suffix == ".lock" else INSTALL
    line = OneLine(say)
    code = run_pip([*pip, *options, "-r", str(lock)], lock, log, line.show)
    line.end()
    if code != 0:
        told = log.read_text("utf-8", "replace")
        if INSTALLING not in told:
            stamp.unlink()  # pip downloads everything before it touches anything
        raise SetUpError(unfinished(told, lock, log))
    stamp.write_text(stamp_for(lock), "utf-8")


def unfinished(told: str, lock: Path, log: Path) -> str:
    """What to say when pip, which told `told`, has failed at `lock`."""
    vietnamese, english = next(
        sentences for words, *sentences in REASONS if any(word in told for word in words)
    )
    return (
        "Chưa cài đặt xong " + lock.name + ": " + vietnamese + " Chi tiết: " + str(log) + "\n"
        "The set-up of " + lock.name + " did not finish: " + english
    )


def unusable(failure: OSError) -> str:
    """What to say when a file of the set-up could not be read or written."""
    place = str(failure.filename or "tệp")
    if failure.errno == errno.ENOSPC:
        trouble, remedy = "hết chỗ trên đĩa", "xóa bớt tệp"
        english = "the disk is full. Delete some files, then run it again."
    else:
        locked = failure.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
        trouble = ("không được ghi vào " if locked else "không đọc hay ghi được ") + place
        remedy = "chép cả thư mục phần mềm sang nơi bạn được ghi vào, như Documents hay ổ đĩa khác"
        english = (
            f"{place} can't be {'written' if locked else 'read or written'}. Copy the whole folder "
            "to where you may write, then run it again."
        )
    return f"Chưa cài đặt được: {trouble}. Hãy {remedy}, rồi chạy lại.\nNot set up: {english}"


def missing_pip() -> str:
    """What to say then, in both languages."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    return (
        "Máy thiếu pip để cài đặt các thư viện. Hãy chạy “sudo apt install " + package + "” "
        "(Debian, Ubuntu) hoặc cài lại Python từ python.org, rồi chạy lại lệnh vừa rồi.\n"
        "pip is missing. Install " + package + " or a Python from python.org, then run it again."
    )


def make_ready(venv: Path, locks: list[Path], busy: Path) -> None:
    """Installs what is missing of `locks`, one after the other.

    busy: a file that is held meanwhile; the log of pip is kept beside it. Raises SetUpError, and
    OSError where a file can't be read or written.
    """
    if all(is_ready(venv, lock) for lock in locks):
        return
    handle = hold(busy)
    try:
        missing = [lock for lock in locks if not is_ready(venv, lock)]
        if not missing:
            return
        if is_cut_off():
            raise SetUpError(NO_NETWORK)
        # A stamp that says something else is of an older set-up, or of an interrupted one.
        if locks[0] in missing or any(stamp_of(venv, lock).exists() for lock in missing):
            say(UPDATE if venv.exists() else FIRST)
            make_venv(venv)
            missing = locks
        else:
            names = ", ".join(lock.name for lock in missing)
            say(f"Đang cài thêm các thư viện của {names}… / Adding packages of {names}…")
        pip = pip_for(venv)
        for lock in missing:
            install(venv, pip, lock, busy.with_suffix(".log"))
    finally:
        release(handle)
