"""The file with which Caddy serves a published site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from tools.server.facts import ALL_ADDRESSES, ServerFacts
from tools.server.filling import fill

FILE = "Caddyfile"
PLAIN = re.compile(r"[^A-Za-z0-9/_ %=&-]")


def caddy_text(facts: ServerFacts) -> str:
    """What Caddy's own configuration imports: one file, so that one rename replaces it whole.

    With TLS and no certificate, Caddy fetches one.
    """
    return fill(
        "caddy",
        FILE,
        facts,
        # Both at once, Debian's Caddy takes for one port of HTTP/3 and does not start.
        addresses=() if set(facts.addresses) == set(ALL_ADDRESSES) else facts.addresses,
        sites=sites,
        scheme="https" if facts.tls else "http",
        port=facts.https_port if facts.tls else facts.http_port,
        quoted=quoted,
        pattern=pattern,
        value=value,
    )


def quoted(text: str | PurePath) -> str:
    """One word of a Caddyfile, whatever `text` holds but placeholders and backslashes at quotes."""
    return '"' + str(text).replace('"', '\\"') + '"'


def pattern(text: str) -> str:
    """Matches `text` in any letter case; bytes that are no UTF-8 are one letter to Go."""
    letters = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return '"~(?i)^' + PLAIN.sub(lambda found: f"\\x{{{ord(found.group()):x}}}", letters) + '$"'


def value(text: str) -> str:
    """What a pattern leads to: there, a dollar sign stands for a group."""
    return quoted(text.replace("$", "$$"))


def sites(scheme: str, port: int, hosts: Sequence[str]) -> str:
    """`""` among the hosts: all others."""
    return ", ".join(f"{scheme}://{host}:{port}" for host in hosts)
