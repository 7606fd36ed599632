"""Two commits become one, without a marker in any text: what nobody may guess is a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from desk.git.repository import Repository
from desk.git.trees import (
    Change,
    Entry,
    changes,
    free_name,
    names_in,
    read_blobs,
    renames,
    write_blob,
)
from desk.merging.bytes_of import in_form_of, merge_bytes
from desk.merging.place import three
from desk.merging.three_way import Merged

OURS, THEIRS, BOTH = "ours", "theirs", "both"


@dataclass(frozen=True)
class Question:
    """Of one file that both changed; path: in content/. merged: of a text, with its places; of all
    else and of what one of them deleted None. ours, theirs: their bytes, None for deleted."""

    path: str
    ours: bytes | None
    theirs: bytes | None
    merged: Merged | None = None

    @property
    def name(self) -> str:
        """Of the choice between whole files, the same at every look."""
        sides = (b"\1" + side if side is not None else b"" for side in (self.ours, self.theirs))
        return sha256(b"\0".join((self.path.encode(), *sides))).hexdigest()[:20]


@dataclass
class Joined:
    """entries: of the tree, what differs from ours; outside: files beside content/ that both
    changed, which nobody at the desk can join."""

    entries: dict[str, Entry | None] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def join(
    repository: Repository, base: str, ours: str, theirs: str, chosen: Mapping[str, str]
) -> Joined:
    """Of three commits. chosen: texts by the name of a `Place`, OURS, THEIRS or BOTH by the name of
    a `Question`. Raises GitError."""
    mine, other = changes(repository, base, ours), changes(repository, base, theirs)
    moved = _follow(renames(repository, base, theirs), mine, other)
    _follow(renames(repository, base, ours), other, mine)
    joined = Joined()
    for path in sorted(mine.keys() | other.keys()):
        old = (mine.get(path) or other[path]).old
        a = mine[path].new if path in mine else old
        b = other[path].new if path in other else old
        if b in (a, old):
            if path in moved:
                joined.entries[path] = a
        elif a == old:
            joined.entries[path] = b
        elif not path.startswith(repository.prefix):
            joined.outside.append(path)
        else:
            _join_file(repository, path, old, a, b, chosen, joined, theirs)
    return joined


def _follow(
    renamed: Mapping[str, str], mine: dict[str, Change], other: dict[str, Change]
) -> set[str]:
    """An article that `other` renamed and `mine` changed is at the new place in both; these."""
    moved = set()
    for before, after in renamed.items():
        change = mine.get(before)
        if change is None or change.new is None or after in mine:
            continue
        old = change.old
        mine[before] = Change(old, old)
        mine[after] = Change(old, change.new)
        other[after] = Change(old, other[after].new)
        moved.add(after)
    return moved


def _join_file(
    repository: Repository,
    path: str,
    old: Entry | None,
    a: Entry | None,
    b: Entry | None,
    chosen: Mapping[str, str],
    joined: Joined,
    theirs: str,
) -> None:
    entries = [each for each in (old, a, b) if each]
    blobs = read_blobs(repository, (each.blob for each in entries if each.is_file))
    data = [blobs.get(each.blob) if each else None for each in (old, a, b)]
    ours_data, theirs_data = data[1], data[2]
    if ours_data is not None and theirs_data is not None and a and b:
        merged = merge_bytes(path, data[0] or b"", ours_data, theirs_data)
        if merged is not None:
            if all(place.name in chosen for place in merged.places):
                text = in_form_of(ours_data, merged.text(chosen))
                mode = three(old.mode if old else a.mode, a.mode, b.mode)
                joined.entries[path] = Entry(mode, write_blob(repository, text))
            else:
                inside = path.removeprefix(repository.prefix)
                joined.questions.append(Question(inside, ours_data, theirs_data, merged))
            return
    question = Question(path.removeprefix(repository.prefix), ours_data, theirs_data)
    match chosen.get(question.name):
        case "ours":
            joined.entries[path] = a
        case "theirs":
            joined.entries[path] = b
        case "both" if a and b:
            taken = names_in(repository, theirs) | joined.entries.keys()
            joined.entries[path] = a
            joined.entries[free_name(path, taken)] = b
        case _:
            joined.questions.append(question)
