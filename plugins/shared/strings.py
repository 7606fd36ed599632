"""The words that the site says, of one file, which is parsed once for all that read it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

# The project's own, whatever the theme is: what is read of articles has its words from here.
STRINGS = Path(__file__).parents[2] / "theme" / "strings.vi.toml"

T = TypeVar("T")


def read_strings(file: Path) -> dict[str, Any]:
    """Not to be changed. Raises OSError, UnicodeDecodeError, tomllib.TOMLDecodeError."""
    return _parsed(file.read_text("utf-8"))


def read_table(kind: type[T], name: str) -> T:
    """Table `name` of STRINGS as `kind`, a dataclass; KeyError or TypeError where it is missing or
    incomplete."""
    return kind(**read_strings(STRINGS)[name])


@lru_cache(1)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
