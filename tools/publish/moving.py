"""A reader's old link leads to a page before a switch, at its instant and after it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urlsplit

from tools.publish.manifest import INDEX
from tools.server.moved import Moved


def is_there(new: str, files: Collection[str], root: str = "") -> bool:
    """Whether a new address leads to one of a site's `files`; others' sites are not ours to judge.

    root: the site's path without a slash at its end.
    """
    parts = urlsplit(new)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc:
        return True
    return path.startswith(f"{root}/") and _is_file(path.removeprefix(root), files)


def between(
    now: Iterable[Moved], then: Iterable[Moved], old: Collection[str], new: Collection[str]
) -> tuple[Moved, ...]:
    """What leads no reader astray on either side of a switch from the files `old` to `new`.

    now, then: the tables of both. Where they differ, what is a page in both needs no table.
    """
    before, after = ({moved.key: moved for moved in table} for table in (now, then))
    chosen = []
    for key in before | after:
        known = [table[key] for table in (before, after) if key in table]
        differ = before.get(key) != after.get(key)
        if differ and not key[1] and _is_file(known[0].path, old) and _is_file(known[0].path, new):
            continue
        lasting = (it for it in known if is_there(it.new, old) and is_there(it.new, new))
        best = next(lasting, before.get(key))
        if best:
            chosen.append(best)
    return tuple(chosen)


def _is_file(path: str, files: Collection[str]) -> bool:
    """path: decoded, starts with a slash."""
    return path[1:] in files or posixpath.join(path[1:], INDEX) in files
