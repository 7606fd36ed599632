"""A page names all modules that it will load: the browser asks for them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from posixpath import join, normpath

HERE = Path(__file__).parents[1]
IMPORT = re.compile(r"""^(?:import|export)\b[^"';]*?["']([^"']+\.js)["'];""", re.M)


@lru_cache(None)
def imports_of(address: str) -> tuple[str, ...]:
    """Addresses of the modules that the one at `address` (`/static/body/body.js`) imports first."""
    text = file_of(address).read_text("utf-8")
    return tuple(normpath(join(address.rpartition("/")[0], name)) for name in IMPORT.findall(text))


def modules_of(scripts: Iterable[str]) -> list[str]:
    """Addresses of all modules that `scripts` load, these among them, each once."""
    found: dict[str, None] = {}
    waiting = list(scripts)
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = None
            waiting += imports_of(address)
    return sorted(found)


def file_of(address: str) -> Path:
    """The file that is served at `/static/ROOM/NAME`."""
    room, name = address.removeprefix("/static/").split("/", 1)
    return HERE / room / "static" / name
