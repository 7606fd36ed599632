"""A deed of several files is done whole: refused before the first, or finished after a kill.

What is to be done is written down on this machine before it is begun; what a killed desk left is
done by the next one. No byte is lost meanwhile: what a file said is kept as a version, or lies in
the bin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from desk.article.replacing import disk_error, read_file, replace_file
from desk.history.aside import make_folder
from desk.history.following import follow
from desk.history.now import bytes_now
from desk.history.versions import keep_version
from desk.listing.bin import put_in_bin
from desk.photos.placing import write_fresh
from desk.shell.deeds import Change, Deed, digest_of, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from tools.file_lock import hold, release

FOLDER = "journal"
LOCK = "carrying.lock"


class Plan(msgspec.Struct, frozen=True):
    """texts: by their digest, what files will say."""

    deed: Deed
    texts: Mapping[str, bytes]


def carry_out(desk: Desk, deed: Deed, texts: Mapping[str, bytes]) -> None:
    """texts: as in Plan. An article that goes and comes nowhere else lies in the bin.

    Raises DeskError, and nothing is done then: 409 where a file is not as the deed says it was; 503
    and 507 where the disk does not take it.
    """
    try:
        with desk.turn, _held(desk):
            _finish_all(desk)
            _refuse_changed(desk, deed)
            for change in deed.changes:
                if change.before and (change.after or deed.moved):
                    keep_version(desk, change.path, bytes_now(desk, change.path), deed.who)
            file = desk.scratch / FOLDER / f"{deed.id}.json"
            replace_file(file, msgspec.json.encode(Plan(deed, texts)))
            if not _finish(desk, file):
                raise _taken(", ".join(each.path for each in deed.changes if not each.before))
    except OSError as cause:
        raise disk_error(cause, desk.content, WORDS.errors.disk) from cause


def finish_left(desk: Desk) -> None:
    """What a desk of this machine was killed at. Raises OSError."""
    if _left(desk):
        with desk.turn, _held(desk):
            _finish_all(desk)


@contextmanager
def _held(desk: Desk) -> Iterator[None]:
    """Against another desk of this machine."""
    handle = hold(desk.scratch / FOLDER / LOCK)
    try:
        yield
    finally:
        release(handle)


def _refuse_changed(desk: Desk, deed: Deed) -> None:
    say = WORDS.journal.refused
    for change in deed.changes:
        now = read_file(desk.content / change.path)
        if change.before and not now:
            raise DeskError(409, say.gone.format(path=change.path), say.gone_remedy)
        if not change.before and (desk.content / change.path).exists():
            raise _taken(change.path)
        if digest_of(now) != change.before:
            raise DeskError(409, say.changed.format(path=change.path), say.changed_remedy)


def _taken(path: str) -> DeskError:
    say = WORDS.journal.refused
    return DeskError(409, say.taken.format(path=path), say.taken_remedy)


def _finish_all(desk: Desk) -> None:
    for file in _left(desk):
        _finish(desk, file)


def _left(desk: Desk) -> list[Path]:
    return sorted((desk.scratch / FOLDER).glob("*.json"))


def _finish(desk: Desk, file: Path) -> bool:
    """Each step is done or was done; what somebody else changed meanwhile stays theirs. Whether it
    is done then: not where somebody else has a name that it needs."""
    try:
        plan = msgspec.json.decode(file.read_bytes(), type=Plan)
    except msgspec.MsgspecError:  # of another release of the desk
        file.rename(file.with_suffix(".la"))
        return False
    deed = plan.deed
    is_there = all(
        _come(desk, change, plan.texts[change.after])
        for change in deed.changes
        if not change.before
    )
    if is_there:  # else an article that moves would be gone here and not there
        for change in deed.changes:
            if change.before and digest_of(bytes_now(desk, change.path)) == change.before:
                _replace(desk, deed, change, plan.texts)
        if deed.moved:
            follow(desk, *deed.moved)
        done(desk, deed)
    file.unlink()
    return is_there


def _come(desk: Desk, change: Change, text: bytes) -> bool:
    """Whether it is there then: somebody may have taken the name at this moment."""
    path = desk.content / change.path
    make_folder(desk, path.parent)
    with suppress(FileExistsError):
        write_fresh(path, text)
    return digest_of(read_file(path)) == change.after


def _replace(desk: Desk, deed: Deed, change: Change, texts: Mapping[str, bytes]) -> None:
    try:
        if change.after:
            replace_file(desk.content / change.path, texts[change.after])
        elif deed.moved:
            (desk.content / change.path).unlink()
        else:
            put_in_bin(desk, change.path, deed.who)
    except FileNotFoundError:  # another machine did the same at this moment
        if not desk.content.is_dir():
            raise
