"""The web server allows a release's pages before the first reader can ask for them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tools.publish.fetch import has_taken, wait_until_taken
from tools.publish.moving import between, marked
from tools.publish.refusal import PublishRefused
from tools.publish.releases import Release, names_of_releases, site_of
from tools.publish.storage import Storage
from tools.publish.targets import Target
from tools.server.caddy import caddy_files
from tools.server.facts import ALL_ADDRESSES, Certificate, Facts
from tools.server.headers import page_policy
from tools.server.moved import MAP, Moved, parse_moved
from tools.server.nginx import nginx_files
from tools.server.policy import NO_HASHES, Hashes, policy_hashes
from tools.server.refusal import ServerRefused
from tools.server.writing import (
    CHANGED,
    MEMORY,
    policies_text,
    read_policies,
    write_configuration,
)

FOLDER = "server"
KINDS = {"nginx": nginx_files, "caddy": caddy_files}
# systemd's path unit tests and reloads the server; a busy machine takes its time.
PATIENCE = 30.0
# nginx lets the processes with the older configuration answer 100 ms longer (ngx_reconfigure).
OVERLAP = 0.25
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
        tables = _moved(storage, live.name), _moved(storage, to.name)
        moved = between(*tables, live.manifest.files, to.manifest.files)
        _take(storage, target, _facts(storage, target, where, moved, new), patience)
    except (ServerRefused, PublishRefused) as refusal:
        raise PublishRefused(f"Chưa đăng: {refusal}") from refusal


def lead_on(storage: Storage, target: Target, where: PurePosixPath, live: str) -> None:
    """Old addresses lead where the release that is live by now has its pages.

    Returns once the server does it. Raises PublishRefused.
    """
    try:
        moved = _moved(storage, live)
        _take(storage, target, _facts(storage, target, where, moved, {}), PATIENCE)
    except ServerRefused as refusal:
        raise PublishRefused(str(refusal)) from refusal


def _take(storage: Storage, target: Target, facts: Facts, patience: float) -> None:
    policy, mark = page_policy(facts), facts.moved[-1].path
    written = _configure(storage, facts, target.server)
    # A publisher that was killed may have written it and not come to this.
    if not written and has_taken(target.url, policy, mark):
        return
    _reload(storage, target)
    wait_until_taken(target.url, policy, mark, patience)
    time.sleep(OVERLAP)


def _facts(
    storage: Storage,
    target: Target,
    where: PurePosixPath,
    moved: tuple[Moved, ...],
    new: dict[str, Hashes],
) -> Facts:
    parts = urlsplit(target.url)
    tls = parts.scheme == "https"
    if tls and target.server == "nginx" and not target.certificate:
        raise ServerRefused(
            "nginx cần hai tệp chứng thư để dùng https: khai báo certificate trong publishconf.py."
        )
    chain_and_key = map(PurePosixPath, target.certificate)
    return Facts(
        hosts=(parts.hostname or "", *target.hosts),
        target=where,
        hashes=_hashes(storage, new),
        moved=marked(moved),
        addresses=target.addresses or ALL_ADDRESSES,
        http_port=target.http if tls else parts.port or 80,
        https_port=(parts.port or 443) if tls else 443,
        tls=tls,
        certificate=Certificate(*chain_and_key) if target.certificate else None,
        brotli=target.brotli,
    )


def _moved(storage: Storage, release: str) -> tuple[Moved, ...]:
    text = storage.read(f"{site_of(release)}/{MAP}") if release else None
    return parse_moved((text or b"").decode("utf-8").split("\n"))


def _hashes(storage: Storage, new: dict[str, Hashes]) -> Hashes:
    """Of all releases there; each is read once and then remembered in TARGET/server."""
    memory = f"{FOLDER}/{MEMORY}"
    known = read_policies((storage.read(memory) or b"{}").decode("utf-8", "replace"))
    found = dict(_read(storage, names_of_releases(storage), known | new))
    if found != known:
        storage.write(memory, policies_text(found).encode())
    together = NO_HASHES
    for hashes in found.values():
        together |= hashes
    return together


def _read(
    storage: Storage, names: Iterable[str], known: dict[str, Hashes]
) -> Iterable[tuple[str, Hashes]]:
    for name in names:
        if name in known:
            yield name, known[name]
        elif site := storage.local(site_of(name)):
            yield name, policy_hashes(site)


def _configure(storage: Storage, facts: Facts, kind: str) -> bool:
    """Writes TARGET/server; False when all is there already."""
    with TemporaryDirectory() as folder:
        files = KINDS[kind](facts)
        write_configuration(Path(folder), files)
        stamp = Path(folder, CHANGED).read_bytes()
        if storage.read(f"{FOLDER}/{CHANGED}") == stamp:
            return False
        for name in files:
            storage.write(f"{FOLDER}/{name}", Path(folder, name).read_bytes())
        storage.write(f"{FOLDER}/{CHANGED}", stamp)
    return True


def _reload(storage: Storage, target: Target) -> None:
    if target.reload and (complaint := storage.run(target.reload)):
        raise PublishRefused(f"Lệnh reload “{target.reload}” báo lỗi: {complaint}")
