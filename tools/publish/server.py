"""The web server allows a release's pages before the first reader can ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tools.publish.fetch import sends_policy, wait_for_policy
from tools.publish.refusal import PublishRefused
from tools.publish.releases import names_of_releases, site_of
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


def allow(
    storage: Storage,
    target: Target,
    where: PurePosixPath,
    release: str,
    site: Path,
    live: str,
    patience: float = PATIENCE,
) -> None:
    """Returns once the server sends a policy for `release` and all others that are kept.

    Old addresses still lead where the `live` release has its pages. Raises PublishRefused.
    """
    try:
        facts = _facts(storage, target, where, live, {release: policy_hashes(site)})
        written = _configure(storage, facts, target.server)
    except ServerRefused as refusal:
        raise PublishRefused(f"Chưa đăng: {refusal}") from refusal
    # A publisher that was killed may have written it and not come to this.
    if written or not sends_policy(target.url, page_policy(facts)):
        _reload(storage, target)
    wait_for_policy(target.url, page_policy(facts), patience)


def lead_on(storage: Storage, target: Target, where: PurePosixPath, live: str) -> None:
    """Old addresses lead where the release that is live by now has its pages."""
    try:
        written = _configure(storage, _facts(storage, target, where, live, {}), target.server)
    except ServerRefused as refusal:
        raise PublishRefused(str(refusal)) from refusal
    if written:
        _reload(storage, target)


def _facts(
    storage: Storage,
    target: Target,
    where: PurePosixPath,
    live: str,
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
        moved=_moved(storage, live),
        addresses=target.addresses or ALL_ADDRESSES,
        http_port=80 if tls else parts.port or 80,
        https_port=(parts.port or 443) if tls else 443,
        tls=tls,
        certificate=Certificate(*chain_and_key) if target.certificate else None,
        brotli=target.brotli,
    )


def _moved(storage: Storage, live: str) -> tuple[Moved, ...]:
    text = storage.read(f"{site_of(live)}/{MAP}") if live else None
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
