"""Long lists of files are read on all cores at once, where the system can copy a process."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Starting a process takes as long as reading some of these.
WORTH_A_PROCESS = 100
# Answers that are sent together name their types and share their words once.
TOGETHER = 25
# macOS can copy a process, but its own libraries may not survive it.
CAN_COPY = sys.platform.startswith("linux")


class ElsewhereError(Exception):
    """The text is a traceback of another process."""


@dataclass(frozen=True)
class Failed:
    """An item that raised; told: its traceback."""

    cause: Exception
    told: str


def in_processes(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """`work` of each item, in order. What it changes besides its answer may be lost.

    Raises what `work` raised, with the other process's traceback as its cause, and EOFError where
    a process was ended from outside.
    """
    count = min(os.cpu_count() or 1, len(items) // WORTH_A_PROCESS)
    # A copied process lacks the other threads, and waits for ever for what one of them held.
    if count < 2 or not CAN_COPY or threading.active_count() > 1:
        yield from map(work, items)
        return
    shares = [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]
    context = multiprocessing.get_context("fork")
    answers = []
    workers = []
    for number in range(count):
        receiver, sender = context.Pipe(duplex=False)
        worker = context.Process(
            target=_send_all, args=(work, shares[number::count], sender), daemon=True
        )
        worker.start()
        sender.close()
        answers.append(receiver)
        workers.append(worker)
    try:
        for number in range(len(shares)):
            answer = answers[number % count].recv()
            if isinstance(answer, Failed):
                raise answer.cause from ElsewhereError(answer.told)
            yield from answer
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _send_all(work: Callable[[T], R], shares: Sequence[Sequence[T]], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this one
    for share in shares:
        try:
            answer: list[R] | Failed = [work(item) for item in share]
        except Exception as cause:
            answer = Failed(_sendable(cause), "".join(traceback.format_exception(cause)))
        sender.send(answer)
        if isinstance(answer, Failed):
            break
    sender.close()


def _sendable(cause: Exception) -> Exception:
    """Itself, where the other side can make it again of what is sent."""
    try:
        pickle.loads(pickle.dumps(cause))  # noqa: S301  (our own bytes)
    except Exception:
        return RuntimeError(f"{type(cause).__name__}: {cause}")
    return cause
