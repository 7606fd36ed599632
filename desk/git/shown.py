"""How this machine stands to the others, in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk.git.checking import last_check
from desk.git.exchanging import Exchanged, joined_now
from desk.git.questions import show_questions
from desk.git.remote import Remote, remote_of, unsent
from desk.git.repository import (
    Repository,
    changed_files,
    common_commit,
    head_of,
    unsaved_files,
)
from desk.git.running import asked, git
from desk.git.trees import read_blobs
from desk.history.moments import show_recent
from desk.history.now import title_of
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.frontmatter.parsed import parse
from plugins.links.files import ARTICLE_SUFFIX

MOST_NAMED = 200


def show_standing(desk: Desk, repository: Repository) -> dict[str, Any] | None:
    """{trouble, here, there, checked, failed}: what is to be told; here, there: how many files;
    None where there are no others. Raises GitError."""
    if not asked(repository.top, "remote"):
        return None
    if repository.trouble:
        said = WORDS.git.troubles[repository.trouble]
        return {"trouble": f"{said} {WORDS.git.trouble_remedy}"}
    remote = remote_of(repository)
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
