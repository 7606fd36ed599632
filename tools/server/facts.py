"""A publisher hears at once, in one sentence, which name or path the web server could not take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import PurePosixPath

from plugins.shared.messages import gettext
from tools.server.errors import ServerConfigError
from tools.server.moved import Moved
from tools.server.policy import NO_HASHES, Hashes

LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(?:\.{LABEL})*\Z")
STORE = re.compile(
    rf"https?://{LABEL}(?:\.{LABEL})*(?::\d{{1,5}})?(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"
)
# nginx or Caddy gives each of these a meaning of its own that quotes do not take away.
NO_PATH_HAS = re.compile(r"[\x00-\x1f\x7f\\${}*?\[\]`]")
# Where whoever resolves paths before a bucket listens.
SOCKET = PurePosixPath("/run/portal/resolver.sock")
# Root's own: nothing there is written by a publisher.
STATE = PurePosixPath("/var/lib/portal")
ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104  (a public server)


@dataclass(frozen=True)
class Certificate:
    """PEM files; the first holds the whole chain."""

    chain: PurePosixPath
    key: PurePosixPath


@dataclass(frozen=True)
class ServerFacts:
    """What a configuration is made from; raises ServerConfigError for what no server could take.

    All paths are the server's own, wherever the configuration is made.
    hosts: the first is the site's own name, the others lead to it.
    target: the folder with `current` and `kept`, which belongs to the publisher.
    state: root's folder, for what the web server itself writes.
    store: the address of what publish has put into a bucket, if it is not in `target`.
    socket: of whoever tells which object of the bucket a path means.
    tls: without a certificate, Caddy fetches one itself; nginx needs one.
    """

    hosts: tuple[str, ...]
    target: PurePosixPath
    hashes: Hashes = NO_HASHES
    moved: tuple[Moved, ...] = ()
    addresses: tuple[str, ...] = ALL_ADDRESSES
    http_port: int = 80
    https_port: int = 443
    tls: bool = False
    certificate: Certificate | None = None
    brotli: bool = True
    store: str = ""
    state: PurePosixPath = STATE
    socket: PurePosixPath = SOCKET

    def __post_init__(self) -> None:
        if not self.hosts:
            raise ServerConfigError(gettext("Thiếu tên miền của trang."))
        for host in self.hosts:
            if not HOST.match(host):
                raise ServerConfigError(
                    gettext(
                        "“{host}” không phải là tên miền: chỉ gồm chữ thường không dấu, chữ "
                        "số, dấu chấm và gạch nối (tên miền có dấu thì viết dạng xn--…).",
                        host=_printable(host),
                    )
                )
        if self.store and not STORE.fullmatch(self.store):
            raise ServerConfigError(
                gettext(
                    "“{store}”: cần địa chỉ của thư mục trong kho, như "
                    "https://kho.example.vn/ten-kho/trang.",
                    store=_printable(self.store),
                )
            )
        for path in (self.target, self.state, self.socket, *self._certificate_files()):
            refuse_path(path)
        for address in self.addresses:
            _refuse_address(address)
        for port in (self.http_port, self.https_port):
            if not 0 < port < 65536:
                raise ServerConfigError(
                    gettext("Cổng {port} không có; cổng là một số từ 1 đến 65535.", port=port)
                )

    @property
    def site(self) -> PurePosixPath:
        """The folder of the release in use."""
        return self.target / "current" / "site"

    @property
    def kept(self) -> PurePosixPath:
        """The folder of hashed files of former releases."""
        return self.target / "kept"

    @property
    def challenges(self) -> PurePosixPath:
        """Where a certificate authority's client, run by root, proves that the name is ours."""
        return self.state / "acme"

    @property
    def cache(self) -> PurePosixPath:
        """nginx makes it as root and gives it to its workers."""
        return self.state / "cache"

    @property
    def origin(self) -> str:
        """The site's own address without a final slash."""
        scheme, port, usual = ("https", self.https_port, 443) if self.tls else (
            "http", self.http_port, 80,
        )  # fmt: skip
        return f"{scheme}://{self.hosts[0]}" + ("" if port == usual else f":{port}")

    def _certificate_files(self) -> tuple[PurePosixPath, ...]:
        return (self.certificate.chain, self.certificate.key) if self.certificate else ()


def refuse_path(path: PurePosixPath) -> None:
    """Raises ServerConfigError for a path that no quotes make safe in a configuration."""
    if not path.is_absolute():
        raise ServerConfigError(
            gettext(
                "“{path}”: cần đường dẫn đầy đủ, bắt đầu bằng “/”.",
                path=_printable(str(path)),
            )
        )
    if found := NO_PATH_HAS.search(str(path)):
        raise ServerConfigError(
            gettext(
                "Đường dẫn “{path}” có ký tự “{sign}” mà máy chủ web không "
                "nhận; hãy dùng tên thư mục khác.",
                path=_printable(str(path)),
                sign=_printable(found.group()),
            )
        )


def _refuse_address(address: str) -> None:
    try:
        # Python lets anything follow a percent sign, as the name of an interface.
        ip_address("" if "%" in address else address)
    except ValueError:
        raise ServerConfigError(
            gettext(
                "“{address}” không phải là địa chỉ IP để lắng nghe, như 0.0.0.0 hay ::.",
                address=_printable(address),
            )
        ) from None


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
