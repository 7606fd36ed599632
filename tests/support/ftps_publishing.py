"""A publisher whose target is shared hosting, and that hosting as its owner sees it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.publishing import Publisher, Told, closed, make_publisher
from tests.support.web_server import free_port, make_certificate
from tools.places import ROOT
from tools.publish.hosts.ftps_client import VARIABLE
from tools.publish.hosts.shown import NOTES, SHOWN, Shown, read_shown

HOST = "localhost"
PASSWORD = "mật khẩu riêng"
SYSTEMS_PYTHON = "/usr/bin/python3"  # Debian's: it has python3-pyftpdlib
# Tells each command that changes something, and ends the process, as kill -9 does, before the first
# that has a text in it.
WATCHER = """\
import ftplib, os, signal, sys

before, send = sys.argv[1], ftplib.FTP.putcmd

def watch(self, line):
    if line[:4] in ("STOR", "RNTO", "DELE", "MKD ", "RMD "):
        if before and before in line:
            os.kill(os.getpid(), signal.SIGKILL)
        sys.stderr.write(f"COMMAND {line}\\n")
        sys.stderr.flush()
    return send(self, line)

ftplib.FTP.putcmd = watch
from tools.publish.command import main

sys.exit(main(sys.argv[2:]))
"""


@dataclass(frozen=True)
class Hosting:
    """folder: where all accounts begin; log: of commands."""

    port: int
    folder: Path
    log: Path
    certificate: Path


@dataclass
class Tenant:
    publisher: Publisher
    hosting: Hosting
    path: str

    @property
    def folder(self) -> Path:
        """What the web server of the hosting serves."""
        return self.hosting.folder / self.path

    @property
    def shown(self) -> Shown:
        return read_shown((self.folder / NOTES / SHOWN).read_bytes())

    def page(self, name: str) -> str:
        return (self.folder / name / "index.html").read_text("utf-8")

    def files(self) -> set[str]:
        """Of the site, without what publishing notes."""
        found = (it.relative_to(self.folder).as_posix() for it in self.folder.rglob("*"))
        inside = (it for it in found if not it.startswith(f"{NOTES}/"))
        return {it for it in inside if (self.folder / it).is_file()}

    def account(self, name: str) -> None:
        self.publisher.settings["to"] = f"ftps://{name}@{HOST}:{self.hosting.port}/{self.path}"

    def watched(self, command: str, *arguments: str, before: str = "") -> tuple[Told, list[str]]:
        """What it says, and its commands that change something; before: a text of the first one
        that it does not come to."""
        program = [sys.executable, "-P", "-c", WATCHER, before]
        told = self.publisher.run(command, *arguments, module=program)
        lines = told.stderr.splitlines()
        return told, [line[8:] for line in lines if line.startswith("COMMAND ")]


@contextmanager
def hosting_in(folder: Path) -> Iterator[Hosting]:
    home, log, port = folder / "home", folder / "log.txt", free_port()
    log.touch()
    (home / "public_html").mkdir(parents=True)
    certificate = make_certificate(folder)
    script = ROOT / "tests" / "support" / "ftps_server.py"
    command = [SYSTEMS_PYTHON, str(script), str(home), str(port)]
    process = subprocess.Popen(
        [*command, str(certificate.chain), str(certificate.key), str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        yield Hosting(port, home, log, Path(certificate.chain))
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def renting(hosting: Hosting, folder: Path, **settings: Any) -> Iterator[Tenant]:
    """A publisher of the tiny site with a folder of its own, who trusts the host's certificate."""
    publisher = make_publisher(folder, **settings)
    publisher.environment |= {VARIABLE: PASSWORD, "SSL_CERT_FILE": str(hosting.certificate)}
    tenant = Tenant(publisher, hosting, f"public_html/{folder.name}")
    tenant.account("lan")
    with closed(publisher):
        yield tenant


def another_machine(tenant: Tenant, folder: Path) -> Tenant:
    """It has the same texts and has published nothing yet."""
    other = make_publisher(folder, **tenant.publisher.settings)
    other.environment |= tenant.publisher.environment
    return Tenant(other, tenant.hosting, tenant.path)
