"""What a key costs a reader's phone: the main thread's own time for scripts, styles and layout.

Taken from Chromium's trace in seconds of the thread's CPU, so that other work on this machine does
not count, and multiplied: the browser's own throttle waits by the clock. What runs after a fetch
is in it (microtasks), which the browser's `ScriptDuration` leaves out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

THROTTLE = 4
PAUSE = 350  # milliseconds after each key: the search has begun, and is over
CATEGORIES = (
    "blink.user_timing", "devtools.timeline", "disabled-by-default-v8.gc", "toplevel", "v8",
)  # fmt: skip
KEY, REST = "bench key", "bench rest"
SCRIPT = (
    "v8.callFunction", "FunctionCall", "EvaluateScript", "TimerFire", "RunMicrotasks",
    "BlinkScheduler_PerformMicrotaskCheckpoint", "MinorGC", "MajorGC",
)  # fmt: skip
LAYOUT = ("Layout", "UpdateLayoutTree")


@dataclass
class KeyCost:
    """Milliseconds at THROTTLE. tasks: all that the thread did, painting and the key itself too."""

    script: float = 0
    layout: float = 0
    tasks: float = 0


@dataclass
class Event:
    """In microseconds. own: the thread's time without that of the events inside it."""

    name: str
    start: int
    end: int
    spent: float
    own: float
    is_inside: bool = False


def measure_keys(
    browser: Browser, page: Page, address: str, queries: Iterable[str], box: str
) -> list[KeyCost]:
    """Of each key of `queries`, typed one by one into `box` of the page at `address`."""
    page.goto(address, wait_until="networkidle")
    browser.start_tracing(page=page, categories=list(CATEGORIES))
    for query in queries:
        page.fill(box, "")
        page.wait_for_timeout(PAUSE)
        page.focus(box)
        for key in query:
            page.evaluate(f"performance.mark('{KEY}')")
            page.keyboard.type(key)
            page.wait_for_timeout(PAUSE)
        page.evaluate(f"performance.mark('{REST}')")
    return costs_of(json.loads(browser.stop_tracing())["traceEvents"])


def costs_of(trace: Sequence[dict[str, object]]) -> list[KeyCost]:
    marks = [event for event in trace if event["name"] in (KEY, REST)]
    thread = {(event["pid"], event["tid"]) for event in marks}
    ours = [event for event in trace if (event.get("pid"), event.get("tid")) in thread]
    moments = sorted((_whole(mark["ts"]), mark["name"] == KEY) for mark in marks)
    costs: list[KeyCost] = []
    cost: KeyCost | None = None
    for event in events_of(ours):
        while moments and moments[0][0] <= event.start:
            is_key = moments.pop(0)[1]
            cost = KeyCost()
            if is_key:
                costs.append(cost)
        if cost is None:
            continue
        own = event.own * THROTTLE / 1000
        if event.name in SCRIPT or ".GC" in event.name:
            cost.script += own
        elif event.name in LAYOUT:
            cost.layout += own
        if not event.is_inside:
            cost.tasks += event.spent * THROTTLE / 1000
    return costs


def events_of(trace: Iterable[dict[str, object]]) -> Iterator[Event]:
    """Those with a length, by their beginning, the outer before the inner."""
    events = [
        Event(str(one["name"]), start, start + _whole(one["dur"]), spent, spent)
        for one in trace
        if one.get("ph") == "X" and "tdur" in one
        for start, spent in [(_whole(one["ts"]), _whole(one["tdur"]))]
    ]
    events.sort(key=lambda event: (event.start, -event.end))
    around: list[Event] = []
    for event in events:
        while around and around[-1].end <= event.start:
            around.pop()
        if around:
            around[-1].own -= event.spent
            event.is_inside = True
        around.append(event)
    return iter(events)


def _whole(value: object) -> int:
    return int(str(value))
