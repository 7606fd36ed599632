"""One command for everybody: sets everything up the first time, then does what was asked."""

# An old Python must get far enough to say it is old: no f-strings and no built-in generics here,
# and what is imported when it has been found new enough.
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

OLDEST = (3, 11)
OLDEST_ON_WINDOWS_ARM = (3, 12)  # PyYAML has no wheel for an older one
ROOT = Path(__file__).resolve().parent
LOCK_FILE = ROOT / "requirements.lock"
LOCAL_FILE = ROOT / "requirements.local.txt"  # packages of one's own: a plugin, a theme
TEST_LOCK_FILE = ROOT / "requirements-test.lock"  # all of the first in the same versions, and more
VENV = ROOT / ".venv"
BUSY_FILE = ROOT / ".cache" / "set-up.lock"


def too_old(version: "tuple[int, ...]", platform: str = "") -> str:
    """What to say to a Python that is too old; empty when it is new enough.

    platform: as sysconfig.get_platform() names it.
    """
    oldest = OLDEST_ON_WINDOWS_ARM if platform == "win-arm64" else OLDEST
    if version >= oldest:
        return ""
    found = ".".join(str(part) for part in version[:2])
    needed = ".".join(str(part) for part in oldest)
    return (
        "Cần Python " + needed + " trở lên, máy này đang dùng Python " + found + ". "
        "Hãy cài bản mới từ python.org (Windows, macOS) hoặc bằng lệnh "
        "“sudo apt install python3” (Debian, Ubuntu), rồi chạy lại.\n"
        "Python " + needed + " or newer is needed; this is Python " + found + "."
    )


def locks_for(arguments: "list[str]") -> "list[Path]":
    locks = [LOCK_FILE, LOCAL_FILE] if LOCAL_FILE.exists() else [LOCK_FILE]
    return [*locks, TEST_LOCK_FILE] if arguments[:1] == ["test"] else locks


def run_task(python: Path, arguments: "list[str]") -> int:
    """Runs the task in the caller's folder, so that paths in `arguments` mean what they say."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    command = [str(python), "-P", "-m", "tools.cli", *arguments]
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
    from tools.set_up import SetUpError, is_ready, make_ready, python_of, say, unusable

    locks = locks_for(arguments)
    if Path(sys.prefix).resolve() == VENV and not all(is_ready(VENV, lock) for lock in locks):
        # Windows cannot replace a Python that is running.
        return subprocess.call([sys._base_executable, __file__, *arguments])  # type: ignore[attr-defined]
    try:
        make_ready(VENV, locks, BUSY_FILE)
    except SetUpError as failure:
        say(str(failure))
        return 1
    except OSError as failure:
        say(unusable(failure))
        return 1
    except KeyboardInterrupt:
        say("Đã dừng khi chưa cài đặt xong; lần chạy sau sẽ làm lại từ đầu.")
        return 130
    return run_task(python_of(VENV), arguments)


if __name__ == "__main__":
    complaint = too_old(sys.version_info[:3], sysconfig.get_platform())
    if complaint:
        sys.stderr.buffer.write((complaint + "\n").encode("utf-8"))
        sys.exit(1)
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
