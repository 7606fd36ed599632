"""A build that finds other code than the last one ran makes all anew."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from plugins.incremental.state import State
from plugins.loaded import (
    NO_WAY,
    UNSURE,
    UnknownCodeError,
    digest_of_place,
    folders_of_installed,
    places_of_code,
)

CODE = "code"
ALL_ANEW = "Mỗi lần dựng đều làm lại mọi trang, vì %s"


def places_of_templates(loader: BaseLoader | None, known: Iterable[str]) -> set[str]:
    """Folders where it looks for templates, but installed ones and those inside `known` ones.

    Raises UnknownCodeError.
    """
    others = (*folders_of_installed(), *(f"{folder}{os.sep}" for folder in known))
    return {place for place in _search_path(loader) if not f"{place}{os.sep}".startswith(others)}


def code_as_kept(state: State) -> dict[str, bytes] | None:
    """Digests by place of what made the state's readings and pages; None where it is not as it was
    then, or other code is there besides. Raises UnknownCodeError."""
    last: dict[str, bytes] | None = state.recall(CODE)
    if last is None:
        return {}
    if not places_of_code() <= last.keys():
        return None
    return last if all(digest_of_place(place) == last[place] for place in last) else None


def keep_code(
    state: State, known: dict[str, bytes], places: set[str], loaded: int
) -> dict[str, bytes]:
    """known: what `code_as_kept` gave; places: of all that the build ran, once it has; loaded: when
    this process began to load code, in nanoseconds since 1970. Returns what is known then."""
    new = {place: digest_of_place(place, loaded) for place in sorted(places - known.keys())}
    if new or state.recall(CODE) is None:
        state.keep(CODE, known | new)
    return known | new


def forget_code(state: State) -> None:
    """The next build makes all anew."""
    state.keep(CODE, {"": UNSURE})


def _search_path(loader: BaseLoader | None) -> Iterator[str]:
    if isinstance(loader, FileSystemLoader):
        yield from map(os.fspath, loader.searchpath)
    elif isinstance(loader, ChoiceLoader):
        for each in loader.loaders:
            yield from _search_path(each)
    elif isinstance(loader, PrefixLoader):
        for each in loader.mapping.values():
            yield from _search_path(each)
    elif isinstance(loader, PackageLoader):
        yield loader._template_root
    elif loader is not None:
        name = type(loader).__name__
        raise UnknownCodeError(f"không biết “{name}” lấy mẫu trang ở đâu, {NO_WAY}")
