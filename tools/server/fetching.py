"""A web server before a store of objects learns of old addresses, which the store holds as data.

Runs as the publisher's user: what the store sends is checked like anybody's data, and root's
renderer checks it again. `python3 -m tools.server.fetching STORE TARGET`
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

from plugins.shared.messages import gettext
from tools.console import complain
from tools.server.errors import ServerConfigError
from tools.server.status import put
from tools.server.wanted import FILE, MOST_BYTES, read_wanted

SECONDS = 30
NOT_YET = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def fetch(store: str, target: Path) -> bool:
    """False when there was nothing new. Raises ServerConfigError or OSError."""
    data = _ask(f"{store.rstrip('/')}/{FILE}")
    file = target / FILE
    if data is None or (file.is_file() and file.read_bytes() == data):
        return False
    read_wanted(data)
    file.parent.mkdir(exist_ok=True)
    put(file, data)
    return True


def _ask(url: str) -> bytes | None:
    """None before the first publication: who may not list is forbidden to ask for what is not
    there."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310  (site.toml's)
            data: bytes = answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as answer:
        if answer.code in NOT_YET:
            return None
        raise
    return data


def main(words: list[str]) -> int:
    """STORE FILE: fetches the table of the first into the second; the exit code."""
    store, target = words
    try:
        fetch(store, Path(target))
    except ServerConfigError as refusal:
        complain(gettext("Kho có bảng địa chỉ cũ không dùng được: {refusal}", refusal=refusal))
        return 1
    except OSError as cause:
        complain(
            gettext("Không lấy được bảng địa chỉ cũ từ {store}: {cause}.", store=store, cause=cause)
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
