"""A prepared site becomes the live release, or everything stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from tools.console import complain
from tools.publish import fetch, front, server
from tools.publish.manifest import Changes, release_name
from tools.publish.prepare import Prepared
from tools.publish.progress import Progress
from tools.publish.refusal import PublishRefused, TargetUnreachable
from tools.publish.releases import (
    FOLDER,
    INCOMING,
    LIVE,
    Release,
    half_files,
    keep_assets,
    live_name,
    names_of_releases,
    site_of,
    surplus,
    switch,
)
from tools.publish.server_facts import FOLDER as SERVER_FILES
from tools.publish.storage import Storage
from tools.publish.targets import Target
from tools.publish.upload import upload

# Names the last release that somebody stepped back from; gone at the next publication.
STEPPED_BACK = "rollback"


@dataclass(frozen=True)
class Place:
    target: Target
    storage: Storage


def deliver(
    place: Place, prepared: Prepared, changes: Changes, live: Release, progress: Progress
) -> str:
    """The name of the new release, which is live; only to be called with the target's lock.

    Raises PublishRefused or OSError; then `live` is what readers get, as before.
    """
    storage = place.storage
    if live_name(storage) != live.name:
        raise PublishRefused("Chưa đăng: vừa có người khác đăng lên đó. Hãy chạy lại lệnh này.")
    clear_leftovers(storage, live.name)
    last = max([live.name, *names_of_releases(storage)])
    name = release_name(prepared.manifest, datetime.now(UTC), last)
    new = Release(name, prepared.manifest)
    with undone(storage, name):
        heard = progress.of("Chuyển", len(prepared.files))
        upload(storage, name, prepared.files, prepared.manifest, changes, live, heard)
        progress.done()
        if place.target.in_bucket:
            front.describe(storage, name, prepared.site, place.target.is_secure)
        with server.allowed(storage, place.target, live, new, prepared.site):
            keep(place, live, new)
            with stepping_back(storage, live):
                switch(storage, name)
                check(place, prepared, changes)
    confirm(place, name)
    return name


def keep(place: Place, old: Release, new: Release) -> None:
    """Hashed files of both releases are there for whoever has a page of either open."""
    keep_assets(place.storage, old, new.manifest, datetime.now(UTC))
    if place.target.in_bucket:
        front.share_assets(place.storage, new)


def confirm(place: Place, live: str) -> None:
    """Somebody wants what is live: the oldest releases go, the timer may go on, and old addresses
    lead into it.

    A publisher that was killed after its switch may not have come to this.
    """
    storage = place.storage
    storage.remove([INCOMING])
    storage.remove(f"{FOLDER}/{old}" for old in surplus(names_of_releases(storage), live))
    storage.remove([STEPPED_BACK])
    settle(place, live)


def settle(place: Place, live: str) -> None:
    """What only old addresses need may fail: the release is live by now."""
    try:
        if place.target.server:
            server.lead_on(place.storage, place.target, live)
        if place.target.in_bucket:
            front.lead_on(place.storage, live)
    except PublishRefused as refusal:
        complain(f"Cảnh báo: địa chỉ cũ chưa được cập nhật: {refusal}")


def clear_leftovers(storage: Storage, live: str) -> None:
    """What a publisher that was killed never switched to, so that nobody can step on to it."""
    known = (storage.read(STEPPED_BACK) or b"").decode("ascii", "replace")
    newest = max(live, known)
    storage.remove([INCOMING, *half_files(storage, "", SERVER_FILES)])
    storage.remove(f"{FOLDER}/{name}" for name in names_of_releases(storage) if name > newest)


@contextmanager
def undone(storage: Storage, name: str) -> Iterator[None]:
    """A release that cannot go live leaves nothing behind."""
    try:
        yield
    except BaseException:
        with suppress(OSError, TargetUnreachable):
            storage.remove([INCOMING, f"{FOLDER}/{name}"])
        raise


@contextmanager
def stepping_back(storage: Storage, live: Release) -> Iterator[None]:
    """Whatever goes wrong inside, also Ctrl-C: readers have the `live` release again."""
    try:
        yield
    except BaseException:
        if live.name:
            switch(storage, live.name)
        else:
            storage.remove([LIVE])
        raise


def check(place: Place, prepared: Prepared, changes: Changes) -> None:
    """Raises PublishRefused where the web server does not send what the release holds."""
    target = place.target
    if not target.url:
        return

    def bytes_of(path: str) -> bytes | None:
        return prepared.files[path].read_bytes() if path in prepared.files else None

    sample = fetch.sample_of(prepared.files, changes, prepared.moved or {}, prepared.root)
    wrong = fetch.differences(target.url, sample, bytes_of, bool(target.server), target.patience)
    if wrong:
        raise PublishRefused(f"Đã tự trở lại bản trước, vì sau khi đăng, {wrong}.")


def step_back(place: Place, live: Release, to: Release) -> None:
    """Makes `to` live; the release that was stays, and its scripts and photos are kept."""
    storage = place.storage
    newest = max(live.name, *names_of_releases(storage))
    keep(place, live, to)
    if place.target.server:
        with suppress(PublishRefused):  # `settle` will say so
            server.allow(storage, place.target, live, to, patience=server.PATIENCE_BACK)
    if to.name != newest:
        storage.write(STEPPED_BACK, newest.encode())
    switch(storage, to.name)
    if to.name == newest:
        storage.remove([STEPPED_BACK])


def is_stepped_back(storage: Storage) -> bool:
    """Somebody took the last release back: no timer may put it there again."""
    return storage.read(STEPPED_BACK) is not None


def answers_as(place: Place, to: Release) -> str:
    """What the web server sends otherwise than the release holds; empty if all is well."""
    if not place.target.url:
        return ""
    bytes_of = _reader(place.storage, to.name)
    return fetch.differences(
        place.target.url, [fetch.HOME], bytes_of, patience=place.target.patience
    )


def _reader(storage: Storage, name: str) -> Callable[[str], bytes | None]:
    return lambda path: storage.read(f"{site_of(name)}/{path}")
