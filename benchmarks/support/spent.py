"""CPU seconds of a program with all that it leaves running, and of a server that it talks to."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.support.process import PARENT, PROC, TIMES, Program, ProgramError

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: whose parent has ended becomes ours
# ssh keeps its connection for ten seconds.
PATIENCE = 60.0
PAUSE = 0.05


@dataclass(frozen=True)
class Spent:
    """cpu: seconds, user and system; wall: seconds until the command itself had ended."""

    cpu: float
    wall: float


def spent_by(program: Program) -> Spent:
    """Runs it to its end, and waits for what it leaves behind. Raises ProgramError."""
    others = set(_children(os.getpid()))
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    try:
        return _spent_by(program, others)
    finally:
        ctypes.CDLL(None).prctl(SUBREAPER, 0, 0, 0, 0)


def _spent_by(program: Program, others: Collection[int]) -> Spent:
    before, started = _of_children(), time.monotonic()
    done = subprocess.run(
        program.command,
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    wall = time.monotonic() - started
    if done.returncode:
        raise ProgramError(f"{' '.join(program.command)}\n{done.stdout}{done.stderr}")
    end = time.monotonic() + PATIENCE
    while (left := set(_children(os.getpid())).difference(others)) and time.monotonic() < end:
        for pid in left:
            os.waitpid(pid, os.WNOHANG)
        time.sleep(PAUSE)
    return Spent(_of_children() - before, wall)


def spent_on_server(pid: int) -> float:
    """Of the process and of all its sessions that have ended."""
    fields = _fields(PROC / str(pid))
    return sum(map(int, fields[TIMES])) / os.sysconf("SC_CLK_TCK")


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(pid: int) -> Iterator[int]:
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = _fields(folder)
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[PARENT]) == pid:
                yield int(folder.name)


def _fields(folder: Path) -> list[str]:
    return (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
