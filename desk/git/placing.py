"""Files and HEAD go to another commit; what an editor wrote meanwhile stays, and a kill is made up
for by the next who comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from desk.git.committing import unlocked
from desk.git.repository import Repository, head_of
from desk.git.running import GitError, asked, git
from desk.git.trees import Change, Entry, changes
from desk.shell.errors import DeskError
from desk.shell.words import WORDS

PENDING = "ban-bien-tap-dang-ghep"
MOST_NAMED = 5


def put_in_place(repository: Repository, old: str, new: str, changed: Mapping[str, Change]) -> None:
    """HEAD and the files go from `old` to `new`; files that have something of their own stay, and
    then all does. Raises GitError (`changed_here`), DeskError for files beside content/."""
    asked(repository.top, "update-index", "-q", "--refresh")
    local = _local(repository, changed)
    done = [path for path in local if _is_there(repository, path, changed[path].new)]
    if outside := [
        path for path in local if path not in done and not path.startswith(repository.prefix)
    ]:
        raise DeskError(409, *said_outside(WORDS.git.outside_changed, outside))
    pending = repository.git_dir / PENDING
    pending.write_text(f"{old} {new}", "ascii")
    if done:  # by one that was killed
        given = "".join(f"{path}\0" for path in done).encode("utf-8", "surrogateescape")
        words = ("update-index", "--add", "--remove", "-z", "--stdin")
        unlocked(repository, lambda: git(repository.top, *words, given=given))
    unlocked(repository, lambda: git(repository.top, "read-tree", "-m", "-u", old, new))
    moved = ("update-ref", "-m", "ban-bien-tap", "HEAD", new, old)
    unlocked(repository, lambda: git(repository.top, *moved))
    pending.unlink(missing_ok=True)


def finish_pending(repository: Repository) -> None:
    """What a killed exchange left half done; what can't be ended is joined anew."""
    pending = repository.git_dir / PENDING
    try:
        old, new = pending.read_text("ascii").split(" ")
    except (FileNotFoundError, ValueError):
        return
    if head_of(repository) == old:
        with suppress(GitError, DeskError):
            put_in_place(repository, old, new, changes(repository, old, new))
    pending.unlink(missing_ok=True)


def _local(repository: Repository, paths: Iterable[str]) -> list[str]:
    """Of these paths in the repository, what is otherwise on the disk than in HEAD."""
    words = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    said = git(repository.top, *words).decode("utf-8", "surrogateescape")
    found = {entry[3:] for entry in said.split("\0") if entry}
    return [path for path in paths if path in found]


def _is_there(repository: Repository, path: str, entry: Entry | None) -> bool:
    file = repository.top / path
    if entry is None:
        return not file.exists()
    if not file.is_file():
        return False
    made = git(repository.top, "hash-object", "--", path)
    return made.decode().strip() == entry.blob


def said_outside(sentence: str, paths: Sequence[str]) -> tuple[str, str]:
    """Sentence and remedy that name files which are no articles."""
    named = ", ".join(paths[:MOST_NAMED]) + ("…" if len(paths) > MOST_NAMED else "")
    return sentence.format(files=named), WORDS.git.outside_remedy
