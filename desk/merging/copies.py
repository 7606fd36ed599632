"""Copies that OneDrive, Syncthing and the like put beside an article when two saved it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from desk.listing.record import Record
from plugins.checks.site_rules.conflict_copies import NUMBERED, OF_A_MACHINE, SURE
from plugins.links.files import ARTICLE_SUFFIX
from plugins.vietnamese.text import nfc


class Copy(NamedTuple):
    """path, original: of articles, inside content/; is_sure: else it may be another article, unless
    both are of one moment."""

    path: str
    original: str
    is_sure: bool


def copies_of(records: Mapping[str, Record]) -> list[Copy]:
    """Among all articles, as `check` names them. Those without their original are nobody's copy."""
    return [
        copy
        for copy in named_as_copies(records)
        if copy.is_sure or records[copy.path].date == records[copy.original].date
    ]


def named_as_copies(paths: Iterable[str]) -> Iterator[Copy]:
    """By their names alone, sorted."""
    spelt = {nfc(path): path for path in paths}
    for path in sorted(spelt):
        folder, _, name = path.rpartition("/")
        for stem, is_sure in _originals(name.removesuffix(ARTICLE_SUFFIX)):
            original = spelt.get(f"{folder}/{stem}{ARTICLE_SUFFIX}")
            if original is not None:
                yield Copy(spelt[path], original, is_sure)
                break


def _originals(stem: str) -> Iterator[tuple[str, bool]]:
    if found := SURE.fullmatch(stem):
        yield found["name"] or found["behind"], True
    if found := NUMBERED.fullmatch(stem):
        yield found["name"], True
    if found := OF_A_MACHINE.fullmatch(stem):
        yield found["name"], False
