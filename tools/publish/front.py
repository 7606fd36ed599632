"""Whoever stands in front of a bucket finds what a release needs there, without looking twice."""

from __future__ import annotations

from pathlib import PurePosixPath

from tools.publish.errors import PublishError
from tools.publish.fetch import MISSING
from tools.publish.releases import FOLDER, KEPT, Release, is_hashed, site_of
from tools.publish.storage import Storage
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.headers import page_policy
from tools.server.moved import MAP, parse_moved
from tools.server.policy import InlineCode
from tools.server.wanted import FILE as WANTED
from tools.server.wanted import Wanted, read_wanted

POLICY = "policy.txt"
# A policy names no host.
NOBODY = ("localhost",)
# The pointer carries it as metadata, of which S3 takes 2 kB.
LONGEST_POLICY = 1900


def describe(storage: Storage, release: str, code: InlineCode, tls: bool) -> None:
    """Writes the policy of the release's pages, for the pointer. Raises PublishError."""
    try:
        hashes = code.policy
    except ServerConfigError as refusal:
        raise PublishError(f"Chưa đăng: {refusal}") from refusal
    policy = page_policy(ServerFacts(NOBODY, PurePosixPath("/"), hashes, tls=tls))
    if len(policy) > LONGEST_POLICY:
        raise PublishError(
            f"Chưa đăng: trang có quá nhiều đoạn <style> và <script> khác nhau (chính sách dài "
            f"{len(policy)} byte, kho chỉ nhận {LONGEST_POLICY}); hãy gộp bớt."
        )
    storage.write(f"{FOLDER}/{release}/{POLICY}", policy.encode("ascii"))


def share_assets(storage: Storage, release: Release) -> None:
    """Its hashed files are in `kept` too: all releases' lie under one address, and stay cached."""
    hashed = {path: it for path, it in release.manifest.files.items() if is_hashed(path)}
    there = storage.digests(KEPT, hashed)
    fresh = [path for path, entry in hashed.items() if there.get(path) != entry.sha256]
    storage.link([(f"{site_of(release.name)}/{path}", f"{KEPT}/{path}") for path in fresh])


def lead_on(storage: Storage, live: str) -> None:
    """Old addresses lead where the live release has its pages, as soon as nginx' machine has it.

    A CDN that knows one address for missing pages finds that page there.
    """
    page = storage.read(f"{site_of(live)}/{MISSING}")
    if page is not None and storage.read(MISSING) != page:
        storage.write(MISSING, page)
    text = (storage.read(f"{site_of(live)}/{MAP}") or b"").decode("utf-8")
    try:
        new = Wanted(parse_moved(text.split("\n"))).data
        read_wanted(new)
    except ServerConfigError as refusal:
        raise PublishError(str(refusal)) from refusal
    if storage.read(WANTED) != new:
        storage.write(WANTED, new)
