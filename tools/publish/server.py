"""The web server allows a release's pages before the first reader can ask for them."""

from __future__ import annotations

import time
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from tools.publish.fetch import has_taken, wait_until_taken
from tools.publish.moving import between
from tools.publish.refusal import PublishRefused
from tools.publish.releases import Release
from tools.publish.server_facts import FOLDER, facts_of, moved_of
from tools.publish.storage import Storage
from tools.publish.targets import Target
from tools.server.caddy import caddy_files
from tools.server.facts import Facts
from tools.server.headers import page_policy
from tools.server.nginx import nginx_files
from tools.server.policy import policy_hashes
from tools.server.refusal import ServerRefused
from tools.server.writing import CHANGED, write_configuration

KINDS = {"nginx": nginx_files, "caddy": caddy_files}
STAMP = f"{FOLDER}/{CHANGED}"
# systemd's path unit tests and reloads the server; a busy machine takes its time.
PATIENCE = 30.0
# nginx lets the processes with the older configuration answer 100 ms longer (ngx_reconfigure); on a
# busy machine, which gets to them late, it is more.
OVERLAP = 0.5
# A release that is wrong is taken back, even where the server does not listen.
PATIENCE_BACK = 5.0


def allow(
    storage: Storage,
    target: Target,
    where: PurePosixPath,
    live: Release,
    to: Release,
    site: Path | None = None,
    patience: float = PATIENCE,
) -> None:
    """Returns once the server sends a policy for `to` and all other releases that are kept.

    Old addresses lead by then to what both `live` and `to` have. site: where `to` was built, if
    not here. Raises PublishRefused.
    """
    try:
        new = {to.name: policy_hashes(site)} if site else {}
        tables = moved_of(storage, live.name), moved_of(storage, to.name)
        moved = between(*tables, live.manifest.files, to.manifest.files)
        _take(storage, target, facts_of(storage, target, where, moved, new), patience)
    except (ServerRefused, PublishRefused) as refusal:
        raise PublishRefused(f"Chưa đăng: {refusal}") from refusal


def lead_on(storage: Storage, target: Target, where: PurePosixPath, live: str) -> None:
    """Old addresses lead where the release that is live by now has its pages.

    Returns once the server does it. Raises PublishRefused.
    """
    try:
        moved = moved_of(storage, live)
        _take(storage, target, facts_of(storage, target, where, moved, {}), PATIENCE)
    except ServerRefused as refusal:
        raise PublishRefused(str(refusal)) from refusal


def _take(storage: Storage, target: Target, facts: Facts, patience: float) -> None:
    policy, mark = page_policy(facts), facts.moved[-1].path
    if not _configure(storage, facts, target.server):
        # A publisher that was killed may have written it and not come to this.
        if has_taken(target.url, policy, mark):
            return
        _write_again(storage)
    _reload(storage, target)
    try:
        wait_until_taken(target.url, policy, mark, patience / 2)
    except PublishRefused:
        # systemd overlooks what changes while it still reloads the server for the last change.
        _write_again(storage)
        _reload(storage, target)
        wait_until_taken(target.url, policy, mark, patience / 2)
    time.sleep(OVERLAP)


def _configure(storage: Storage, facts: Facts, kind: str) -> bool:
    """Writes TARGET/server; False when all is there already."""
    with TemporaryDirectory() as folder:
        files = KINDS[kind](facts)
        write_configuration(Path(folder), files)
        stamp = Path(folder, CHANGED).read_bytes()
        if storage.read(STAMP) == stamp:
            return False
        for name in files:
            storage.write(f"{FOLDER}/{name}", Path(folder, name).read_bytes())
        storage.write(STAMP, stamp)
    return True


def _reload(storage: Storage, target: Target) -> None:
    if target.reload and (complaint := storage.run(target.reload)):
        raise PublishRefused(f"Lệnh reload “{target.reload}” báo lỗi: {complaint}")


def _write_again(storage: Storage) -> None:
    """What systemd watches is a new file, with the same text."""
    storage.write(STAMP, storage.read(STAMP) or b"")
