"""The words that the site says, of one file, which is parsed once for all that read it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


def read_strings(file: Path) -> dict[str, Any]:
    """Not to be changed. Raises OSError, UnicodeDecodeError, tomllib.TOMLDecodeError."""
    return _parsed(file.read_text("utf-8"))


@lru_cache(1)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
