"""A build that finds other code than the last one ran makes all anew."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from plugins.shared.loaded import (
    UnknownCodeError,
    digest_of_place,
    folders_of_installed,
    places_of_code,
)
from plugins.shared.messages import gettext, gettext_noop

ALL_ANEW = gettext_noop("Mỗi lần dựng đều làm lại mọi trang, vì %s")


def places_of_templates(loader: BaseLoader | None, known: Iterable[str]) -> set[str]:
    """Folders where it looks for templates, but installed ones and those inside `known` ones.

    Raises UnknownCodeError.
    """
    others = (*folders_of_installed(), *(f"{folder}{os.sep}" for folder in known))
    return {place for place in _search_path(loader) if not f"{place}{os.sep}".startswith(others)}


def code_as_kept(last: dict[str, bytes] | None) -> dict[str, bytes] | None:
    """last: digests by place of what made all that is kept, None where nothing is; the same, or
    None where it is not as it was then, or other code is there besides.

    Raises UnknownCodeError.
    """
    if last is None:
        return {}
    if not places_of_code() <= last.keys():
        return None
    return last if all(digest_of_place(place) == last[place] for place in last) else None


def digests_of_code(places: Iterable[str], loaded: int) -> dict[str, bytes]:
    """By place; loaded: when this process began to load code, in nanoseconds since 1970."""
    return {place: digest_of_place(place, loaded) for place in sorted(places)}


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
        raise UnknownCodeError(
            gettext(
                "không biết “{name}” lấy mẫu trang ở đâu, nên không so được với lần trước.",
                name=name,
            )
        )
