"""Which code the plugins are: what other code made is made anew."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from plugins.shared.files import files_below

PLUGINS = Path(__file__).parents[1]


def plugin_files() -> list[str]:
    """All that plugins are made of, templates and styles too, but their tests; absolute, sorted."""
    return sorted(
        file
        for file in files_below(str(PLUGINS))
        if not file.rpartition(os.sep)[2].startswith(("test_", "conftest"))
    )


def code_digest() -> str:
    """Of the plugins' Python, and of what it says in other languages."""
    digest = sha256()
    for file in plugin_files():
        if file.endswith((".py", ".mo")):
            digest.update(bytes_of(file))
    return digest.hexdigest()


def bytes_of(file: str) -> bytes:
    """Empty where the file is gone."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123  (hundreds of Paths are slow)
            return opened.read()
    except FileNotFoundError:  # it went since
        return b""
