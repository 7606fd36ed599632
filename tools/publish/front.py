"""Whoever stands in front of a bucket finds what a release needs there, without looking twice."""

from __future__ import annotations

from pathlib import PurePosixPath

from plugins.shared.messages import gettext
from tools.publish.errors import PublishError
from tools.publish.releases import site_of
from tools.publish.storage import Storage
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.headers import page_policy
from tools.server.moved import MAP, parse_moved
from tools.server.policy import InlineCode
from tools.server.wanted import FILE as WANTED
from tools.server.wanted import Wanted, read_wanted

# A policy names no host.
NOBODY = ("localhost",)
# What nginx takes of a head that whoever finds objects sends it.
LONGEST_POLICY = 3000


def policy_of(code: InlineCode, tls: bool) -> str:
    """Of the pages of a built site. Raises PublishError."""
    try:
        hashes = code.policy
    except ServerConfigError as refusal:
        raise PublishError(gettext("Chưa đăng: {refusal}", refusal=refusal)) from refusal
    policy = page_policy(ServerFacts(NOBODY, PurePosixPath("/"), hashes, tls=tls))
    if len(policy) > LONGEST_POLICY:
        raise PublishError(
            gettext(
                "Chưa đăng: trang có quá nhiều đoạn <style> và <script> khác nhau (chính "
                "sách dài {length} byte, máy chủ trước kho chỉ nhận {most}); "
                "hãy gộp bớt.",
                length=len(policy),
                most=LONGEST_POLICY,
            )
        )
    return policy


def lead_on(storage: Storage, live: str) -> None:
    """Old addresses lead where the live release has its pages, as soon as nginx' machine has it."""
    text = (storage.read(f"{site_of(live)}/{MAP}") or b"").decode("utf-8")
    try:
        new = Wanted(parse_moved(text.split("\n"))).data
        read_wanted(new)
    except ServerConfigError as refusal:
        raise PublishError(str(refusal)) from refusal
    if storage.read(WANTED) != new:
        storage.write(WANTED, new)
