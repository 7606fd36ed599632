"""The repository that others send to: what is there is fetched, what is here is pushed."""

from __future__ import annotations

from dataclasses import dataclass

from desk.git.committing import unlocked
from desk.git.repository import Repository, all_files, changed_files, common_commit
from desk.git.running import NETWORK_SECONDS, GitError, asked, git
from desk.shell.desk import Desk
from tools.file_lock import hold, release


@dataclass(frozen=True)
class Remote:
    """name: as the clone calls it; branch: there; tracked: the ref that has what was fetched last,
    at `commit`, "" where there is none yet."""

    name: str
    branch: str
    tracked: str
    commit: str


def remote_of(repository: Repository) -> Remote | None:
    """The branch's own, else the only one or `origin`; None where there is none."""
    said = asked(
        repository.top,
        "for-each-ref",
        "--format=%(upstream:remotename)%00%(upstream:remoteref)",
        f"refs/heads/{repository.branch}",
    )
    name, _, ref = said.partition("\0")
    if not name or name == ".":
        ref = ""
        names = asked(repository.top, "remote").splitlines()
        name = names[0] if len(names) == 1 else "origin" if "origin" in names else ""
    if not name or not repository.branch:
        return None
    branch = ref.removeprefix("refs/heads/") or repository.branch
    tracked = f"refs/remotes/{name}/{branch}"
    commit = asked(repository.top, "rev-parse", "--verify", "--quiet", f"{tracked}^{{commit}}")
    return Remote(name, branch, tracked, commit)


def unsent(repository: Repository, remote: Remote, commit: str) -> list[str]:
    """Paths in content/ of what `commit` has otherwise than the others have it, as far as they are
    known."""
    if not remote.commit:
        return all_files(repository, commit)
    base = common_commit(repository, commit, remote.commit)
    return changed_files(repository, base, commit) if base else []


def fetch(desk: Desk, repository: Repository, remote: Remote) -> Remote:
    """As it is there now; one fetch at a time. Raises GitError."""
    words = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--")
    refs = f"+refs/heads/{remote.branch}:{remote.tracked}"
    handle = hold(desk.scratch / "git" / "fetch.lock")
    try:
        git(repository.top, "fetch", *words, remote.name, refs, seconds=NETWORK_SECONDS)
    except GitError as cause:
        if "couldn't find remote ref" not in cause.details:
            raise
    finally:
        release(handle)
    return remote_of(repository) or remote


def push(repository: Repository, remote: Remote, commit: str) -> None:
    """Sends `commit` to the branch. Raises GitError."""
    words = ("--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--")
    refs = f"{commit}:refs/heads/{remote.branch}"
    git(repository.top, "push", *words, remote.name, refs, seconds=NETWORK_SECONDS)
    unlocked(repository, lambda: git(repository.top, "update-ref", remote.tracked, commit))
