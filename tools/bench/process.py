"""What a program costs: CPU seconds of it and all that it starts, and its peak memory."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class ProgramFailed(Exception):  # noqa: N818
    """The text is what the program said."""


@dataclass(frozen=True)
class Cost:
    """cpu: seconds, user and system; memory: most MB (2^20 bytes) that one process held."""

    cpu: float
    memory: float


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Runs `command` in `folder` to its end; needs wait4, which Windows lacks."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout
    with process.stdout as stream:
        told = stream.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ProgramFailed(f"{' '.join(command)}\n{told}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
