"""How this machine stands to the others, in the words of the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from desk.git.checking import last_check
from desk.git.exchanging import Exchanged, joined_now
from desk.git.joining import BOTH, OURS, THEIRS, Question
from desk.git.repository import (
    Remote,
    Repository,
    changed_files,
    common_commit,
    head_of,
    remote_of,
    unsaved_files,
    unsent,
)
from desk.git.running import GitError, git
from desk.git.trees import read_blobs
from desk.history.moments import show_recent
from desk.history.now import readable, title_of
from desk.merging.choices import read_choices
from desk.merging.shown import show_places
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.files import write_whole
from plugins.frontmatter.parsed import parse
from plugins.links.files import ARTICLE_SUFFIX
from plugins.links.picture_kinds import PICTURES

MOST_NAMED = 200
PICTURE_NAME = re.compile(r"[0-9a-f]{20}-(?:ours|theirs)\.\w{1,5}")


def show_standing(desk: Desk, repository: Repository) -> dict[str, Any] | None:
    """{trouble, here, there, checked, failed}: what is to be told; here, there: how many files;
    None where there are no others. Raises GitError."""
    remote = remote_of(repository)
    if repository.trouble:
        said = WORDS.git.troubles[repository.trouble]
        return {"trouble": f"{said} {WORDS.git.trouble_remedy}"}
    if remote is None:
        return None
    head, checked = head_of(repository), last_check(desk)
    return {
        "trouble": "",
        "here": len(_here(repository, remote, head)),
        "there": len(_there(repository, remote, head)),
        "checked": show_recent(checked.moment) if checked else "",
        "failed": f"{checked.sentence} {checked.remedy}".strip() if checked else "",
    }


def _here(repository: Repository, remote: Remote, head: str) -> list[str]:
    return sorted({*unsent(repository, remote, head), *unsaved_files(repository)})


def _there(repository: Repository, remote: Remote, head: str) -> list[str]:
    if not remote.commit:
        return []
    base = common_commit(repository, head, remote.commit)
    return changed_files(repository, base, remote.commit) if base else []


def show_texts(desk: Desk, repository: Repository, remote: Remote) -> dict[str, Any]:
    """{here, there: [{path, title, opens}], questions}. Raises GitError, DeskError."""
    head = head_of(repository)
    here, there = _here(repository, remote, head), _there(repository, remote, head)
    joined = joined_now(repository, head, remote.commit, chosen={})  # what was chosen, too
    return {
        "here": [
            {"path": path, "title": title_of(desk, path), "opens": _opens(desk, path)}
            for path in here[:MOST_NAMED]
        ],
        "there": _show_there(desk, repository, remote, there[:MOST_NAMED]),
        "questions": show_questions(desk, repository, remote, joined.questions if joined else ()),
    }


def _opens(desk: Desk, path: str) -> bool:
    return path.endswith(ARTICLE_SUFFIX) and (desk.content / path).is_file()


def _show_there(
    desk: Desk, repository: Repository, remote: Remote, paths: Sequence[str]
) -> list[dict[str, Any]]:
    """By the titles that they have there."""
    articles = [path for path in paths if path.endswith(ARTICLE_SUFFIX)]
    named = [f"{repository.prefix}{path}" for path in articles]
    words = ("ls-tree", "-z", "--full-tree", remote.commit, "--", *named)
    listed = git(repository.top, *words).decode("utf-8", "surrogateescape") if named else ""
    blobs = {}
    for entry in filter(None, listed.split("\0")):
        facts, _, path = entry.partition("\t")
        blobs[path.removeprefix(repository.prefix)] = facts.split()[2]
    data = read_blobs(repository, blobs.values())
    shown = []
    for path in paths:
        title = path
        if path in blobs:
            head = parse(f"content/{path}", data[blobs[path]], desk.schema).head
            title = head.title if head else path
        elif path in articles:
            title = WORDS.git.gone.format(title=title_of(desk, path))
        shown.append({"path": path, "title": title, "opens": False})
    return shown


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


def say_exchanged(done: Exchanged, sends: bool) -> str:
    """What has become of it, in a sentence or two."""
    say = WORDS.git.done
    if done.questions:
        return str(say.questions.format(count=len(done.questions)))
    came = say.came.format(count=len(done.came)) if done.came else say.nothing_came
    parts = [came] if done.came or not sends else []
    if sends:
        parts.append(say.went.format(count=len(done.went)) if done.went else say.nothing_went)
    if done.software:
        parts.append(say.software)
    return " ".join(parts)
