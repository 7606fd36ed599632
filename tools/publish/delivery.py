"""A prepared site becomes the live release, or everything stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from plugins.shared.messages import gettext
from tools.console import complain
from tools.publish import by_content, fetch, front, kept_content, server
from tools.publish.content_store import ContentStore
from tools.publish.errors import (
    PublishError,
    SteppedBackError,
    TargetUnreachableError,
    UnfinishedError,
)
from tools.publish.manifest import Changes, release_name
from tools.publish.prepare import Prepared
from tools.publish.progress import Progress
from tools.publish.proven import Sound, prove, sound
from tools.publish.releases import (
    FOLDER,
    INCOMING,
    STEPPED_BACK,
    SWITCHING,
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
from tools.publish.storage import FolderStorage, Storage
from tools.publish.switching import (
    knowing_what_is_live,
    left_for_later,
    stepping_back,
    undone,
)
from tools.publish.targets import Target
from tools.publish.upload import parts_of, upload
from tools.publish.whole import whole_files


@dataclass(frozen=True)
class Place:
    """A target and how its files are reached."""

    target: Target
    storage: FolderStorage | ContentStore


def deliver(
    place: Place, prepared: Prepared, changes: Changes, live: Release, progress: Progress
) -> tuple[str, bool]:
    """The name of the new release, which is live, and whether nothing is left to do for it; only to
    be called with the target's lock.

    Raises PublishError or OSError; then `live` is what readers get, as before, unless it is an
    UnfinishedError or LiveUnknownError.
    """
    storage = place.storage
    refuse_overtaken(storage, live)
    names = names_of_releases(storage)
    last = max([live.name, *names])
    names = clear_leftovers(storage, live.name, names)
    name = release_name(prepared.manifest, datetime.now(UTC), last)
    new = Release(name, prepared.manifest)
    with undone(storage, name):
        # The first one that goes once the new one is there.
        recycled = next(iter(surplus([*names, name], live.name)), "")
        known = put_there(place, new, prepared, changes, live, recycled, progress)
        progress.step("switch")
        with server.allowed(storage, place.target, live, new, prepared.code):
            keep(place, known.release, new)
            # Somebody may have broken the lock meanwhile, and published.
            refuse_overtaken(storage, live)
            storage.write(SWITCHING, name.encode("ascii"))
            with stepping_back(storage, live, name):
                switch(storage, name)
                progress.step("read_back")
                check(place, prepared, changes)
    progress.step("tidy")
    with left_for_later(name):
        done = confirm(place, name)
        if not isinstance(storage, ContentStore):
            prove(storage, name, known.read)
        return name, done


def put_there(
    place: Place,
    new: Release,
    prepared: Prepared,
    changes: Changes,
    live: Release,
    recycled: str,
    progress: Progress,
) -> Sound:
    """Makes the release `new`, which nobody sees yet; what is whole of `live`.

    recycled: an older one that may become it, or empty.
    """
    storage, name, now = place.storage, new.name, datetime.now(UTC)
    if isinstance(storage, ContentStore):
        heard = progress.of("upload", len(prepared.files))
        policy = front.policy_of(prepared.code, place.target.is_secure)
        by_content.upload(storage, name, prepared, changes, policy, live, heard)
        progress.done()
        return Sound(live, (), now)
    known = sound(storage, live, now)
    parts = parts_of(prepared.manifest, known.release)
    files = whole_files(prepared, parts.missing)
    heard = progress.of("upload", len(files))
    upload(storage, name, files, parts, prepared, changes, known, recycled, heard)
    progress.done()
    return known


def refuse_overtaken(storage: Storage, live: Release) -> None:
    """Raises PublishError where another release went live meanwhile."""
    if live_name(storage) != live.name:
        raise PublishError(
            gettext("Chưa đăng: vừa có người khác đăng lên đó. Hãy chạy lại lệnh này.")
        )


def keep(place: Place, old: Release, new: Release) -> None:
    """Hashed files of both releases are there for whoever has a page of either open."""
    storage, now = place.storage, datetime.now(UTC)
    if isinstance(storage, ContentStore):
        kept_content.keep(storage, old.name, new.name, now)
    else:
        keep_assets(storage, old, new.manifest, now)


def confirm(place: Place, live: str) -> bool:
    """Somebody wants what is live: the oldest releases go, the timer may go on, and old addresses
    lead into it. False if something is left to do.

    A publisher that was killed after its switch may not have come to this: see `is_unfinished`.
    """
    storage = place.storage
    if place.target.is_gradual:  # a publisher that was killed may have left a part of each
        switch(storage, live)
    storage.remove([INCOMING])
    storage.remove(f"{FOLDER}/{old}" for old in surplus(names_of_releases(storage), live))
    storage.remove([STEPPED_BACK])
    done = settle(place, live)
    if done:
        storage.remove([SWITCHING])
    return done


def settle(place: Place, live: str) -> bool:
    """What only old addresses need may fail: the release is live by now. False if it failed."""
    try:
        if place.target.asks_server:
            server.lead_on(place.storage, place.target, live)
        if place.target.in_bucket:
            front.lead_on(place.storage, live)
    except PublishError as refusal:
        complain(gettext("Cảnh báo: địa chỉ cũ chưa được cập nhật: {refusal}", refusal=refusal))
        return False
    return True


def clear_leftovers(storage: Storage, live: str, names: Sequence[str]) -> list[str]:
    """What a publisher that was killed never switched to goes, so that nobody can step on to it.

    names: of all releases; returns those that are left.
    """
    # A bucket has no half files.
    half = [] if isinstance(storage, ContentStore) else half_files(storage, "", SERVER_FILES)
    storage.remove([INCOMING, *half])
    if not live:  # somebody took away `current`: the releases may be all that is left of the site
        return list(names)
    known = (storage.read(STEPPED_BACK) or b"").decode("ascii", "replace")
    newest = max(live, known)
    storage.remove(f"{FOLDER}/{name}" for name in names if name > newest)
    return [name for name in names if name <= newest]


def check(place: Place, prepared: Prepared, changes: Changes) -> None:
    """Raises SteppedBackError where the web server does not send what the release holds."""
    if wrong := differences(place, prepared, changes):
        raise SteppedBackError(
            gettext("Đã tự trở lại bản trước, vì sau khi đăng, {wrong}.", wrong=wrong)
        )


def differences(place: Place, prepared: Prepared, changes: Changes) -> str:
    """What the web server sends otherwise than `prepared` has it; empty if all is well."""
    target = place.target
    if not target.url:
        return ""

    def bytes_of(path: str) -> bytes | None:
        return prepared.files[path].read_bytes() if path in prepared.files else None

    sample = sample_of(prepared, changes)
    copies = [fetch.HOME + ending for ending in fetch.ENCODINGS.values()]
    whole_files(prepared, [path for path in (*sample, *copies) if path in prepared.files])
    return fetch.differences(target.url, sample, bytes_of, bool(target.server), target.seen_after)


def sample_of(prepared: Prepared, changes: Changes) -> list[str]:
    """The paths that are fetched back."""
    return fetch.sample_of(prepared.files, changes, prepared.moved or {}, prepared.root)


def roll_back(place: Place, live: Release, to: Release) -> None:
    """Makes `to` live; the release that was stays, and its scripts and photos are kept."""
    storage, again = place.storage, f"rollback {to.name}"
    newest = max(live.name, *names_of_releases(storage))
    keep(place, live, to)
    if place.target.asks_server:
        with suppress(PublishError):  # `settle` will say so
            server.allow(storage, place.target, live, to, patience=server.PATIENCE_BACK)
    if to.name != newest:
        storage.write(STEPPED_BACK, newest.encode())
    try:
        switch(storage, to.name)
    except (OSError, TargetUnreachableError) as cause:
        with knowing_what_is_live(live.name, to.name, cause, again):
            now = live_name(storage)
        if now == to.name:
            raise UnfinishedError(
                gettext("Đã chuyển sang bản {now}, nhưng: {cause}", now=now, cause=cause)
            ) from cause
        raise
    if to.name == newest:
        with left_for_later(to.name, again):
            storage.remove([STEPPED_BACK])


def is_rolled_back(storage: Storage, live: str) -> bool:
    """Somebody took the last release back: no timer may put it there again.

    A `rollback` that was killed before its switch has taken nothing back.
    """
    newest = storage.read(STEPPED_BACK)
    return newest is not None and newest.decode("ascii", "replace") != live


def answers_as(place: Place, to: Release) -> str:
    """What the web server sends otherwise than the release holds; empty if all is well."""
    if not place.target.url:
        return ""
    bytes_of = _reader(place.storage, to.name)
    return fetch.differences(
        place.target.url, [fetch.HOME], bytes_of, patience=place.target.seen_after
    )


def _reader(storage: Storage, name: str) -> Callable[[str], bytes | None]:
    return lambda path: storage.read(f"{site_of(name)}/{path}")
