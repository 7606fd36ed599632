"""The keys of a head, as plugins/frontmatter declares them: which are lists, and in what order."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from plugins.frontmatter.keys import KEYS
from plugins.frontmatter.kind_keys import KEYS_OF
from plugins.frontmatter.schema import Head

# What a form shows of a field: one line, or the items of a list.
Value = str | tuple[str, ...]

# As a new article has them; all others follow as KEYS has them.
FIRST = ("title", "date", "modified", "section", "kind", "category", "topic")
OF_KINDS = tuple(key for keys in KEYS_OF.values() for key in keys)
BEFORE_REST = (
    *FIRST,
    *OF_KINDS,
    "status",
    "approval",
    "feedback",
    "authors",
    "summary",
    "tags",
    "source",
    "note",
)


def ordered(keys: Mapping[str, object] = KEYS) -> list[str]:
    """The order in which keys that a head does not have yet are put into it."""
    known = [key for key in BEFORE_REST if key in keys]
    return [*known, *(key for key in keys if key not in known)]


def type_of(key: str) -> Any:
    """`str`, `datetime`, `bool`, `tuple[str, ...]`, a Literal …; `str` where no type is declared.
    Where a key has a type of its own, as `question`, it names that type's text."""
    return _types().get(key, str)


@lru_cache(1)
def _types() -> dict[str, Any]:
    types_of: dict[str, Any] = {}
    for name, hint in get_type_hints(Head).items():
        kind = _without_none(hint)
        if dataclasses.is_dataclass(kind):
            types_of |= {key: _without_none(each) for key, each in get_type_hints(kind).items()}
            types_of[name] = str
        else:
            types_of[name] = kind
    return types_of


def is_list(key: str) -> bool:
    """Whether the key has any number of values."""
    kind = type_of(key)
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return next(part for part in get_args(hint) if part is not type(None))
