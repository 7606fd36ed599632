"""`rollback` and `releases`: a publisher sees what was published, and takes it back at once."""

from __future__ import annotations

from pathlib import Path

from tools.console import complain, say
from tools.places import PUBLISHED_SETTINGS
from tools.publish.choosing import choose_release, find_place, refuse_root
from tools.publish.delivery import answers_as, is_rolled_back, roll_back, settle
from tools.publish.lock import held_here, held_there
from tools.publish.releases import live_name, names_of_releases, read_release, refuse_foreign
from tools.publish.reporting import reported
from tools.publish.summary import listing
from tools.publish.switching import left_for_later


def rollback(
    release: str = "",
    name: str = "",
    settings_file: Path = PUBLISHED_SETTINGS,
    steal: bool = False,
) -> int:
    """Makes an older release live: the one before, or the one named; returns the exit code.

    steal: another's lock is broken.
    """
    return reported(lambda: _rollback(release, name, settings_file, steal))


def _rollback(release: str, name: str, settings_file: Path, steal: bool) -> int:
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    storage = place.storage
    with held_here(place.target.to), held_there(storage, place.target.to, steal):
        refuse_foreign(storage)
        live = live_name(storage)
        to = read_release(storage, choose_release(names_of_releases(storage), live, release))
        roll_back(place, read_release(storage, live), to)
        rests = is_rolled_back(storage, to.name)
        pause = " Hẹn giờ tạm nghỉ cho tới lần đăng sau." if rests else ""
        say(f"“{name}” đang dùng bản {to.name}.{pause}")
        with left_for_later(to.name, f"rollback {to.name}"):
            settle(place, to.name)
    if wrong := answers_as(place, to):
        complain(f"Cảnh báo: đã chuyển bản, nhưng {wrong}.")
        return 1
    return 0


def releases(name: str = "", settings_file: Path = PUBLISHED_SETTINGS) -> int:
    """Lists what is on the target; returns the exit code."""
    return reported(lambda: _releases(name, settings_file))


def _releases(name: str, settings_file: Path) -> int:
    _, place = find_place(name, settings_file)
    names = names_of_releases(place.storage)
    say(listing((read_release(place.storage, each) for each in names), live_name(place.storage)))
    return 0
