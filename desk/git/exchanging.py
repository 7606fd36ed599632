"""Texts of others come here, and texts from here go to them: one exchange at a time.

Each step leaves a repository from which the next attempt goes on: what is fetched or committed is
in Git before a file is touched, files change before HEAD does, and what is underway is written
down (`PENDING`), so that whoever comes after a crash ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk.git.committing import commit_rest, identity
from desk.git.joining import Joined, Question, join
from desk.git.placing import finish_pending, put_in_place, said_outside
from desk.git.remote import Remote, fetch, push, remote_of, unsent
from desk.git.repository import (
    Repository,
    changed_files,
    common_commit,
    find_repository,
    head_of,
)
from desk.git.running import Fault, GitError, git
from desk.git.trees import Change, changes, read_blobs, write_commit
from desk.history.people import who
from desk.history.versions import keep_version
from desk.merging.choices import read_choices
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.links.files import ARTICLE_SUFFIX
from tools.file_lock import release, try_hold

# Somebody sends, or saves, in the middle of an exchange: then once more from the beginning.
ATTEMPTS = 3


@dataclass(frozen=True)
class Exchanged:
    """came, went: paths in content/ of files; software: something beside content/ came, too;
    questions: until they are answered nothing came and nothing went."""

    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    software: bool = False
    questions: tuple[Question, ...] = ()


def refused(fault: Fault, details: str = "") -> DeskError:
    """What an editor reads of a fault; details: Git's own words."""
    said = WORDS.git.faults[fault]
    return DeskError(409, said.sentence, said.remedy, {"details": details})


def opened(desk: Desk) -> tuple[Repository, Remote]:
    """Raises DeskError where there is nothing to exchange with."""
    try:
        repository = find_repository(desk.content)
        remote = remote_of(repository) if repository else None
    except GitError as cause:
        raise refused(cause.fault, cause.details) from cause
    say = WORDS.git
    if repository is None:
        raise DeskError(404, say.no_repository)
    if repository.trouble:
        raise DeskError(409, say.troubles[repository.trouble], say.trouble_remedy)
    if remote is None:
        raise DeskError(404, say.no_remote)
    return repository, remote


@contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Raises DeskError (409) while another window, or another desk of this machine, exchanges."""
    handle = try_hold(lock_of(desk))
    if handle is None:
        raise DeskError(409, WORDS.git.busy, WORDS.git.busy_remedy)
    try:
        yield
    except GitError as cause:
        raise refused(cause.fault, cause.details) from cause
    finally:
        release(handle)


def lock_of(desk: Desk) -> Path:
    """Held while texts are exchanged."""
    return desk.scratch / "git" / "exchange.lock"


def take(desk: Desk, with_fetch: bool = True) -> Exchanged:
    """What others sent, joined with what is here. with_fetch: else only what was fetched before.
    Raises DeskError."""
    repository, remote = opened(desk)
    with alone(desk):
        if with_fetch:
            remote = fetch(desk, repository, remote)
        return _again(lambda: _take(desk, repository, remote), "changed_here")


def send(desk: Desk) -> Exchanged:
    """As `take`, then what is here. Raises DeskError."""
    repository, remote = opened(desk)

    def once() -> Exchanged:
        now = fetch(desk, repository, remote)
        taken = _take(desk, repository, now)
        if taken.questions:
            return taken
        head = head_of(repository)
        if now.commit != head:
            push(repository, now, head)
        return Exchanged(taken.came, tuple(unsent(repository, now, head)), taken.software)

    with alone(desk):
        return _again(once, "changed_here", "faster")


def _again(work: Callable[[], Exchanged], *faults: Fault) -> Exchanged:
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except GitError as cause:
            if cause.fault not in faults:
                raise
    return work()


def _take(desk: Desk, repository: Repository, remote: Remote) -> Exchanged:
    """Raises GitError, `changed_here` where another program wrote meanwhile; DeskError."""
    with desk.turn:
        finish_pending(repository)
        commit_rest(repository, who(desk))
        old, new = head_of(repository), remote.commit
        joined = joined_now(repository, old, new, read_choices(desk))
        if joined is None:
            return Exchanged()
        if joined.outside:
            raise DeskError(409, *said_outside(WORDS.git.outside_both, joined.outside))
        if joined.questions:
            return Exchanged(questions=tuple(joined.questions))
        if common_commit(repository, old, new) != old:
            message, person = WORDS.git.messages.merge, identity(who(desk))
            new = write_commit(repository, [old, new], joined.entries, message, person)
        differing = changes(repository, old, new)
        _keep_versions(desk, repository, remote.commit, differing)
        put_in_place(repository, old, new, differing)
    software = any(not path.startswith(repository.prefix) for path in differing)
    return Exchanged(came=tuple(changed_files(repository, old, new)), software=software)


def joined_now(
    repository: Repository, ours: str, theirs: str, chosen: Mapping[str, str]
) -> Joined | None:
    """As `join`, of two commits; theirs: "" for none. None where nothing is to come. Raises
    GitError, DeskError."""
    base = common_commit(repository, ours, theirs) if theirs else ""
    if theirs and not base:
        raise DeskError(409, WORDS.git.unrelated, WORDS.git.trouble_remedy)
    return None if base == theirs else join(repository, base, ours, theirs, chosen)


def _keep_versions(
    desk: Desk, repository: Repository, theirs: str, changed: Mapping[str, Change]
) -> None:
    """The history of an article has what it said before others changed it."""
    old = {
        path.removeprefix(repository.prefix): change.old.blob
        for path, change in changed.items()
        if change.old and path.startswith(repository.prefix) and path.endswith(ARTICLE_SUFFIX)
    }
    data = read_blobs(repository, old.values())
    author = git(repository.top, "log", "-1", "--format=%an", theirs).decode("utf-8", "replace")
    for path, blob in old.items():
        keep_version(desk, path, data[blob], author.strip())
