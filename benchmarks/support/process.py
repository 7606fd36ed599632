"""What a program costs: CPU seconds of it and all that it starts, and its peak memory."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROC = Path("/proc")
# Fields of /proc/<pid>/stat after the name; see proc(5).
STATE, PARENT, TIMES = 0, 1, slice(11, 15)
PATIENCE = 900.0
POLL_SECONDS, QUIET_SECONDS = 0.2, 2.0
# Watching files and answering us is no work.
IDLE_SECONDS = 0.05


class ProgramError(Exception):
    """The text is what the program said."""


@dataclass(frozen=True)
class Cost:
    """cpu: seconds, user and system; memory: most MB (2^20 bytes) that one process held.

    A system that starts a process as a copy of ours counts our own memory as its least.
    """

    cpu: float
    memory: float


@dataclass(frozen=True)
class Program:
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


def cost_of(program: Program) -> Cost:
    """Runs it to its end; needs wait4, which Windows lacks."""
    process = subprocess.Popen(
        program.command,
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout
    with process.stdout as stream:
        told = stream.read().decode("utf-8", "replace")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ProgramError(f"{' '.join(program.command)}\n{told}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def costs_of_saves(
    program: Program, page: str, first_text: str, saves: Sequence[tuple[Callable[[], None], str]]
) -> list[Cost]:
    """What a server spends from each save until it shows the saved text and rests; Linux only.

    page: an address that shows `first_text` once the server is ready; saves: what saves, and the
    text that the page shows then.
    """
    costs = []
    with _running(program) as pid:
        _wait_for(page, first_text, pid)
        _rest(pid)
        for save, text in saves:
            before = _spent(pid)
            save()
            peak = max(_wait_for(page, text, pid), _rest(pid))
            costs.append(Cost(_spent(pid) - before, peak))
    return costs


@contextmanager
def _running(program: Program) -> Iterator[int]:
    process = subprocess.Popen(
        program.command,
        cwd=program.folder,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A group of its own: what it started ends with it.
        start_new_session=True,
    )
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait_for(page: str, text: str, pid: int) -> float:
    """The most memory seen meanwhile: a build in a child is over when the page is there."""
    limit = time.monotonic() + PATIENCE
    peak = 0.0
    while text not in _read(page):
        if time.monotonic() > limit or _has_ended(pid):
            raise ProgramError(f"{page}: “{text}”?")
        peak = max(peak, _held(pid))
        time.sleep(POLL_SECONDS)
    return peak


def _read(page: str) -> str:
    try:
        with urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310  (our own server)
            text: str = answer.read().decode("utf-8", "replace")
            return text
    except (URLError, ConnectionError):
        return ""


def _rest(pid: int) -> float:
    """Waits for those that go on after the page is there; the most memory seen meanwhile."""
    spent, since = _spent(pid), time.monotonic()
    peak = _held(pid)
    while time.monotonic() - since < QUIET_SECONDS:
        time.sleep(POLL_SECONDS)
        now, peak = _spent(pid), max(peak, _held(pid))
        if now - spent > IDLE_SECONDS:
            spent, since = now, time.monotonic()
    return peak


def _has_ended(pid: int) -> bool:
    """It stays in the list, as a zombie, until we have asked for its exit code."""
    return _family(pid)[0][1][STATE] == "Z"


def _spent(pid: int) -> float:
    """Seconds of the process, of its children, and of those that have ended."""
    ticks = sum(sum(map(int, fields[TIMES])) for _, fields in _family(pid))
    return ticks / os.sysconf("SC_CLK_TCK")


def _held(pid: int) -> float:
    """Most MB that one process of the family has held so far."""
    peaks = [0]
    for member, _ in _family(pid):
        try:
            lines = (PROC / str(member) / "status").read_text("utf-8").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        peaks += [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return max(peaks) / 1024


def _family(pid: int) -> list[tuple[int, list[str]]]:
    """(pid, fields of its stat) of the process and all that come from it."""
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text("utf-8", "replace")
            except (FileNotFoundError, ProcessLookupError):
                continue
            found[int(folder.name)] = stat.rpartition(")")[2].split()
    family = [pid]
    for member in family:
        family += [child for child, fields in found.items() if int(fields[PARENT]) == member]
    return [(member, found[member]) for member in family if member in found]
