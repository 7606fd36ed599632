"""What a command has told, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from desk.history.moments import show_recent
from desk.shell.words import WORDS
from tools.publish.lines import Begun, Ended, Line, Plan, ReleaseRow, Step, TextChange
from tools.publish.manifest import moment_of
from tools.publish.origin import ABOVE

# Of each kind; the others are counted.
MOST_NAMED = 200
# What the command line asks for, and the desk asks: see `questions`.
QUESTIONS = ("first", "older", "lost")


def show_work(lines: Sequence[Line], is_busy: bool, details: str) -> dict[str, Any]:
    """{command, target, time, state, steps, end}; state: `running`, `good`, `bad`.

    steps: [{name, done, total}], the last is at work; end: None, or as `show_end` has it.
    """
    begun = next((line for line in lines if isinstance(line, Begun)), Begun("", "", ""))
    steps = {line.step: line for line in lines if isinstance(line, Step)}
    end = next((line for line in lines if isinstance(line, Ended)), None)
    if end is None and not is_busy:
        end = Ended("killed")
    return {
        "command": begun.command,
        "target": begun.target,
        "time": show_time(begun.moment),
        "state": "running" if end is None else "good" if end.is_good else "bad",
        "steps": [
            {"name": WORDS.publishing.steps[name], "done": step.done, "total": step.total}
            for name, step in steps.items()
        ],
        "end": end and show_end(end, details),
    }


def show_end(end: Ended, details: str) -> dict[str, Any]:
    """{sentence, faults, compared: [address], url, details}; sentence: what happened, and of what
    failed what to do."""
    known = WORDS.publishing.outcomes.as_dict()
    sentence = known.get(end.outcome) or f"{end.said}. {WORDS.publishing.mend_these}"
    return {
        "sentence": sentence.format(release=_moment_of(end.release), count=len(end.compared)),
        "faults": end.faults[:MOST_NAMED],
        "compared": end.compared,
        "url": end.url,
        "details": "" if end.is_good else details or end.said,
    }


def show_plan(plan: Plan, title_of: Callable[[str], str]) -> dict[str, Any]:
    """title_of: of an article's path inside content/."""
    kinds = {
        kind: [_show_text(text, title_of) for text in texts[:MOST_NAMED]]
        for kind in ("new", "changed", "gone")
        if (texts := [text for text in plan.texts if text.kind == kind])
    }
    count = {kind: sum(text.kind == kind for text in plan.texts) for kind in kinds}
    pages = {"new": plan.new, "changed": plan.changed, "removed": plan.removed}
    return {
        "target": plan.target,
        "url": plan.url,
        "sign": plan.sign,
        "live": _moment_of(plan.live) if plan.live else "",
        "nothing_new": plan.nothing_new,
        "pending": plan.pending,
        "texts": [
            {"kind": kind, "count": count[kind], "items": items} for kind, items in kinds.items()
        ],
        "pages": {kind: [len(found), found[:MOST_NAMED]] for kind, found in pages.items()},
        "others": plan.others,
        "lost": plan.lost[:MOST_NAMED],
        "warnings": plan.warnings[:MOST_NAMED],
        "shortfalls": plan.shortfalls[:MOST_NAMED],
        "questions": show_questions(plan),
    }


def questions(plan: Plan) -> list[str]:
    """What is only done where somebody says so."""
    asked = {"first": not plan.live, "older": plan.older, "lost": plan.lost}
    return [name for name in QUESTIONS if asked[name] and not plan.nothing_new]


def show_questions(plan: Plan) -> list[dict[str, Any]]:
    """[{name, sentence, facts}]"""
    facts = {"first": (plan.to, plan.url), "older": plan.older, "lost": plan.lost}
    return [
        {
            "name": name,
            "sentence": WORDS.publishing.questions[name].format(
                target=plan.target, count=len(facts[name]), who=plan.who or "?"
            ),
            "facts": [fact for fact in facts[name][:MOST_NAMED] if fact],
        }
        for name in questions(plan)
    ]


def show_releases(rows: Iterable[ReleaseRow]) -> list[dict[str, Any]]:
    """[{name, time, changed, live}], the newest first."""
    return [
        {
            "name": row.name,
            "time": show_time(row.moment),
            "changed": WORDS.publishing.changed_by_it.format(
                new=row.new, changed=row.changed, removed=row.removed
            ),
            "live": row.live,
        }
        for row in rows
    ]


def show_time(moment: str) -> str:
    """moment: ISO 8601; "" for what is none."""
    try:
        return show_recent(datetime.fromisoformat(moment).timestamp())
    except ValueError:
        return ""


def _moment_of(release: str) -> str:
    return show_time(moment_of(release).isoformat()) if release else ""


def _show_text(text: TextChange, title_of: Callable[[str], str]) -> dict[str, Any]:
    said = WORDS.publishing
    is_settings = text.file.startswith(ABOVE)
    is_table = not text.file.endswith(".md")
    title = said.settings if is_settings else said.table if is_table else title_of(text.file)
    notes = []
    if text.silent:
        notes.append(said.silent)
    if text.kind == "gone" and text.address:
        notes.append(said.leads_to.format(address=text.leads_to) if text.leads_to else said.gone)
    return {
        "file": text.file,
        "title": title,
        "address": text.address,
        "notes": notes,
        "opens": text.kind != "gone" and not is_settings and not is_table,
        "has_words": text.kind == "changed" and not is_settings and not is_table,
    }
