"""What a command has told of its work, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.history.moments import show_recent
from desk.publishing.faults import TitleOf, show_faults
from desk.publishing.running import Work
from desk.shell.words import WORDS
from tools.publish.lines import Begun, Ended, Line, ReleaseRow, Step, StepName
from tools.publish.manifest import moment_of

LOOKING: tuple[StepName, ...] = ("build", "prove", "compress", "compare")
# By work and command: what is done one after the other, where nothing is left out.
STEPS: Mapping[tuple[Work, str], tuple[StepName, ...]] = {
    ("plan", "publish"): LOOKING,
    ("run", "publish"): (*LOOKING, "upload", "switch", "read_back", "tidy"),
    ("run", "rollback"): ("switch", "read_back"),
}


def show_work(
    work: Work, lines: Sequence[Line], is_busy: bool, details: str, title_of: TitleOf
) -> dict[str, Any]:
    """{command, target, time, state, steps, end}; state: `running`, `good`, `bad`.

    steps: as `_show_steps` has them; end: None, or as `show_end` has it.
    """
    begun = next((line for line in lines if isinstance(line, Begun)), Begun("", "", ""))
    end = next((line for line in lines if isinstance(line, Ended)), None)
    if end is None and not is_busy:
        end = Ended("killed")
    return {
        "command": begun.command,
        "target": begun.target,
        "time": show_time(begun.moment),
        "state": "running" if end is None else "good" if end.is_good else "bad",
        "steps": _show_steps(STEPS.get((work, begun.command), ()), lines),
        "end": end and show_end(end, details, title_of),
    }


def _show_steps(known: Sequence[StepName], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """[{name, state, done, total}]; state: `done`, `now`, `next`."""
    told = {line.step: line for line in lines if isinstance(line, Step)}
    last = next(reversed(told), None)
    waiting = known[known.index(last) + 1 :] if last in known else known
    states = {name: "now" if name == last else "done" for name in told}
    return [
        {
            "name": WORDS.publishing.steps[name],
            "state": states.get(name, "next"),
            "done": told[name].done if name in told else 0,
            "total": told[name].total if name in told else 0,
        }
        for name in (*told, *waiting)
    ]


def show_end(end: Ended, details: str, title_of: TitleOf) -> dict[str, Any]:
    """{sentence, faults, compared: [address], url, details}; sentence: what happened, and of what
    failed what to do."""
    known = WORDS.publishing.outcomes.as_dict()
    sentence = known.get(end.outcome) or f"{end.said}. {WORDS.publishing.mend_these}"
    return {
        "sentence": sentence.format(
            release=moment_of_release(end.release),
            count=len(end.compared),
            faults=len(end.faults),
        ),
        "faults": show_faults(end.faults, title_of),
        "compared": end.compared,
        "url": end.url,
        "details": "" if end.is_good else details or end.said,
    }


def show_releases(rows: Iterable[ReleaseRow]) -> list[dict[str, Any]]:
    """[{name, time, changed, live}], the newest first."""
    return [
        {
            "name": row.name,
            "time": show_time(row.moment),
            "changed": show_counts(row.new, row.changed, row.removed),
            "live": row.live,
        }
        for row in rows
    ]


def show_counts(new: int, changed: int, removed: int, others: int = 0) -> str:
    """Only what there is: `1 trang mới, 19 trang sửa`."""
    say, counts = WORDS.publishing.counts, {"new": new, "changed": changed, "removed": removed}
    found = [say[kind].format(count=n) for kind, n in {**counts, "others": others}.items() if n]
    return ", ".join(found) or str(say.nothing)


def show_time(moment: str) -> str:
    """moment: ISO 8601; "" for what is none."""
    try:
        return show_recent(datetime.fromisoformat(moment).timestamp())
    except ValueError:
        return ""


def moment_of_release(release: str) -> str:
    """When a release was made, as a reader of the page sees it."""
    return show_time(moment_of(release).isoformat()) if release else ""
