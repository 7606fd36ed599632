"""One command for everybody: sets everything up the first time, then does what was asked."""

# No f-strings and no built-in generics here: an old Python must get far enough to say it is old.
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
LOCK_FILE = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
BUSY_FILE = ROOT / ".cache" / "set-up.lock"
INSTALL = ["install", "-qq", "--disable-pip-version-check", "--no-input"]
INSTALL += ["--require-hashes", "--only-binary", ":all:", "-r"]


class SetUpFailed(Exception):  # noqa: N818
    """The text says, in Vietnamese and English, what is missing and what to do."""


def say(text: str) -> None:
    """To stderr, in UTF-8 whatever the console was set to."""
    sys.stderr.flush()
    sys.stderr.buffer.write((text + "\n").encode("utf-8"))
    sys.stderr.flush()


def too_old(version: "tuple[int, ...]") -> str:
    """What to say to a Python that is too old; empty when it is new enough."""
    if version >= OLDEST:
        return ""
    found = ".".join(str(part) for part in version[:2])
    return (
        "Cần Python 3.11 trở lên, máy này đang dùng Python " + found + ". "
        "Hãy cài bản mới từ python.org (Windows, macOS) hoặc bằng lệnh "
        "“sudo apt install python3” (Debian, Ubuntu), rồi chạy lại.\n"
        "Python 3.11 or newer is needed; this is Python " + found + "."
    )


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_for(lock: Path) -> str:
    """Changes whenever what is installed has to change."""
    tag = str(sys.implementation.cache_tag)
    return hashlib.sha256(lock.read_bytes()).hexdigest() + " " + tag + "\n"


def is_ready(venv: Path, lock: Path) -> bool:
    stamp = venv / "set-up.stamp"
    return (
        stamp.is_file() and python_of(venv).exists() and stamp.read_text("utf-8") == stamp_for(lock)
    )


def succeeds(command: "list[str]") -> bool:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def finds_module(name: str) -> bool:
    """Asks a new process, because a package may have come since this one started."""
    return succeeds([sys.executable, "-c", "import " + name])


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def installer(venv: Path) -> "list[str]":
    """The command that installs packages into `venv`: its own pip, or else the system's.

    Debian keeps ensurepip, which brings pip into a venv, in a package of its own.
    """
    python = str(python_of(venv))
    if finds_module("ensurepip") and succeeds([python, "-m", "ensurepip"]):
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


def set_up(venv: Path, lock: Path) -> None:
    """Makes `venv` anew from `lock`; the stamp is written last, so that a torn one is redone."""
    try:
        import venv as venvs
    except ImportError:
        raise SetUpFailed(missing_pip()) from None
    (venv / "set-up.stamp").unlink(missing_ok=True)
    venvs.EnvBuilder(clear=True, symlinks=os.name != "nt").create(venv)
    pip = installer(venv)
    if not pip and is_root() and add_debian_pip():
        pip = installer(venv)
    if not pip:
        raise SetUpFailed(missing_pip())
    if subprocess.call([*pip, *INSTALL, str(lock)]) != 0:
        raise SetUpFailed(
            "Chưa cài đặt xong (lý do ở ngay trên). Hãy kiểm tra mạng rồi chạy lại lệnh vừa rồi.\n"
            "The set-up did not finish: the reason is above. Check the network, then run it again."
        )
    (venv / "set-up.stamp").write_text(stamp_for(lock), "utf-8")


def missing_pip() -> str:
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    return (
        "Máy thiếu pip để cài đặt các thư viện. Hãy chạy “sudo apt install " + package + "” "
        "(Debian, Ubuntu) hoặc cài lại Python từ python.org, rồi chạy lại lệnh vừa rồi.\n"
        "pip is missing. Install " + package + " or a Python from python.org, then run it again."
    )


def hold(path: Path) -> int:
    """Waits until no other process holds `path`; the system lets go when this process ends."""
    if sys.platform == "win32":
        handle = try_hold(path)
        while handle is None:
            time.sleep(0.5)
            handle = try_hold(path)
        return handle
    import fcntl

    handle = _open_lock(path)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def try_hold(path: Path) -> "int | None":
    """As `hold`, but without waiting: None where another holds it."""
    handle = _open_lock(path)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _open_lock(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(str(path), os.O_RDWR | os.O_CREAT)


def release(handle: int) -> None:
    os.close(handle)


def make_ready(venv: Path, lock: Path, busy: Path) -> None:
    if is_ready(venv, lock):
        return
    handle = hold(busy)
    try:
        if is_ready(venv, lock):
            return
        first = not (venv / "set-up.stamp").exists()
        say("Đang cài đặt lần đầu, chừng một phút…" if first else "Đang cập nhật các thư viện…")
        set_up(venv, lock)
    finally:
        release(handle)


def run_task(arguments: "list[str]") -> int:
    """Runs the task in the caller's folder, so that paths in `arguments` mean what they say."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    command = [str(python_of(VENV)), "-P", "-m", "tools.cli", *arguments]
    if os.name != "nt":
        # Becoming the task leaves nobody between it and Ctrl-C or SIGTERM.
        os.execve(command[0], command, environment)  # noqa: S606
    task = subprocess.Popen(command, env=environment)
    while True:
        try:
            return task.wait()
        except KeyboardInterrupt:
            continue


def main(arguments: "list[str]") -> int:
    if Path(sys.prefix).resolve() == VENV and not is_ready(VENV, LOCK_FILE):
        # Windows cannot replace a Python that is running.
        return subprocess.call([sys._base_executable, __file__, *arguments])  # type: ignore[attr-defined]
    try:
        make_ready(VENV, LOCK_FILE, BUSY_FILE)
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        say("Đã dừng khi chưa cài đặt xong; lần chạy sau sẽ làm lại từ đầu.")
        return 130
    return run_task(arguments)


if __name__ == "__main__":
    complaint = too_old(sys.version_info[:3])
    if complaint:
        say(complaint)
        sys.exit(1)
    sys.exit(main(sys.argv[1:]))
