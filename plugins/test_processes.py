"""Long lists are shared out among copies of this process, where a copy lacks nothing."""

import os
import threading

import pytest

from plugins import processes
from plugins.processes import in_processes

ITEMS = range(3 * processes.WORTH_A_PROCESS)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def places() -> set[int]:
    return set(in_processes(lambda _: os.getpid(), ITEMS))


def test_answers_come_in_order() -> None:
    assert list(in_processes(lambda item: item * 2, ITEMS)) == [item * 2 for item in ITEMS]


@pytest.mark.skipif(not processes.CAN_COPY, reason="this system reads in one process")
def test_a_process_with_threads_of_its_own_is_not_copied() -> None:
    assert threading.active_count() == 1
    assert len(places() - {os.getpid()}) == 2
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert places() == {os.getpid()}
    finally:
        done.set()
        other.join()
