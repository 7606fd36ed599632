"""Which code the plugins are: what other code made is made anew."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from plugins.files import files_below

PLUGINS = Path(__file__).parent


def plugin_files() -> list[str]:
    """All that plugins are made of, templates and styles too, but their tests; absolute, sorted."""
    return sorted(
        file
        for file in files_below(str(PLUGINS))
        if not os.path.basename(file).startswith(("test_", "conftest"))  # noqa: PTH119
    )


def code_digest(*settings: object) -> str:
    """Of the plugins' Python, and of settings whose `repr` says all that they are."""
    digest = sha256(repr(settings).encode())
    for file in plugin_files():
        if file.endswith(".py"):
            digest.update(Path(file).read_bytes())
    return digest.hexdigest()
