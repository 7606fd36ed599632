"""What static/article.js has to know of heads, from plugins/frontmatter: it reads and writes them
as the desk does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from desk.article.form import NAMES
from desk.article.keys import is_list
from plugins.frontmatter.correction_keys import NO, YES
from plugins.frontmatter.keys import IN_PARTS, KEYS, plain_key
from plugins.frontmatter.kinds import KINDS
from plugins.frontmatter.typed_head import STATUS_NAMES, STATUSES
from plugins.vietnamese.text import fold

NO_WORD = re.compile(r"[\W_]+")


def head_keys() -> dict[str, Any]:
    """names: of keys, without marks; labels: how a new one is written; lists, in_parts: keys;
    values: what the ways to write a choice mean; defaults: what an article without the key has."""
    return {
        "names": {
            plain_key(name): key
            for key, (vietnamese, english, others) in KEYS.items()
            for name in (vietnamese, english, *others)
        },
        "labels": {key: names[0] for key, names in KEYS.items()},
        "lists": [key for key in KEYS if is_list(key)],
        "in_parts": sorted(IN_PARTS),
        "values": {
            **{key: _meant(names.items()) for key, names in NAMES.items()},
            "status": _meant((typed, STATUS_NAMES[status]) for typed, status in STATUSES.items()),
            "minor": _meant((typed, "có" if typed in YES else "") for typed in YES + NO),
        },
        "defaults": {"kind": KINDS["tin"], "status": STATUS_NAMES["published"]},
    }


def _meant(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By slug, and by the name itself where it has another one."""
    return {
        NO_WORD.sub("-", fold(typed)).strip("-"): value
        for slug, value in names
        for typed in (slug, value)
        if typed
    }
