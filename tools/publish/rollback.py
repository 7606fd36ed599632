"""`rollback` and `releases`: a publisher sees what was published, and takes it back at once."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.messages import gettext
from tools.console import complain, say
from tools.places import PUBLISHED_SETTINGS
from tools.publish.choosing import choose_release, find_place, refuse_root
from tools.publish.delivery import Place, answers_as, is_rolled_back, roll_back, settle
from tools.publish.fetch import HOME, address_of
from tools.publish.journal import note
from tools.publish.lines import Ended, ReleaseRow, Releases
from tools.publish.lock import held_here, held_there
from tools.publish.manifest import moment_of
from tools.publish.progress import Progress
from tools.publish.releases import live_name, names_of_releases, read_release, refuse_foreign
from tools.publish.reporting import reported
from tools.publish.summary import listing
from tools.publish.switching import left_for_later


def rollback(
    release: str = "",
    name: str = "",
    settings_file: Path = PUBLISHED_SETTINGS,
    steal: bool = False,
    lines: Path | None = None,
    who: str = "",
) -> int:
    """Makes an older release live: the one before, or the one named; returns the exit code.

    steal: another's lock is broken; lines: a file that gets what is done as data (lines.py); who:
    for the journal, "" for the system's user.
    """
    progress = Progress(lines=lines)
    return reported(lambda: _rollback(release, name, settings_file, steal, progress, who), progress)


def _rollback(
    release: str, name: str, settings_file: Path, steal: bool, progress: Progress, who: str
) -> int:
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    storage = place.storage
    with held_here(place.target.to), held_there(storage, place.target.to, steal):
        refuse_foreign(storage)
        live = live_name(storage)
        to = read_release(storage, choose_release(names_of_releases(storage), live, release))
        progress.step("switch")
        roll_back(place, read_release(storage, live), to)
        note("rollback", settings_file, name, to.name, live, who)
        rests = is_rolled_back(storage, to.name)
        pause = gettext(" Hẹn giờ tạm nghỉ cho tới lần đăng sau.") if rests else ""
        say(
            gettext(
                "“{name}” đang dùng bản {release}.{pause}", name=name, release=to.name, pause=pause
            )
        )
        with left_for_later(to.name, f"rollback {to.name}"):
            settle(place, to.name)
    progress.step("read_back")
    url = place.target.url
    if wrong := answers_as(place, to):
        warning = gettext("Cảnh báo: đã chuyển bản, nhưng {wrong}.", wrong=wrong)
        complain(warning)
        progress.tell(Ended("rolled_back_not_seen", warning, release=to.name, url=url))
        return 1
    compared = (address_of(url, HOME),) if url else ()
    progress.tell(Ended("rolled_back", release=to.name, url=url, compared=compared))
    return 0


def releases(
    name: str = "", settings_file: Path = PUBLISHED_SETTINGS, lines: Path | None = None
) -> int:
    """Lists what is on the target; returns the exit code. lines: as of `rollback`."""
    progress = Progress(lines=lines)
    return reported(lambda: _releases(name, settings_file, progress), progress)


def _releases(name: str, settings_file: Path, progress: Progress) -> int:
    _, place = find_place(name, settings_file)
    rows = rows_of(place)
    say(listing(rows))
    progress.tell(Releases(tuple(rows)))
    return 0


def rows_of(place: Place) -> list[ReleaseRow]:
    """What is on the target, the newest first."""
    live = live_name(place.storage)
    return [
        ReleaseRow(
            name,
            moment_of(name).isoformat(),
            *read_release(place.storage, name).changed,
            live=name == live,
        )
        for name in reversed(names_of_releases(place.storage))
    ]
