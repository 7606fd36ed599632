"""A reader's browser gets small scripts, under names that it may keep them by."""

from __future__ import annotations

import hashlib
import importlib
import re
from functools import lru_cache
from typing import Any

TAKEN_APART = re.compile(r"(?<!\()\b(?:const|let|var)\s*[\[{].*")


@lru_cache(maxsize=8)  # a second build in one process, or in a copy of it, asks the same
def minify_script(code: str) -> str:
    """`code` with short names for what only it knows; the same code gives the same bytes.

    Raises ValueError on a declaration that takes a value apart: the minifier may move it before
    the one above, though that has effects (`const own = ++turn; const { a } = await b();`).
    """
    if moved := TAKEN_APART.search(code):
        raise ValueError(f"declare one name, not a pattern: {moved.group()!r}")
    minify = minifier("minify")
    minified: str = minify.string("application/javascript", code) if minify else code
    return minified + "\n"


def script_name(stem: str, code: str) -> str:
    """`site.0123456789.js`: a name under which the code never changes, so that browsers keep it."""
    return f"{stem}.{hashlib.sha256(code.encode()).hexdigest()[:10]}.js"


def minifier(name: str) -> Any:
    """The library, imported only by a build that needs it; None on Windows on ARM, for which it has
    no wheel: there scripts and styles go out as they are written."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None
