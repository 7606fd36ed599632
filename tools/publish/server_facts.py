"""What a publisher asks of the web server, read from a target's releases."""

from __future__ import annotations

from collections.abc import Iterable

from tools.publish.releases import names_of_releases, site_of
from tools.publish.storage import Storage
from tools.server.errors import ServerConfigError
from tools.server.moved import MAP, Moved, parse_moved
from tools.server.policy import Hashes, policy_hashes
from tools.server.wanted import FILE, Wanted, read_wanted

FOLDER = FILE.partition("/")[0]


def wanted_of(storage: Storage, moved: tuple[Moved, ...], new: dict[str, Hashes]) -> Wanted:
    """new: hashes of releases that cannot be read there. Raises ServerConfigError, also for what
    root's renderer would refuse."""
    known = _known(storage) | new
    wanted = Wanted(moved, dict(_read(storage, names_of_releases(storage), known)))
    read_wanted(wanted.data)
    return wanted


def moved_of(storage: Storage, release: str) -> tuple[Moved, ...]:
    """Old addresses of a release; release: "" for none."""
    text = storage.read(f"{site_of(release)}/{MAP}") if release else None
    return parse_moved((text or b"").decode("utf-8").split("\n"))


def _known(storage: Storage) -> dict[str, Hashes]:
    """Each release is read once and then remembered in what was asked for."""
    try:
        return dict(read_wanted(storage.read(FILE)).policies)
    except ServerConfigError:  # something else has spoilt it
        return {}


def _read(
    storage: Storage, names: Iterable[str], known: dict[str, Hashes]
) -> Iterable[tuple[str, Hashes]]:
    for name in names:
        if name in known:
            yield name, known[name]
        elif site := storage.local(site_of(name)):
            yield name, policy_hashes(site)
