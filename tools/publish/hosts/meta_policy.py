"""A reader's browser keeps to the policy of pages whose host sends no headers of ours."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from plugins.shared.messages import gettext
from tools.publish.errors import PublishError
from tools.server.facts import ServerFacts
from tools.server.headers import page_policy
from tools.server.policy import page_hashes

# A page can't say who may frame it (Content Security Policy Level 3, 3.3).
ONLY_IN_HEADERS = "frame-ancestors"
REFERRER = "strict-origin-when-cross-origin"
# Browsers look for it in the first 1,024 bytes, so it stays in front.
CHARSET = re.compile(rb"<meta\s+charset=[^>]*>", re.IGNORECASE)
HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)


def with_policy(path: str, html: bytes, tls: bool) -> bytes:
    """The page with the policy of its own scripts and styles, before any of them.

    tls: readers come over https. Raises PublishError where it has no head.
    """
    head = HEAD.search(html)
    if not head:
        raise PublishError(
            gettext(
                "Chưa đăng: {path} không có <head>, nên không ghi được chính sách bảo "
                "mật vào trang.",
                path=path,
            )
        )
    charset = CHARSET.match(html, head.end() + len(_spaces(html, head.end())))
    place = charset.end() if charset else head.end()
    return html[:place] + _tags(html, tls) + html[place:]


def _spaces(html: bytes, start: int) -> bytes:
    rest = html[start : start + 100]
    return rest[: len(rest) - len(rest.lstrip())]


def _tags(html: bytes, tls: bool) -> bytes:
    policy = page_policy(
        ServerFacts(("localhost",), PurePosixPath("/"), page_hashes(html), tls=tls)
    )
    # No part of it has a quotation mark or an ampersand.
    parts = [it for it in policy.split("; ") if not it.startswith(ONLY_IN_HEADERS)]
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(parts)}">'
        f'<meta name="referrer" content="{REFERRER}">'
    ).encode("ascii")
