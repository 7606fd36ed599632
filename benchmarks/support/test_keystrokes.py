"""What a key costs is the thread's own time between its mark and the next."""

from __future__ import annotations

from benchmarks.support.keystrokes import KEY, REST, THROTTLE, costs_of

OURS, OTHER = (1, 1), (1, 2)


def event(
    name: str, start: int, length: int, spent: int, thread: tuple[int, int] = OURS
) -> dict[str, object]:
    pid, tid = thread
    return {
        "ph": "X",
        "name": name,
        "ts": start,
        "dur": length,
        "tdur": spent,
        "pid": pid,
        "tid": tid,
    }


def mark(name: str, at: int) -> dict[str, object]:
    return {"ph": "I", "name": name, "ts": at, "pid": 1, "tid": 1}


def test_time_is_filed_once_and_by_key() -> None:
    trace = [
        event("RunTask", 0, 900, 900),  # before any key
        mark(KEY, 1000),
        event("RunTask", 1100, 5000, 2000),
        event("FunctionCall", 1200, 3000, 1500),
        event("Layout", 1300, 400, 400),  # asked for by the script
        event("RunMicrotasks", 7000, 1000, 500),
        mark(KEY, 10_000),
        event("V8.GC_SCAVENGER", 10_100, 700, 250),
        event("RunTask", 10_100, 700, 700, OTHER),
        mark(REST, 20_000),
        event("FunctionCall", 20_100, 900, 900),
    ]
    first, second = costs_of(trace)
    assert first.script == THROTTLE * 1.6
    assert first.layout == THROTTLE * 0.4
    assert first.tasks == THROTTLE * 2.5
    assert (second.script, second.layout) == (THROTTLE * 0.25, 0)
