"""Tells whether two values are the same from one build to the next, whatever the process."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from hashlib import sha256
from pathlib import PurePath
from typing import Any

# The last version of marshal that writes the same for equal values, shared or not.
MARSHAL_VERSION = 2
PLAIN = frozenset((str, bytes, int, float, bool, type(None)))


class NoStableDigest(Exception):  # noqa: N818
    """Nothing is known of a value of this type: what is made from it has to be made anew."""


class Digester:
    """An object may say by `stable_parts` what it is known by; dataclasses are by their fields.

    Remembers the digests of objects, which many pages share, for as long as it lives.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def digest(self, *values: object) -> bytes:
        """Raises NoStableDigest."""
        return sha256(marshal.dumps(self._all(values), MARSHAL_VERSION)).digest()

    def _all(self, values: Iterable[object]) -> list[Any]:
        return [value if type(value) in PLAIN else self._plain(value) for value in values]

    def _plain(self, value: Any) -> Any:
        """`value` as marshal can write it, types told apart."""
        kind = type(value)
        if kind is tuple or kind is list:
            return [kind.__name__, *self._all(value)]
        if (known := self._known.get(id(value))) is not None:
            return known[1]
        if kind is dict:
            return ("dict", self._all(value), self._all(value.values()))
        if (parts := getattr(value, "stable_parts", None)) is not None:
            return self._remember(value, parts())
        if is_dataclass(kind):
            if kind not in self._fields:
                self._fields[kind] = tuple(field.name for field in fields(kind))
            return self._remember(value, [getattr(value, name) for name in self._fields[kind]])
        return self._rare(value)

    def _remember(self, value: object, parts: Iterable[object]) -> bytes:
        digest = self.digest(type(value).__qualname__, *parts)
        # Holding the value keeps its id from being given to another.
        self._known[id(value)] = (value, digest)
        return digest

    def _rare(self, value: Any) -> Any:
        if isinstance(value, (datetime, date)):
            return ("date", value.isoformat())
        if isinstance(value, timezone):
            return ("timezone", str(value))
        if isinstance(value, PurePath):
            return ("path", str(value))
        if isinstance(value, Enum):
            return ("enum", type(value).__qualname__, value.name)
        if isinstance(value, (set, frozenset)):
            return ("set", sorted(self.digest(item) for item in value))
        if isinstance(value, str):
            return (type(value).__name__, str(value))
        raise NoStableDigest(f"{type(value).__module__}.{type(value).__qualname__}")
