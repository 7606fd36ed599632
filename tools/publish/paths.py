"""What POSIX paths inside a release lie in."""

from __future__ import annotations

from collections.abc import Iterable


def folders_of(paths: Iterable[str]) -> set[str]:
    """All that they lie in, the whole itself left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def outermost(paths: Iterable[str]) -> list[str]:
    """Those that lie in none of the others, sorted."""
    given = set(paths)
    return sorted(path for path in given if given.isdisjoint(folders_of([path])))
