"""The repository in which content/ lies, and how it stands to the one that others send to."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desk.git.running import GitError, asked, git
from plugins.checks.site_rules.conflict_copies import SURE
from plugins.vietnamese.text import nfc

# Somebody's work that is not at its end, in which a commit would end up where nobody expects it.
UNDERWAY = (
    *("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"),
    "sequencer",
)
# Files that Git does not know yet, in its status.
NEW = b"??"
# A command line of Windows has 32,000 letters.
MOST_NAMED = 100
# No command of Git's that ends holds one so long: whoever made it is dead.
ABANDONED_SECONDS = 600.0
LOCKS = ("index.lock", "HEAD.lock", "packed-refs.lock", "config.lock")

# `underway`: somebody's merge or rebase; `detached`: on no branch.
Trouble = Literal["", "underway", "detached"]


@dataclass(frozen=True)
class Repository:
    """top: of the working tree; prefix: of content/ in it, `content/`, or ""; git_dir: where HEAD
    and the index are; branch: "" for none. common: where refs of all working trees are."""

    top: Path
    prefix: str
    git_dir: Path
    common: Path
    branch: str

    @property
    def trouble(self) -> Trouble:
        """What keeps texts from being exchanged, "" for nothing."""
        if any((self.git_dir / name).exists() for name in UNDERWAY):
            return "underway"
        return "" if self.branch else "detached"

    @property
    def content(self) -> str:
        """As Git takes it, run in `top`."""
        return self.prefix or "."


def find_repository(content: Path) -> Repository | None:
    """None without Git, outside a repository, and where it knows no file of content/ yet.

    Raises GitError where Git refuses to look.
    """
    try:
        is_known = asked(content, "rev-parse", "--verify", "--quiet", "HEAD:./")
        # The last article may be in the bin.
        if not (is_known or asked(content, "rev-list", "-1", "HEAD", "--", ".")):
            return None
        places = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir")
        top, git_dir, common = asked(content, "rev-parse", *places).splitlines()
        prefix = asked(content, "rev-parse", "--show-prefix")
        branch = asked(content, "symbolic-ref", "--quiet", "--short", "HEAD")
    except GitError as cause:
        if cause.fault in ("no_git", "other"):
            return None
        raise
    # Answered from the folder in which Git was asked.
    return Repository(Path(top), prefix, Path(git_dir), content / common, branch)


def head_of(repository: Repository) -> str:
    """The commit at HEAD."""
    return git(repository.top, "rev-parse", "--verify", "HEAD^{commit}").decode().strip()


def common_commit(repository: Repository, ours: str, theirs: str) -> str:
    """ "" where they have none."""
    return asked(repository.top, "merge-base", ours, theirs)


def changed_files(repository: Repository, old: str, new: str) -> list[str]:
    """Paths in content/ of what two commits have different."""
    tree = ("diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new, "--")
    return _inside(repository, git(repository.top, *tree, repository.content))


def all_files(repository: Repository, commit: str) -> list[str]:
    """Paths in content/ of all files of a commit."""
    tree = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--")
    return _inside(repository, git(repository.top, *tree, *filter(None, [repository.prefix])))


def unsaved_files(repository: Repository, paths: Sequence[str] = ("",)) -> list[str]:
    """Paths in content/ of what is otherwise on the disk than in the last commit; paths: of files
    in it, "" for all. Not what the desk keeps aside, or programs leave lying, nor a new copy that a
    program for shared folders made: which text is right, nobody has said yet."""
    if len(paths) > MOST_NAMED:
        wanted = set(paths)
        return [path for path in unsaved_files(repository) if path in wanted]
    named = [f"{repository.prefix}{path}" or "." for path in paths]
    status = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--")
    said = git(repository.top, *status, *named)
    listed = [entry for entry in said.split(b"\0") if entry]
    changed = _inside(repository, b"".join(entry[3:] + b"\0" for entry in listed))
    new = [entry[3:] + b"\0" for entry in listed if entry.startswith(NEW)]
    copies = {path for path in _inside(repository, b"".join(new)) if _is_copy(path)}
    return [path for path in changed if _is_content(path) and path not in copies]


def _inside(repository: Repository, listed: bytes) -> list[str]:
    names = (name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name)
    return sorted(
        name.removeprefix(repository.prefix) for name in names if name.startswith(repository.prefix)
    )


def _is_content(path: str) -> bool:
    """No hidden file, no lock or temporary file of an office program, no other repository."""
    names = path.split("/")
    return all(name and not name.startswith((".", "~$")) for name in names)


def _is_copy(path: str) -> bool:
    return SURE.fullmatch(nfc(path.rpartition("/")[2].rpartition(".")[0])) is not None


def remove_abandoned_locks(repository: Repository) -> bool:
    """Of a Git that was killed. Whether there was one."""
    removed = False
    for lock in _locks(repository):
        with suppress(OSError):
            if time.time() - lock.stat().st_mtime > ABANDONED_SECONDS:
                lock.unlink()
                removed = True
    return removed


def _locks(repository: Repository) -> Iterator[Path]:
    for folder in {repository.git_dir, repository.common}:
        yield from (folder / name for name in LOCKS)
    yield from (repository.common / "refs").rglob("*.lock")
