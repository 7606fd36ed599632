"""`publish --verify`: a target that somebody damaged is whole again, or the publisher hears why."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from plugins.shared.messages import gettext
from tools.console import complain, say
from tools.failures import BuildError
from tools.publish import content_damage, front
from tools.publish.content_store import ContentStore
from tools.publish.damage import Compared, Look, look_at, names_in, report, whole_places
from tools.publish.delivery import Place, answers_as
from tools.publish.errors import PublishError
from tools.publish.lock import held_here, held_there
from tools.publish.manifest import NAME as MANIFEST
from tools.publish.manifest import Changes, manifest_text
from tools.publish.prepare import Prepared
from tools.publish.proven import prove
from tools.publish.releases import (
    FOLDER,
    INCOMING,
    KEPT,
    digest_of,
    live_name,
    read_kept,
    read_release,
    refuse_foreign,
    write_kept,
)
from tools.publish.storage import FolderStorage
from tools.publish.targets import Target
from tools.publish.whole import whole_files


def verify(
    place: Place,
    dry_run: bool,
    steal: bool,
    build: Callable[[], Prepared],
    publish: Callable[[], int],
) -> int:
    """Compares the target with what was published, mends it, and returns the exit code.

    build: what readers would get now; publish: makes a new release of it.
    """
    storage, to = place.storage, place.target.to
    refuse_foreign(storage)
    if not live_name(storage):
        complain(gettext("Nơi đăng chưa có bản nào đang dùng, nên không có gì để đối chiếu."))
        return 1
    # Who only looks leaves nothing there, not even a lock.
    there = nullcontext() if dry_run else held_there(storage, to, steal)
    with held_here(to), there:
        look = look_into(place)
        if not look.damaged and not look.untrusted:
            return _whole(place, look, gettext("Không có gì khác với lúc đăng"), dry_run)
        say(report(look))
        if dry_run:
            say(gettext("Chạy thử: chưa sửa gì."))
            return 1
        hopeless = mended(place, look, _built(build)).hopeless
    if look.live in hopeless:
        say(
            gettext(
                "Bản {live} đang dùng không sửa được từ tệp nào có sẵn: đăng bản mới thay nó.",
                live=look.live,
            )
        )
        if code := publish():
            return code
    with held_here(to), held_there(storage, to):
        for name in hopeless:
            if name != live_name(storage):
                storage.remove([f"{FOLDER}/{name}"])
                say(
                    gettext(
                        "Đã bỏ bản {name}: không còn tệp lành để sửa, không nên trở lại bản ấy.",
                        name=name,
                    )
                )
        look = look_into(place)
        if look.damaged or look.untrusted:
            complain(gettext("Chưa sửa được hết:\n{report}", report=report(look)))
            return 1
        return _whole(place, look, gettext("Đã sửa xong"))


def look_into(place: Place) -> Look:
    """Compares all that the target has."""
    if isinstance(place.storage, ContentStore):
        return content_damage.look_at(place.storage)
    return look_at(place.storage, place.target)


def mended(place: Place, look: Look, prepared: Prepared | None) -> Look:
    """Puts whole files in the place of damaged ones; what is left."""
    storage = place.storage
    if isinstance(storage, ContentStore):
        return content_damage.mended(storage, look, prepared, place.target.is_secure)
    return mend(storage, place.target, look, prepared)


def mend(storage: FolderStorage, target: Target, look: Look, prepared: Prepared | None) -> Look:
    """As `mended`, in each release by itself.

    A damaged file may be one file with names in several releases, so it is never written to.
    """
    if prepared:
        for name in look.untrusted:
            if digest_of(name) == prepared.manifest.digest:
                _write_manifest(storage, name, prepared)
    for it in look.damaged:
        storage.unseal(it.folder)
    look = look_at(storage, target)
    wanted = {it.files[path].sha256 for it in look.damaged for path in it.wrong}
    with tempfile.TemporaryDirectory() as room:
        whole = _whole_files(storage, look, wanted, prepared, Path(room))
        for it in look.damaged:
            _mend_folder(storage, it, whole)
    storage.remove([INCOMING])
    _seal(storage, look)
    return look_at(storage, target)


def _built(build: Callable[[], Prepared]) -> Prepared | None:
    """Without one, other releases may still have the same files."""
    try:
        return build()
    except (PublishError, BuildError) as failure:
        complain(str(failure))
        return None


def _whole_files(
    storage: FolderStorage, look: Look, wanted: set[str], prepared: Prepared | None, room: Path
) -> dict[str, Path]:
    """By SHA-256: of the build where it has them, else read from the target into `room`."""
    files = prepared.manifest.files if prepared else {}
    whole = {
        entry.sha256: whole_files(prepared, [path])[path]
        for path, entry in files.items()
        if prepared and entry.sha256 in wanted
    }
    places = whole_places(look.compared)
    for digest in sorted(wanted & places.keys() - whole.keys()):
        data = storage.read(places[digest]) or b""
        if hashlib.sha256(data).hexdigest() == digest:
            whole[digest] = room / digest
            whole[digest].write_bytes(data)
    return whole


def _mend_folder(storage: FolderStorage, it: Compared, whole: Mapping[str, Path]) -> None:
    if not it.seen:  # perhaps a link in the folder's place
        storage.remove([it.folder])
    storage.remove(f"{it.folder}/{path}" for path in (*it.strange, *it.missing))
    files = {
        path: whole[it.files[path].sha256] for path in it.wrong if it.files[path].sha256 in whole
    }
    fresh = f"{INCOMING}/{it.folder.removeprefix(f'{FOLDER}/')}"
    # Of a time of their own: a browser that has the damaged bytes has to ask again.
    storage.send(fresh, files, int(datetime.now(UTC).timestamp()), lambda _: None)
    storage.rename([(f"{fresh}/{path}", f"{it.folder}/{path}") for path in files])
    if it.folder == KEPT:
        _forget_kept(storage, [path for path in it.wrong if path not in files])


def _forget_kept(storage: FolderStorage, paths: list[str]) -> None:
    """Nobody has them whole any more."""
    storage.remove(f"{KEPT}/{path}" for path in paths)
    kept = read_kept(storage) or {}
    if gone := kept.keys() & set(paths):
        write_kept(storage, {path: it for path, it in kept.items() if path not in gone})


def _write_manifest(storage: FolderStorage, name: str, prepared: Prepared) -> None:
    storage.unseal(f"{FOLDER}/{name}")
    file = f"{FOLDER}/{name}/{MANIFEST}"
    if storage.read(file) is None:
        storage.remove([file])
    storage.write(file, manifest_text(prepared.manifest, Changes()).encode())


def _seal(storage: FolderStorage, look: Look) -> None:
    for name in names_in(look.compared):
        storage.seal(f"{FOLDER}/{name}")


def _whole(place: Place, look: Look, what: str, dry_run: bool = False) -> int:
    """What readers get is compared too."""
    storage, count = place.storage, look.count
    if isinstance(storage, ContentStore) and not dry_run:
        storage.delete(look.garbage)
        front.lead_on(storage, look.live)
    releases = len(names_in(look.compared))
    if wrong := answers_as(place, read_release(place.storage, look.live)):
        complain(
            gettext(
                "Nơi đăng nguyên vẹn ({releases} bản, {count} tệp), nhưng {wrong}.",
                releases=releases,
                count=count,
                wrong=wrong,
            )
        )
        return 1
    if not dry_run and not isinstance(storage, ContentStore):
        prove(storage, look.live, datetime.now(UTC))
    say(
        gettext(
            "{what}: {releases} bản, {count} tệp, bản đang dùng là {live}.",
            what=what,
            releases=releases,
            count=count,
            live=look.live,
        )
    )
    return 0
