"""What a browser asks the preview for; only under this machine's own names is it answered."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes

# Any other name may be of a page elsewhere, whose owner lets it lead to this machine: that page
# would read the drafts (DNS rebinding).
NAMES = ("127.0.0.1", "localhost", "[::1]")
# On Windows a backslash leads into a folder, a colon to another drive, and these ends are left out.
FORBIDDEN = re.compile(r"[\\:\x00-\x1f\x7f]|[. ]\Z")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
# Browsers send twenty, of two kilobytes in all.
MOST_HEADERS, MOST_HEADER_BYTES = 100, 1 << 15
# Of an address's query, what may stand there as it is: https://url.spec.whatwg.org/#query-state
QUERY = "!$%&'()*+,-./:;=?@[]^_`{|}~"


@dataclass(frozen=True)
class Address:
    """names: folders and file, decoded; folder: whether it ends with a slash; query: ASCII."""

    names: tuple[str, ...]
    folder: bool
    query: str = ""

    @property
    def path(self) -> str:
        return "/" + "/".join(self.names)

    @property
    def with_slash(self) -> str:
        """For a folder that was asked for without its slash: a path here, never `//elsewhere`."""
        return quote(self.path) + "/" + (f"?{self.query}" if self.query else "")


def resolve(
    target: str, hosts: list[str], port: int, windows: bool = os.name == "nt"
) -> Address | HTTPStatus:
    """target: as in the request line, its bytes read as Latin-1; hosts: the values of `Host`.

    MISDIRECTED_REQUEST for a host that is not this server's, NOT_FOUND for what no file is named.
    """
    if len(hosts) != 1 or not is_own(hosts[0], port):
        return HTTPStatus.MISDIRECTED_REQUEST
    path, _, query = target.partition("#")[0].partition("?")
    if not path.startswith("/"):
        return HTTPStatus.NOT_FOUND
    try:
        decoded = unquote_to_bytes(path.encode("latin-1")).decode("utf-8")
    except UnicodeError:
        return HTTPStatus.NOT_FOUND
    names = tuple(name for name in decoded.split("/") if name)
    if not all(is_name(name, windows) for name in names):
        return HTTPStatus.NOT_FOUND
    return Address(names, decoded.endswith("/"), quote(query.encode("latin-1"), QUERY))


def is_flood(headers: Collection[tuple[bytes, bytes]]) -> bool:
    """Whether a request says more than any browser does; names and values as they were sent."""
    size = sum(len(name) + len(value) for name, value in headers)
    return len(headers) > MOST_HEADERS or size > MOST_HEADER_BYTES


def own_origins(port: int) -> tuple[str, ...]:
    """Under which a browser may have opened what answers at `port`, as a policy can name them."""
    return tuple(f"http://{name}:{port}" for name in NAMES if "[" not in name)


def is_own(host: str, port: int) -> bool:
    return host.lower() in {own for name in NAMES for own in (name, f"{name}:{port}")}


def is_name(name: str, windows: bool) -> bool:
    """Whether a file of the site may be called so."""
    return not FORBIDDEN.search(name) and not (windows and DEVICE.fullmatch(name))
