"""What a publisher's command says to another program: a line of JSON for each thing, as it happens.

Paths are inside content/, addresses as a browser shows them; both sorted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

StepName = Literal["build", "prove", "compress", "compare", "upload", "switch", "read_back", "tidy"]
Kind = Literal["new", "changed", "gone"]
# How a command ended, besides what errors.py calls an end: these are good ones.
GOOD = ("looked", "published", "nothing_new", "rolled_back")


class Begun(msgspec.Struct, frozen=True, tag="begun"):
    """moment: in UTC, ISO 8601."""

    command: str
    target: str
    moment: str


class Step(msgspec.Struct, frozen=True, tag="step"):
    """One that begins, or goes on: `done` of `total` files, 0 where they are not counted."""

    step: StepName
    done: int = 0
    total: int = 0


class TextChange(msgspec.Struct, frozen=True):
    """Of an article, or of another text that the site is made from; then the address is "".

    before: digest of the text that readers have (`origin.text_digest`), "" where it is not known;
    leads_to: where the address of one that goes leads on, may be ""; silent: it says something
    else, and does not say so.
    """

    file: str
    address: str
    kind: Kind
    before: str = ""
    leads_to: str = ""
    silent: bool = False


class Plan(msgspec.Struct, frozen=True, tag="plan"):
    """What a publication would change for readers.

    live: the release that they have, "" before the first, by `who`; sign: of what was compared,
    another one whenever something else would go up; nothing_new: readers have all of it; pending:
    then something of the last publication or rollback is left that a publication does.
    lost: addresses that would lead nowhere; older: texts that only the live release has, in
    sentences; warnings: of the checks; shortfalls: what readers do not get at this target, which
    others promise, in sentences.
    """

    target: str
    to: str
    url: str
    live: str
    who: str
    sign: str
    nothing_new: bool = False
    pending: bool = False
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    others: int = 0
    texts: tuple[TextChange, ...] = ()
    lost: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    shortfalls: tuple[str, ...] = ()


class ReleaseRow(msgspec.Struct, frozen=True):
    """moment: in UTC, ISO 8601; new, changed, removed: pages, when it was published."""

    name: str
    moment: str
    new: int
    changed: int
    removed: int
    live: bool


class Releases(msgspec.Struct, frozen=True, tag="releases"):
    """The newest first."""

    rows: tuple[ReleaseRow, ...]


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """outcome: one of GOOD, or what stopped it (errors.py); said: the sentence, faults: what it
    names; release: that is live now, where it is known; compared: addresses that were fetched back
    and are as published."""

    outcome: str
    said: str = ""
    faults: tuple[str, ...] = ()
    remedy: str = ""
    release: str = ""
    url: str = ""
    compared: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether readers have what was wanted."""
        return self.outcome in GOOD


Line = Begun | Step | Plan | Releases | Ended


def lock_of(lines: Path) -> Path:
    """Held while the command that writes `lines` works, and any other beside it."""
    return lines.with_name("running.lock")


def write_line(file: Path, line: Line) -> None:
    """Behind those that are there. Raises OSError."""
    with file.open("ab") as opened:
        opened.write(msgspec.json.encode(line) + b"\n")


def read_lines(file: Path) -> list[Line]:
    """Empty where there is no file; what is just being written, or no line of ours, is left out."""
    try:
        lines = file.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    decoder = msgspec.json.Decoder(Line)
    found: list[Line] = []
    for line in lines:
        try:
            found.append(decoder.decode(line))
        except msgspec.MsgspecError:
            continue
    return found
