"""Each deed at the desk becomes a commit of the files that it changed, and of nothing else.

A commit's address is `ten@bien-tap.invalid`: Git wants one, the history may become public, and an
address below `.invalid` is nobody's mailbox, now and later.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from desk.git.repository import (
    Repository,
    find_repository,
    remove_abandoned_locks,
    unsaved_files,
)
from desk.git.running import GitError, git
from desk.shell.deeds import Deed
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.shared.failure_log import record
from plugins.shared.files import write_whole
from plugins.vietnamese.slugs import slugify
from tools.places import ASIDE

DOMAIN = "bien-tap.invalid"
# Another program's look at the repository ends within this.
PATIENCE_SECONDS = 3.0
PAUSE_SECONDS = 0.1
EXCLUDED = f"{ASIDE}/"
NOTHING = re.compile("nothing (?:added )?to commit|no changes added to commit")

Result = TypeVar("Result")


def commit_deed(desk: Desk, deed: Deed) -> None:
    """Never in the way of what was done: what could not be committed is committed with the next
    exchange (`commit_rest`), and the cause is in the log of failures."""
    try:
        with desk.turn:
            repository = find_repository(desk.content)
            if deed.paths and repository is not None and not repository.trouble:
                message = WORDS.git.messages[deed.kind].format(title=deed.title or deed.paths[0])
                commit(repository, deed.paths, message, deed.who)
    except GitError as cause:
        record(cause, ", ".join(deed.paths))


def commit(repository: Repository, paths: Sequence[str], message: str, who: str) -> None:
    """Of those of `paths`, in content/, that are otherwise than in the last commit.
    Raises GitError, OSError."""
    exclude_aside(repository)
    changed = unsaved_files(repository, paths) if paths else []
    if not changed:
        return
    named = "".join(f"{repository.prefix}{path}\0" for path in changed)
    given = named.encode("utf-8", "surrogateescape")
    listed = ("--pathspec-from-file=-", "--pathspec-file-nul")
    unlocked(repository, lambda: git(repository.top, "add", "--all", *listed, given=given))
    words = ("commit", "--quiet", "--no-verify", f"--message={message}", *listed)
    as_person = identity(who)
    try:
        unlocked(
            repository, lambda: git(repository.top, *words, given=given, environment=as_person)
        )
    except GitError as cause:
        if not NOTHING.search(cause.details):  # but for a line end, as Git counts them
            raise


def commit_rest(repository: Repository, who: str) -> int:
    """What was changed in content/ in a text editor, by whoever exchanges it; how many files."""
    rest = unsaved_files(repository)
    commit(repository, rest, WORDS.git.messages.rest.format(count=len(rest)), who)
    return len(rest)


def identity(who: str) -> dict[str, str]:
    """As Git takes author and committer."""
    address = f"{slugify(who) or 'nguoi-bien-tap'}@{DOMAIN}"
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", who), ("EMAIL", address))
    }


def exclude_aside(repository: Repository) -> None:
    """Drafts, versions and the bin are this folder's alone. In the clone's own list: nobody else
    gets a file for that. Raises OSError."""
    file = Path(repository.common, "info", "exclude")
    try:
        lines = file.read_bytes()
    except FileNotFoundError:
        lines = b""
    if EXCLUDED.encode() not in lines.splitlines():
        end = b"" if not lines or lines.endswith(b"\n") else b"\n"
        write_whole(file, lines + end + EXCLUDED.encode() + b"\n")


def unlocked(repository: Repository, work: Callable[[], Result]) -> Result:
    """Tried again while another Git is at work, and after one that was killed. Raises GitError."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return work()
        except GitError as cause:
            if cause.fault != "locked":
                raise
            if not remove_abandoned_locks(repository) and time.monotonic() > end:
                raise
            time.sleep(PAUSE_SECONDS)
