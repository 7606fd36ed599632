"""A publisher whose target nginx or Caddy serves, set up as docs/van-hanh.md tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tests.publishing import Publisher, closed, make_publisher
from tests.web_server import (
    HOST,
    LOOPBACK,
    Answer,
    Kind,
    Server,
    free_port,
    make_certificate,
    running,
)
from tools.server.facts import Certificate, Facts
from tools.server.moved import MAP
from tools.web_servers import find

STATIC = "theme/static"
# What the tiny site leaves out: files of the theme, and a redirect map made by hand.
MORE_SETTINGS = (
    'THEME_STATIC_PATHS = ["static"]',
    'THEME_STATIC_DIR = "theme"',
    'STATIC_PATHS = ["_redirects"]',
)


@dataclass(frozen=True)
class Site:
    publisher: Publisher
    server: Server

    @property
    def url(self) -> str:
        return self.server.facts.origin

    def ask(self, path: str, encoding: str = "identity") -> Answer:
        return self.server.ask(path, Accept_Encoding=encoding)

    def theme(self, name: str, text: str) -> Path:
        """A file of the theme in the next releases."""
        file = self.publisher.folder / "site" / STATIC / name
        file.write_text(text, "utf-8")
        return file

    def moved(self, addresses: Mapping[str, str]) -> None:
        """The redirect map of the next releases."""
        lines = "".join(f"{old}\t{new}\n" for old, new in addresses.items())
        (self.publisher.folder / "site/content" / MAP).write_text(lines, "utf-8")

    def style(self, colour: str) -> None:
        """Another inline style on the home page, which the policy has to allow."""
        template = self.publisher.folder / "site/theme/templates/index.html"
        text = template.read_text("utf-8").split("<style>")[0].split("</head>")[0]
        style = f"<style>p{{color:{colour}}}</style>"
        template.write_text(f"{text}{style}</head><body>x</body></html>", "utf-8")


@contextmanager
def served(folder: Path, kind: Kind, tls: bool = False, **settings: Any) -> Iterator[Site]:
    """Before its first publication. With `tls` the publisher trusts the certificate, as a machine
    trusts its authorities."""
    publisher = make_publisher(folder)
    publisher.target.mkdir()
    certificate = make_certificate(folder) if tls else None
    facts = Facts(
        (HOST,),
        PurePosixPath(publisher.target),
        addresses=LOOPBACK,
        http_port=free_port(),
        https_port=free_port(),
        tls=tls,
        certificate=certificate,
    )
    admin = f"localhost:{free_port()}"
    publisher.settings |= {
        "url": facts.origin,
        "server": kind,
        "addresses": LOOPBACK,
        "http": facts.http_port,
        "reload": reload_of(kind, folder / kind, admin),
        **(declared(certificate) if certificate else {}),
        **settings,
    }
    if certificate:
        publisher.environment["SSL_CERT_FILE"] = str(certificate.chain)
    publisher.declare(*MORE_SETTINGS)
    for name in (STATIC, "content/_redirects"):
        (folder / "site" / name).mkdir(parents=True)
    with running(kind, facts, folder / kind, admin) as server, closed(publisher):
        yield Site(publisher, server)


def declared(certificate: Certificate) -> dict[str, Any]:
    return {"certificate": [str(certificate.chain), str(certificate.key)]}


def reload_of(kind: Kind, folder: Path, admin: str) -> str:
    if kind == "nginx":
        return f'kill -HUP "$(cat "{folder}/nginx.pid")"'
    options = f'--config "{folder}/Caddyfile" --adapter caddyfile --address {admin}'
    return f'"{find("caddy")}" reload {options}'
