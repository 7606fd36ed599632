"""Tells whether two values are the same from one build to the next, whatever the process."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from pathlib import PurePath
from typing import Any

from msgspec import Struct

# The last version of marshal that writes the same for equal values, shared or not.
MARSHAL_VERSION = 2
PLAIN = frozenset((str, bytes, int, float, bool, type(None)))


class NoStableDigestError(Exception):
    """Nothing is known of a value of this type: what is made from it has to be made anew."""


Way = Callable[[Any], Any]


class Ways(dict[type, Way]):
    """How values of a type are told apart, found once a type."""

    def __init__(self, way_of: Callable[[type], Way]) -> None:
        self._way_of = way_of

    def __missing__(self, kind: type) -> Way:
        way = self[kind] = self._way_of(kind)
        return way


class Digester:
    """An object may say what it is known by: `stable_parts` gives values, `stable_digest` bytes, of
    which b"" says nothing. Dataclasses and structs are known by their fields.

    Remembers the digests of objects, which many pages share, for as long as it lives.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._ways = Ways(self._way_of)

    def digest(self, *values: object) -> bytes:
        """Raises NoStableDigestError."""
        return sha256(marshal.dumps(self._all(values), MARSHAL_VERSION)).digest()

    def _all(self, values: Iterable[object]) -> list[Any]:
        """As marshal can write them, types told apart."""
        ways = self._ways
        return [value if (kind := type(value)) in PLAIN else ways[kind](value) for value in values]

    def _way_of(self, kind: type) -> Way:
        """How values of this type are written; their types differ in the outcome too."""
        name = kind.__name__
        if kind is tuple or kind is list:
            return lambda value: [name, *self._all(value)]
        if kind is dict:
            return lambda value: (name, self._all(value), self._all(value.values()))
        if hasattr(kind, "stable_parts"):
            return self._by_parts(kind, lambda value: value.stable_parts())
        if is_dataclass(kind) or issubclass(kind, Struct):
            names = _fields_of(kind)
            way = self._by_parts(kind, attrgetter(*names) if len(names) > 1 else _parts(names))
            if hasattr(kind, "stable_digest"):
                return lambda value: value.stable_digest or way(value)
            return way
        if issubclass(kind, (datetime, date)):
            return lambda value: ("date", value.isoformat())
        if issubclass(kind, timezone):
            return lambda value: ("timezone", str(value))
        if issubclass(kind, PurePath):
            return lambda value: ("path", str(value))
        if issubclass(kind, Enum):
            return lambda value: ("enum", kind.__qualname__, value.name)
        if issubclass(kind, (set, frozenset)):
            return lambda value: ("set", sorted(self.digest(item) for item in value))
        if issubclass(kind, str):
            return lambda value: (name, str(value))
        raise NoStableDigestError(f"{kind.__module__}.{kind.__qualname__}")

    def _by_parts(self, kind: type, parts_of: Callable[[Any], Iterable[object]]) -> Way:
        known, name = self._known, kind.__qualname__

        def digest(value: object) -> bytes:
            if (found := known.get(id(value))) is not None:
                return found[1]
            made = self.digest(name, *parts_of(value))
            # Holding the value keeps its id from being given to another.
            known[id(value)] = value, made
            return made

        return digest


def _fields_of(kind: type) -> list[str]:
    if is_dataclass(kind):
        return [field.name for field in fields(kind)]
    return list(kind.__struct_fields__) if issubclass(kind, Struct) else []


def _parts(names: list[str]) -> Callable[[Any], list[object]]:
    """What attrgetter gives as a tuple for more than one name."""
    return lambda value: [getattr(value, name) for name in names]
