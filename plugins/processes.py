"""Long lists of files are read on all cores at once, where the system can copy a process."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
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


def in_processes(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """`work` of each item, in order. What it changes besides its answer may be lost.

    Raises EOFError where a process was ended from outside.
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
            yield from answers[number % count].recv()
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _send_all(work: Callable[[T], R], shares: Sequence[Sequence[T]], sender: Connection) -> None:
    for share in shares:
        sender.send([work(item) for item in share])
    sender.close()
