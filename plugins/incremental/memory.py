"""What the state file says, at hand: read from it once a process, then kept as builds go on."""

from __future__ import annotations

import marshal
import pickle
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from plugins.content import Tree
from plugins.incremental.keys import Keys
from plugins.kept import Kept
from plugins.problems import Problem

if TYPE_CHECKING:
    from plugins.incremental.state import State

MARK = "mark"
# Size, times of change in nanoseconds, inode.
Stamp = tuple[int, int, int, int]


class Output(NamedTuple):
    """key: of all that the file was made from, None where only its bytes can tell.

    digest: of its bytes; size, time: by which a change by somebody else is noticed.
    """

    key: bytes | None
    digest: bytes
    size: int
    time: int


class Known(NamedTuple):
    """What is at hand of each article and page that was read, as its row has it.

    digest: of its source's bytes and of all that was read with it; listed: of what others than its
    own page may show of it; status, date: as its head says; links: marshalled, None for none;
    files: other files of content/ that were read, a line each; trouble: pickled problems.
    """

    digest: bytes
    listed: bytes
    address: str
    save_as: str
    template: str
    status: str
    date: str | None
    links: bytes | None
    files: str
    trouble: bytes | None

    @property
    def reads(self) -> list[str]:
        return self.files.split("\n") if self.files else []

    @property
    def article_links(self) -> list[tuple[str, int]]:
        links = marshal.loads(self.links) if self.links else []  # noqa: S302  (our own file)
        return cast(list[tuple[str, int]], links)

    @property
    def problems(self) -> list[Problem]:
        problems = pickle.loads(self.trouble) if self.trouble else []  # noqa: S301  (our own file)
        return cast(list[Problem], problems)


NO_KEYS = Keys(b"", b"")


@dataclass
class BuildMemory:
    """The rows of the state's tables by path, which whoever changes a table changes here too.

    code: see code_as_kept; made: see Spare; tree: what is in content/; stamps: of its files;
    recalled: values of the state, by name; notes: what others keep, by name, as good as `changed`
    says.
    changed: files of content/ that alone may be others than when this was left, and than all that
    notes were made from; None where all is to be looked at. See Sources.
    """

    sources: dict[str, tuple[bytes, int, bytes]]
    outputs: dict[str, Output]
    keys: Keys = NO_KEYS
    made: frozenset[int] = frozenset()
    code: dict[str, bytes] = field(default_factory=dict)
    tree: Tree = field(default_factory=lambda: Tree(()))
    stamps: dict[str, Stamp] = field(default_factory=dict)
    recalled: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    changed: frozenset[str] | None = None
    _readings: dict[str, Known] | None = None

    @classmethod
    def take_up(cls, kept: Kept, state: State) -> BuildMemory:
        memory = kept.take(state.recall(MARK))
        if isinstance(memory, cls):
            memory.changed = kept.changed
            return memory
        outputs = state.outputs.all()
        return cls(
            state.sources.all(),
            dict(zip(outputs, map(Output._make, outputs.values()), strict=True)),
        )

    def readings(self, state: State) -> dict[str, Known]:
        """Loaded when the first build asks: one that finds nothing changed never does."""
        if self._readings is None:
            rows = state.readings.all()
            self._readings = dict(zip(rows, map(Known._make, rows.values()), strict=True))
        return self._readings

    def save(self, kept: Kept, state: State) -> None:
        """With what else the build has written into the state; then the next build may have it."""
        if state.changed:
            state.keep(MARK, secrets.token_bytes(16))
            state.commit()
        kept.leave(state.recall(MARK), self)
