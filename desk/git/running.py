"""The installed Git, run so that it never asks, never waits for ever, and runs no other program.

Hooks are off: what they print or refuse nobody at the desk would see, and a folder of hooks may be
among what was fetched. Only addresses of files, https, http and ssh are opened.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args

LOCAL_SECONDS = 30.0
NETWORK_SECONDS = 120.0
ENDING_SECONDS = 5.0
MOST_DETAILS = 4_000  # letters

# What went wrong, as far as an editor can do something about it.
Fault = Literal[
    "offline", "slow", "password", "rights", "no_remote", "faster", "locked", "changed_here",
    "owner", "full", "no_git", "other",
]  # fmt: skip
FAULTS: tuple[Fault, ...] = get_args(Fault)

# Of Git's English messages; the first that fits. Before `offline`, what says more than that.
SIGNS: tuple[tuple[Fault, str], ...] = (
    ("faster", r"\[rejected\]|\[remote rejected\].*(?:failed to update ref|cannot lock ref)"),
    ("rights", r"\[remote rejected\]|returned error: 403|not allowed to push|Write access"
               r"|insufficient permission|unable to write|permission denied to|read-only"),
    ("password", r"Authentication failed|could not read (?:Username|Password)|Permission denied \("
                 r"|terminal prompts disabled|Host key verification failed|returned error: 401"),
    ("no_remote", r"does not appear to be a git repository|[Rr]epository .*not found"
                  r"|returned error: 404|transport '.*' not allowed|Invalid path"),
    ("offline", r"[Cc]ould not resolve|Connection refused|Couldn't connect|Failed to connect"
                r"|Network is unreachable|No route to host|Could not read from remote|timed out"
                r"|unable to access|Connection (?:reset|closed)|hung up unexpectedly|early EOF"),
    ("locked", r"Unable to create '.*\.lock': File exists|cannot lock ref|Another git process"),
    ("changed_here", r"not uptodate|would be overwritten|would be removed|would be lost"),
    ("owner", r"dubious ownership"),
    ("full", r"No space left on device|Disk quota exceeded"),
)  # fmt: skip

OPTIONS = (
    *("--literal-pathspecs", "--no-pager"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.askPass="),
    *("-c", "commit.gpgSign=false"),
    *("-c", "push.gpgSign=false"),
    *("-c", "submodule.recurse=false"),
    *("-c", "i18n.commitEncoding=UTF-8"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
)
ENVIRONMENT = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_EDITOR": ":",
    "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    # What only looks takes no lock that a commit would meet.
    "GIT_OPTIONAL_LOCKS": "0",
}
ASKING = ("SSH_ASKPASS", "DISPLAY", "WAYLAND_DISPLAY")


class GitError(Exception):
    """details: what Git said, in English."""

    def __init__(self, fault: Fault, details: str) -> None:
        super().__init__(f"{fault}: {details}")
        self.fault = fault
        self.details = details


def git(
    where: Path,
    *arguments: str,
    given: bytes = b"",
    seconds: float = LOCAL_SECONDS,
    environment: Mapping[str, str] = {},
) -> bytes:
    """What it answers. where: a folder of the repository. Raises GitError."""
    program = shutil.which("git")
    if program is None:
        raise GitError("no_git", "")
    try:
        process = subprocess.Popen(
            [program, "-C", str(where), *OPTIONS, *arguments],
            env=_environment(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **_apart(),
        )
    except OSError as cause:
        raise GitError("other", str(cause)) from cause
    try:
        answer, said = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        said = _end(process)
        raise GitError("slow", said.decode("utf-8", "replace")[-MOST_DETAILS:]) from None
    if process.returncode:
        details = b"\n".join((said, answer)).decode("utf-8", "replace").strip()
        raise GitError(fault_of(details), details[-MOST_DETAILS:])
    return bytes(answer)


def asked(where: Path, *arguments: str) -> str:
    """As `git`: what it answers in one line, "" where it has no answer."""
    try:
        return git(where, *arguments).decode("utf-8", "surrogateescape").rstrip("\r\n")
    except GitError as cause:
        if cause.fault == "other":
            return ""
        raise


def fault_of(said: str) -> Fault:
    """What kind of fault Git's words tell of."""
    return next((fault for fault, sign in SIGNS if re.search(sign, said)), "other")


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    # As a hook of Git's sets them, they name another repository.
    own = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("GIT_") and name not in ASKING
    }
    return {**own, **ENVIRONMENT, **more}


def _apart() -> dict[str, Any]:
    """Without a terminal to ask at, and to be ended with all that it started."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _end(process: subprocess.Popen[bytes]) -> bytes:
    """First so that it takes its locks away."""
    for sign in ("SIGTERM", "SIGKILL"):
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, getattr(signal, sign))
        try:
            return process.communicate(timeout=ENDING_SECONDS)[1]
        except subprocess.TimeoutExpired:
            continue
    return b""
