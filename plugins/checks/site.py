"""All of content/ as a rule across files sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from plugins.checks.facts import Facts
from plugins.vietnamese.text import nfc

# Never checked as articles and never published; the rule on leftovers names them.
HIDDEN_FOLDERS = {".git", "__pycache__"}


@dataclass(frozen=True)
class Site:
    """content: the folder; name: how its paths begin for the editor (`content`).

    facts: by path, of all articles and pages whose head could be read; static: folders copied as
    they are; folders: of articles and pages; now: what counts as the present.
    """

    content: Path
    name: str
    facts: Mapping[str, Facts]
    static: tuple[str, ...]
    folders: tuple[str, ...]
    site_url: str
    now: datetime

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file's path inside content/, as the disk spells it, sorted."""
        return tuple(sorted(_files(self.content, "")))

    @cached_property
    def spelt(self) -> Mapping[str, str]:
        """The disk's spelling by NFC spelling."""
        return {nfc(file): file for file in self.files}

    @cached_property
    def case_folded(self) -> Mapping[str, str]:
        """A file's NFC spelling by its case-folded one."""
        return {nfc(file).casefold(): nfc(file) for file in self.files}

    @cached_property
    def addresses(self) -> Mapping[str, Facts]:
        """The first article at each address, without the site's root."""
        found: dict[str, Facts] = {}
        for facts in self.facts.values():
            found.setdefault(facts.address, facts)
        return found


def _files(folder: Path, prefix: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in HIDDEN_FOLDERS:
                yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name
