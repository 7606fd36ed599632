"""What both changed, as the page asks it: whose it is, since when, and what can be seen of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desk.git.joining import BOTH, OURS, THEIRS, Question
from desk.git.remote import Remote
from desk.git.repository import Repository, common_commit, head_of
from desk.git.running import GitError, git
from desk.history.moments import show_recent
from desk.history.now import readable, title_of
from desk.merging.choices import read_choices
from desk.merging.shown import show_places
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.files import write_whole
from plugins.shared.picture_kinds import PICTURES

PICTURE_NAME = re.compile(r"[0-9a-f]{20}-(?:ours|theirs)\.\w{1,5}")


def show_questions(
    desk: Desk, repository: Repository, remote: Remote, questions: Iterable[Question]
) -> list[dict[str, Any]]:
    """As of copies (desk/merging/routes.py); of whole files with `choices`: [{value, label}], and
    what can be seen of either side. Raises GitError."""
    chosen, head = read_choices(desk), head_of(repository)
    base = common_commit(repository, head, remote.commit)
    shutil.rmtree(pictures_of(desk), ignore_errors=True)
    shown = []
    for question in questions:
        path = f"{repository.prefix}{question.path}"
        made: dict[str, Any] = {
            "path": question.path,
            "title": title_of(desk, question.path)
            if question.path.endswith(ARTICLE_SUFFIX)
            else question.path,
            "ours": _by_whom(repository, f"{base}..{head}", path),
            "theirs": _by_whom(repository, f"{base}..{remote.commit}", path),
        }
        if question.merged:
            made["places"] = show_places(question.merged.places, chosen)
        else:
            made |= _show_whole(desk, question, chosen.get(question.name))
        shown.append(made)
    return shown


def _show_whole(desk: Desk, question: Question, chosen: str | None) -> dict[str, Any]:
    say = WORDS.merging
    is_both = question.ours is not None and question.theirs is not None
    labels = {
        OURS: say.keep_here if question.ours is not None else say.leave_out,
        THEIRS: say.take_theirs if question.theirs is not None else say.take_out,
        **({BOTH: say.keep_both} if is_both else {}),
    }
    sides = {OURS: question.ours, THEIRS: question.theirs}
    return {
        "name": question.name,
        "chosen": chosen,
        "choices": [{"value": value, "label": label} for value, label in labels.items()],
        "sides": {side: _show_side(desk, question, side, data) for side, data in sides.items()},
    }


def _show_side(desk: Desk, question: Question, side: str, data: bytes | None) -> dict[str, str]:
    """{text} or {picture}, its address, or {said}."""
    if data is None:
        return {"said": WORDS.merging.is_deleted}
    suffix = question.path.rpartition(".")[2].lower()
    if question.path.lower().endswith(PICTURES):
        name = f"{question.name}-{side}.{suffix}"
        write_whole(pictures_of(desk) / name, data)
        return {"picture": f"/api/git/picture/{name}"}
    if question.path.endswith(ARTICLE_SUFFIX):
        return {"text": readable(data)}
    return {"said": WORDS.merging.of_size.format(kilobytes=max(1, len(data) // 1000))}


def pictures_of(desk: Desk) -> Path:
    """Where pictures of others lie while a question about them is open."""
    return desk.scratch / "git" / "pictures"


def _by_whom(repository: Repository, commits: str, path: str) -> dict[str, str]:
    """Who changed it last, and when."""
    words = ("log", "-1", "--format=%an%x00%at", commits, "--", path)
    try:
        said = git(repository.top, *words).decode("utf-8", "replace").strip()
    except GitError:
        said = ""
    name, _, moment = said.partition("\0")
    return {"name": name or "?", "time": show_recent(float(moment)) if moment else ""}
