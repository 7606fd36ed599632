"""A wheel carries just the modules that its plugin reaches by imports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.wheels.imports import imports_of

ROOM = "plugins"


def reach_of(starts: Iterable[str], root: Path) -> set[str]:
    """Names of all modules of plugins/ that `starts` import, and those import in turn.

    A plugin's `__init__` is the portal's way to use it: it is left out.
    """
    found: set[str] = set()
    left = list(starts)
    while left:
        module = left.pop()
        if module not in found:
            found.add(module)
            for name in imports_of(file_of(module, root), root, for_types=False):
                if name.startswith(f"{ROOM}.") and is_module(name, root):
                    left += [each for each in _with_packages(name) if not _is_adapter(each, root)]
    return found


def elsewhere_of(modules: Iterable[str], root: Path) -> set[str]:
    """Names of packages that `modules` import and that are neither ours nor Python's."""
    names = {
        name.split(".")[0]
        for module in modules
        for name in imports_of(file_of(module, root), root, for_types=False)
    }
    return names - sys.stdlib_module_names - {ROOM}


def file_of(module: str, root: Path) -> Path:
    place = root.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def is_module(name: str, root: Path) -> bool:
    return file_of(name, root).is_file()


def room_of(module: str) -> str:
    """`captions` for `plugins.captions.caption`."""
    return module.split(".")[1]


def _with_packages(module: str) -> Iterator[str]:
    """The module, and the packages that importing it loads, without `plugins` itself."""
    names = module.split(".")
    return (".".join(names[:length]) for length in range(2, len(names) + 1))


def _is_adapter(module: str, root: Path) -> bool:
    """Whether it is the `__init__` of a plugin, which needs the whole portal."""
    file = file_of(module, root)
    return file.name == "__init__.py" and "\ndef register(" in file.read_text("utf-8")
