"""Tells whether two values are the same from one build to the next, whatever the process."""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from hashlib import sha256
from pathlib import PurePath
from typing import Any

# The last version of marshal that writes the same for equal values, shared or not.
MARSHAL_VERSION = 2
PLAIN = (str, bytes, int, float, bool, type(None))


class NoStableDigest(Exception):  # noqa: N818
    """Nothing is known of a value of this type: what is made from it has to be made anew."""


class Digester:
    """An object may say by `stable_parts` what it is known by; dataclasses are by their fields.

    Remembers the digests of dataclasses, which many pages share, for as long as it lives."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def digest(self, *values: object) -> bytes:
        """Raises NoStableDigest."""
        return sha256(
            marshal.dumps([self._plain(value) for value in values], MARSHAL_VERSION)
        ).digest()

    def _plain(self, value: Any) -> Any:
        """`value` as marshal can write it, types told apart."""
        if isinstance(value, PLAIN) and type(value) in PLAIN:
            return value
        if isinstance(value, (list, tuple)):
            return [type(value).__name__, *map(self._plain, value)]
        if isinstance(value, dict):
            return {"dict": [(self._plain(key), self._plain(item)) for key, item in value.items()]}
        if (known := self._known.get(id(value))) is not None:
            return known[1]
        if (parts := getattr(value, "stable_parts", None)) is not None:
            return self._remember(value, self.digest(type(value).__qualname__, *parts()))
        if is_dataclass(value) and not isinstance(value, type):
            own = [getattr(value, field.name) for field in fields(value)]
            return self._remember(value, self.digest(type(value).__qualname__, *own))
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

    def _remember(self, value: object, digest: bytes) -> bytes:
        # Holding the value keeps its id from being given to another.
        self._known[id(value)] = (value, digest)
        return digest
