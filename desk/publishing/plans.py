"""What would change for readers, and what is asked before it does, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk.publishing.faults import MOST_NAMED, TitleOf, show_faults
from desk.publishing.shown import moment_of_release, show_counts
from desk.shell.words import WORDS
from tools.publish.lines import Plan, TextChange
from tools.publish.origin import ABOVE

# What the command line asks for, and the desk asks: see `questions`.
QUESTIONS = ("first", "older", "lost")


def show_plan(plan: Plan, title_of: TitleOf, is_here: Callable[[str], bool]) -> dict[str, Any]:
    """title_of: also of an article that goes; is_here: whether its file is there all the same."""
    kinds = {
        kind: [_show_text(text, title_of, is_here(text.file)) for text in texts[:MOST_NAMED]]
        for kind in ("new", "changed", "gone")
        if (texts := [text for text in plan.texts if text.kind == kind])
    }
    count = {kind: sum(text.kind == kind for text in plan.texts) for kind in kinds}
    pages = {"new": plan.new, "changed": plan.changed, "removed": plan.removed}
    return {
        "target": plan.target,
        "url": plan.url,
        "sign": plan.sign,
        "live": moment_of_release(plan.live) if plan.live else "",
        "nothing_new": plan.nothing_new,
        "pending": plan.pending,
        "texts": [
            {"kind": kind, "count": count[kind], "items": items} for kind, items in kinds.items()
        ],
        "pages": {kind: [len(found), found[:MOST_NAMED]] for kind, found in pages.items()},
        "counts": show_counts(len(plan.new), len(plan.changed), len(plan.removed), plan.others),
        "lost": plan.lost[:MOST_NAMED],
        "warnings": {"count": len(plan.warnings), "items": show_faults(plan.warnings, title_of)},
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


def _show_text(text: TextChange, title_of: TitleOf, is_here: bool) -> dict[str, Any]:
    said = WORDS.publishing
    is_settings = text.file.startswith(ABOVE)
    is_table = not text.file.endswith(".md")
    title = said.settings if is_settings else said.table if is_table else title_of(text.file)
    notes = []
    if text.silent:
        notes.append(said.silent)
    if text.kind == "gone" and text.address:
        if text.leads_to:
            notes.append(said.leads_to.format(address=text.leads_to))
        else:
            notes.append(said.waits if is_here else said.gone)
    return {
        "file": text.file,
        "title": title,
        "address": text.address,
        "notes": notes,
        "opens": is_here and not is_settings and not is_table,
        "has_words": text.kind == "changed" and not is_settings and not is_table,
    }
