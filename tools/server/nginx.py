"""The file with which nginx serves a published site."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import PurePath
from urllib.parse import urlsplit

from plugins.shared.file_kinds import TEXT
from plugins.shared.messages import gettext
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.filling import fill
from tools.server.headers import FEEDS, TYPES
from tools.server.moved import Moved
from tools.server.resolving import ENCODINGS

FILE = "nginx.conf"
HTML = "text/html"
# A table's cell holds a key, its length and two pointers.
CELL = 32
SMALLEST_BUCKET, SMALLEST_TABLE = 64, 2048


def nginx_text(facts: ServerFacts) -> str:
    """What nginx's own configuration includes: one file, so that one rename replaces it whole.

    Raises ServerConfigError for TLS without a certificate.
    """
    if facts.tls and facts.certificate is None:
        raise ServerConfigError(
            gettext(
                "nginx cần hai tệp chứng thư để dùng https: khai báo certificate, hay "
                "https = 0 khi chưa có."
            )
        )
    store = urlsplit(facts.store)
    longest = max((_length(moved) for moved in facts.moved), default=0)

    def listen(port: int, options: str = "") -> str:
        return " ".join(f"listen {_socket(address, port)}{options};" for address in facts.addresses)

    return fill(
        "nginx",
        FILE,
        facts,
        listen=listen,
        port=facts.https_port if facts.tls else facts.http_port,
        options=" ssl http2" if facts.tls else "",
        bucket_size=_power_of_two(max(SMALLEST_BUCKET, longest + CELL)),
        table_size=_power_of_two(max(SMALLEST_TABLE, 2 * len(facts.moved))),
        store=f"{store.scheme}://portal_store{store.path}",
        encodings=ENCODINGS,
        compressed=compressed_types(),
        quoted=quoted,
        value=value,
    )


def compressed_types() -> list[str]:
    """HTML apart, which nginx always compresses."""
    kinds = {*TYPES.values(), *FEEDS.values()}
    return sorted({kind.removesuffix(TEXT) for kind in kinds if kind.endswith(TEXT)} - {HTML})


def quoted(text: str | PurePath) -> str:
    """One word of nginx's configuration, whatever `text` holds but variables."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def value(text: str) -> str:
    """A word in a place where nginx looks for variables."""
    return quoted(text).replace("$", "${portal_dollar}")


def _length(moved: Moved) -> int:
    return len(f"?{moved.query} {moved.path}".encode("utf-8", "surrogateescape"))


def _socket(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ip_address(address).version == 6 else f"{address}:{port}"


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()
