"""What two commits made of their common one, file by file, as one tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from desk.git.repository import Repository
from desk.git.running import git
from plugins.links.files import ARTICLE_SUFFIX

FILE_MODES = ("100644", "100755")
NOTHING = "0" * 40
# An index of our own: the editor's is read by nobody but Git.
INDEX = "ban-bien-tap-index"


class Entry(NamedTuple):
    """A file in a commit. mode: `100644`; blob: the name of its bytes."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Whether it is no folder, link or submodule."""
        return self.mode in FILE_MODES


# By path in the repository; None where it is not there.
Entries = Mapping[str, Entry | None]


class Change(NamedTuple):
    """A file in two commits; None: not there."""

    old: Entry | None
    new: Entry | None


def changes(repository: Repository, old: str, new: str) -> dict[str, Change]:
    """By path, of what two commits have different."""
    said = git(repository.top, "diff-tree", "-r", "-z", "--no-renames", "--full-index", old, new)
    words = said.decode("utf-8", "surrogateescape").split("\0")
    found = {}
    for facts, path in zip(words[:-1:2], words[1::2], strict=True):
        old_mode, new_mode, old_blob, new_blob, _ = facts.removeprefix(":").split(" ")
        found[path] = Change(_entry(old_mode, old_blob), _entry(new_mode, new_blob))
    return found


def _entry(mode: str, blob: str) -> Entry | None:
    return None if mode == "000000" else Entry(mode, blob)


def renames(repository: Repository, old: str, new: str) -> dict[str, str]:
    """Articles that are called otherwise in `new`, though their words may be others too."""
    words = ("--diff-filter=R", "--name-status", old, new, "--", repository.content)
    said = git(repository.top, "diff-tree", "-r", "-z", "-M", *words)
    names = said.decode("utf-8", "surrogateescape").split("\0")[:-1]
    pairs = zip(names[1::3], names[2::3], strict=True)
    return {before: after for before, after in pairs if after.endswith(ARTICLE_SUFFIX)}


def read_blobs(repository: Repository, blobs: Iterable[str]) -> dict[str, bytes]:
    """Their bytes, by name."""
    wanted = sorted(set(blobs))
    given = "".join(f"{blob}\n" for blob in wanted).encode()
    said = git(repository.top, "cat-file", "--batch", given=given) if wanted else b""
    found = {}
    at = 0
    for blob in wanted:
        line_end = said.index(b"\n", at)
        size = int(said[at:line_end].split()[-1])
        found[blob] = said[line_end + 1 : line_end + 1 + size]
        at = line_end + size + 2
    return found


def write_blob(repository: Repository, data: bytes) -> str:
    """Its name in the repository."""
    return git(repository.top, "hash-object", "-w", "--stdin", given=data).decode().strip()


def names_in(repository: Repository, commit: str) -> set[str]:
    """Paths of all files of a commit."""
    said = git(repository.top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    return set(said.decode("utf-8", "surrogateescape").split("\0"))


def free_name(path: str, taken: Collection[str]) -> str:
    """`anh/a-2.jpg` for `anh/a.jpg`."""
    stem, dot, suffix = path.rpartition(".")
    number = 2
    while (name := f"{stem}-{number}{dot}{suffix}") in taken:
        number += 1
    return name


def write_commit(
    repository: Repository,
    parents: Sequence[str],
    entries: Entries,
    message: str,
    as_person: Mapping[str, str],
) -> str:
    """The tree of the first of `parents` with `entries`. Its name; nothing else knows of it yet."""
    index = repository.git_dir / INDEX
    for left in (index, Path(f"{index}.lock")):  # of one that was killed
        left.unlink(missing_ok=True)
    at = {"GIT_INDEX_FILE": str(index)}
    git(repository.top, "read-tree", parents[0], environment=at)
    lines = (
        f"{entry.mode} {entry.blob}\t{path}\0" if entry else f"0 {NOTHING}\t{path}\0"
        for path, entry in sorted(entries.items(), key=lambda each: each[1] is not None)
    )
    given = "".join(lines).encode("utf-8", "surrogateescape")
    git(repository.top, "update-index", "-z", "--index-info", given=given, environment=at)
    tree = git(repository.top, "write-tree", environment=at).decode().strip()
    index.unlink(missing_ok=True)
    words = [word for parent in parents for word in ("-p", parent)]
    made = git(
        repository.top,
        *("commit-tree", tree, *words, "-F", "-"),
        given=message.encode(),
        environment=as_person,
    )
    return made.decode().strip()
