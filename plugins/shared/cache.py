"""What was computed once is remembered, or computed anew where nothing is."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Protocol, TypeVar

T = TypeVar("T")


class Cache(Protocol):
    """Remembers what was computed, from one build to the next."""

    def memo(self, name: str, key: bytes, kind: type[T], compute: Callable[[], T]) -> T:
        """What `compute` gives, or gave when `key` was last the same.

        name: of the value, one in the whole project; key: of all that it is computed from; kind:
        as msgspec reads it back, and no function or object of ours that has behaviour.
        """

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        """As `memo`, for as long as the process lives; what `make` gives, nobody changes."""

    def table(self, name: str, kind: type[T]) -> MutableMapping[str, T]:
        """Records that a plugin keeps for its next build. name: of letters, one in the whole
        project."""

    def close(self) -> None:
        """What was not committed is forgotten."""


class NoTable(dict[str, T]):
    def __setitem__(self, key: str, value: T) -> None:
        """Nothing is kept of ten thousand articles."""


class NoCache:
    """Of a build that remembers nothing."""

    def memo(self, name: str, key: bytes, kind: type[T], compute: Callable[[], T]) -> T:
        return compute()

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        return make()

    def table(self, name: str, kind: type[T]) -> MutableMapping[str, T]:
        return NoTable()

    def close(self) -> None: ...
