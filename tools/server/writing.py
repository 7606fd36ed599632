"""A new configuration is in place whole before the web server hears of it, and no policy is missed.

The policy holds the hashes of all releases that are kept, so that at a switch, and at a step back,
the pages before and after are both allowed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from tools.server.policy import NO_HASHES, Hashes, policy_hashes

CHANGED = "changed"
MEMORY = "policies.json"


def hashes_of_releases(target: Path) -> Hashes:
    """Of every release in `target`; each is read once and then remembered in TARGET/server."""
    memory = target / "server" / MEMORY
    known = read_policies(memory.read_text("utf-8")) if memory.is_file() else {}
    releases = sorted((target / "releases").glob("*/site"))
    found = {}
    for site in releases:
        name = site.parent.name
        found[name] = known[name] if name in known else policy_hashes(site)
    if found != known:
        memory.parent.mkdir(parents=True, exist_ok=True)
        _replace(memory, policies_text(found))
    together = NO_HASHES
    for hashes in found.values():
        together |= hashes
    return together


def write_configuration(folder: Path, files: Mapping[str, str]) -> bool:
    """Writes `files` by name, each whole; at last `changed`, which systemd watches.

    False when everything was there already: then the web server need not hear of it.
    """
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode("utf-8", "surrogateescape"))
        _replace(folder / name, text)
    stamp = folder / CHANGED
    line = digest.hexdigest() + "\n"
    if stamp.is_file() and stamp.read_text("utf-8") == line:
        return False
    _replace(stamp, line)
    return True


def read_policies(text: str) -> dict[str, Hashes]:
    """By release, from `policies_text`; nothing when something else has spoilt it."""
    try:
        return {
            name: Hashes(frozenset(kinds["scripts"]), frozenset(kinds["styles"]))
            for name, kinds in json.loads(text).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def policies_text(policies: Mapping[str, Hashes]) -> str:
    """What TARGET/server/policies.json holds."""
    lines = {
        name: {"scripts": sorted(hashes.scripts), "styles": sorted(hashes.styles)}
        for name, hashes in policies.items()
    }
    return json.dumps(lines, indent=1, sort_keys=True) + "\n"


def _replace(file: Path, text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.fresh")
    fresh.write_bytes(data)
    fresh.chmod(0o644)
    fresh.replace(file)
