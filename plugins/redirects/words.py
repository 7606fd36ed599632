"""An editor reads what is wrong with an old address in the language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from plugins.shared.strings import read_strings

TableFaultKind = Literal["folder", "encoding", "header", "long", "cells"]
FaultKind = Literal[
    "unreadable", "taken", "again", "elsewhere", "loop", "held", "insecure", "malformed", "missing"
]


def redirect_words() -> Mapping[str, Any]:
    """The portal's."""
    words: Mapping[str, Any] = read_strings(Path(__file__).with_name("strings.vi.toml"))
    return words["redirects"]  # type: ignore[no-any-return]


def said(
    words: Mapping[str, Any], kind: TableFaultKind | FaultKind, **values: object
) -> tuple[str, str]:
    """What is wrong, and what to do. values: what the sentences name."""
    problem = words["problems"][kind]
    return problem["sentence"].format(**values), problem["remedy"].format(**values)
