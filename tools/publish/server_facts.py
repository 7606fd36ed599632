"""What a target's configuration is made from, read from its releases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tools.publish.moving import marked
from tools.publish.releases import names_of_releases, site_of
from tools.publish.storage import Storage
from tools.publish.targets import Target
from tools.server.facts import ALL_ADDRESSES, Certificate, Facts
from tools.server.moved import MAP, Moved, parse_moved
from tools.server.policy import NO_HASHES, Hashes, policy_hashes
from tools.server.refusal import ServerRefused
from tools.server.writing import MEMORY, policies_text, read_policies

FOLDER = "server"


def facts_of(
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


def moved_of(storage: Storage, release: str) -> tuple[Moved, ...]:
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
