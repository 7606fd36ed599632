"""A publisher whose target nginx or Caddy serves, set up as docs/van-hanh.md tells it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.support.publishing import Publisher, closed, make_publisher
from tests.support.web_server import (
    HOST,
    LOOPBACK,
    Answer,
    Kind,
    Server,
    free_port,
    main_file,
    make_certificate,
    running,
)
from tools.server.applying import apply
from tools.server.errors import ServerConfigError
from tools.server.facts import Certificate
from tools.server.moved import MAP
from tools.server.site import NAMES, facts_of
from tools.server.site import Site as RootsSite
from tools.server.status import NAME as STATUS
from tools.server.status import Status
from tools.server.wanted import Wanted
from tools.web_servers import find

STATIC = "theme/static"
PAUSE = 0.02  # seconds
# What the tiny site leaves out: files of the theme, and a redirect map made by hand.
MORE_SETTINGS = (
    'THEME_STATIC_PATHS = ["static"]',
    'THEME_STATIC_DIR = "theme"',
    'STATIC_PATHS = [".portal"]',
    "IGNORE_FILES = []",
)


@dataclass
class Site:
    """root: its facts, which somebody may get wrong meanwhile.
    answers: what root has answered, the newest last. seen: inode of the data that root looked at
    last; turn: held while it looks."""

    publisher: Publisher
    server: Server
    root: RootsSite
    answers: list[Status] = field(default_factory=list)
    seen: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return self.server.facts.origin

    def ask(self, path: str, encoding: str = "identity") -> Answer:
        return self.server.ask(path, Accept_Encoding=encoding)

    def answered(self) -> None:
        """Returns once root has done with the data as they are: what a publisher took back is a
        change too, which root tries after the publisher has ended."""
        while True:
            with self.turn:
                if inode_of(self.root.data) == self.seen:
                    return
            time.sleep(PAUSE)

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
    root = roots_site(kind, publisher.target, folder / kind, certificate)
    publisher.settings |= {
        "url": facts_of(root, Wanted(), "").origin,
        "server": kind,
        "status": str(folder / kind / STATUS),
        **settings,
    }
    if certificate:
        publisher.environment["SSL_CERT_FILE"] = str(certificate.chain)
    publisher.declare(*MORE_SETTINGS)
    for name in (STATIC, "content/.portal"):
        (folder / "site" / name).mkdir(parents=True)
    admin = f"localhost:{free_port()}"
    facts = facts_of(root, Wanted(), "")
    with running(kind, facts, folder / kind, admin) as server, closed(publisher):
        root = replace(root, **commands_of(kind, folder / kind, admin))
        site = Site(publisher, server, root)
        with watched(site):
            yield site


def roots_site(kind: Kind, target: Path, state: Path, certificate: Certificate | None) -> RootsSite:
    """What docs/van-hanh.md has root write into /etc/portal/site.toml."""
    return RootsSite(
        target=str(target),
        hosts=(HOST,),
        server=kind,
        user=target.owner(),
        certificate=(str(certificate.chain), str(certificate.key)) if certificate else (),
        addresses=LOOPBACK,
        http=free_port(),
        https=free_port() if certificate else 0,
        state=str(state),
    )


def commands_of(kind: Kind, folder: Path, admin: str) -> dict[str, Any]:
    """How a server is tested and reloaded that systemd does not know; it is running by now."""
    trial = str(main_file(kind, folder, f"{NAMES[kind]}.new"))
    program = find(kind) or ""
    if kind == "nginx":
        pid = (folder / "nginx.pid").read_text("ascii").strip()
        test = (program, "-t", "-q", "-p", str(folder), "-c", trial)
        return {"test": test, "reload": ("kill", "-HUP", pid)}
    caddyfile = ("--adapter", "caddyfile")
    main = str(main_file(kind, folder, NAMES[kind], admin))
    return {
        "test": (program, "validate", "--config", trial, *caddyfile),
        "reload": (program, "reload", "--config", main, *caddyfile, "--address", admin),
    }


@contextmanager
def watched(site: Site) -> Iterator[None]:
    """Root lets the server take what is asked for, as portal-reload.path has it done."""
    stopped = threading.Event()
    faults: list[Exception] = []

    def watch() -> None:
        while not stopped.wait(PAUSE):
            with site.turn:
                look()

    def look() -> None:
        if (inode := inode_of(site.root.data)) != site.seen:
            site.seen = inode
            try:
                site.answers.append(apply(site.root))
            except ServerConfigError as refusal:
                faults.append(refusal)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        stopped.set()
        watching.join()
    assert faults == []


def inode_of(file: Path) -> int:
    """0 where it is not there."""
    try:
        return file.stat().st_ino
    except OSError:
        return 0
