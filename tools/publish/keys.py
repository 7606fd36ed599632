"""Why a key of ssh's was of no use: a command that nobody watches cannot ask for its passphrase."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

MOST_SECONDS = 20


def locked_key(ssh: Sequence[str]) -> str:
    """The first key that ssh would use and that is neither open nor in the agent; empty if there is
    none. ssh: the command with its options and host."""
    program, *rest = ssh
    held = _lines("ssh-add", "-L")
    for line in _lines(program, "-G", *rest):
        name, _, value = line.partition(" ")
        file = Path(value).expanduser()
        if name == "identityfile" and _is_locked(file) and not _is_held(file, held):
            return str(file)
    return ""


def _is_locked(file: Path) -> bool:
    if not file.is_file():
        return False
    # Without a passphrase it prints the public half.
    tried = _run("ssh-keygen", "-y", "-P", "", "-f", str(file))
    return tried is not None and tried.returncode != 0 and "passphrase" in tried.stderr


def _is_held(file: Path, held: Sequence[str]) -> bool:
    """Whether the agent has it: then the passphrase was not the trouble."""
    public = file.with_name(f"{file.name}.pub")
    try:
        key = public.read_text("utf-8").split()[1]
    except (OSError, IndexError, ValueError):
        return False
    return any(key in line.split() for line in held)


def _lines(*command: str) -> list[str]:
    ended = _run(*command)
    return ended.stdout.splitlines() if ended and ended.returncode == 0 else []


def _run(*command: str) -> subprocess.CompletedProcess[str] | None:
    """None where the program is not there, or does not end."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=MOST_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
