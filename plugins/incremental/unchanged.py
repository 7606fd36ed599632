"""A build that finds everything as the last one left it ends before it begins."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from plugins.incremental.memory import BuildMemory
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.sources import CLOCK_TICK_NS, Sources
from plugins.incremental.state import State
from plugins.problems import Held, Problem, marked, without_held_errors

NAME = "last build"
NOTHING = pickle.dumps(None)


def problems_of_last(settings: dict[str, Any]) -> list[Problem] | None:
    """What the last build had to say, if this one would make the same site; else None."""
    state: State = settings["PORTAL_STATE"]
    outputs: TrackedOutputs = settings["PORTAL_OUTPUTS"]
    if _is_hinted(settings):  # then something did change
        return None
    known = pickle.loads(state.recall(NAME) or NOTHING)  # noqa: S301  (our own file)
    if known is None:
        return None
    fingerprint, scanned, moment, due, problems = known
    now = settings["PUBLISH_TIME"]
    if (
        fingerprint != _fingerprint(settings)
        or now < moment
        or (due is not None and now >= due)
        or not settings["PORTAL_SOURCES"].older_than(scanned - CLOCK_TICK_NS)
        or not outputs.keep_all()
    ):
        return None
    found: list[Problem] = problems
    return found


def remember_build(settings: dict[str, Any], contents: Iterable[Any], keyed: bool) -> None:
    """contents: all articles and pages, also those that are held back; keyed: whether every page
    is known by what it was made from."""
    state: State = settings["PORTAL_STATE"]
    if _is_hinted(settings):  # looking through all would cost more than it may spare once
        state.keep(NAME, NOTHING)
        return
    sources: Sources = settings["PORTAL_SOURCES"]
    now = settings["PUBLISH_TIME"]
    contents = [content for content in contents if content is not None]
    troubled = [content for content in contents if content.known.trouble]
    dates = [content.date for content in contents if content.date]
    values = (
        _fingerprint(settings),
        sources.scanned,
        now,
        min((date for date in dates if date > now), default=None),
        [problem for content in troubled for problem in _told_of(content)],
    )
    # A file that IGNORE_FILES leaves out has no stamp, so nobody would see it change.
    stamped = all(path in sources.stamps for content in contents for path in content.known.reads)
    state.keep(NAME, pickle.dumps(values if keyed and stamped else None))


def _told_of(content: Any) -> list[Problem]:
    """Where it is not published its errors have stopped nothing."""
    problems: list[Problem] = content.known.problems
    if content.status == "published":
        return problems
    held: dict[str, Held] = {problem.path: content.state for problem in problems}
    return without_held_errors(marked(problems, held))


def _is_hinted(settings: dict[str, Any]) -> bool:
    memory: BuildMemory = settings["PORTAL_MEMORY"]
    return memory.changed is not None


def _fingerprint(settings: dict[str, Any]) -> bytes:
    sources: Sources = settings["PORTAL_SOURCES"]
    return sha256(settings["PORTAL_PAGE_KEY"] + sources.fingerprint).digest()
