"""Another machine to publish to, on loopback: for tests and measurements, with keys of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.web_servers import NoServerError, find

CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
"""
PATIENCE = 20.0


@dataclass(frozen=True)
class Far:
    """sshd as it runs; nobody's ~/.ssh is read or written. pid: of the server itself."""

    folder: Path
    port: int
    pid: int

    @property
    def host(self) -> str:
        return f"{getpass.getuser()}@127.0.0.1"

    def options(self, key: str = "mine", known: str = "known") -> tuple[str, ...]:
        return (
            "-F", "none", "-p", str(self.port), "-i", str(self.folder / key),
            "-o", "IdentitiesOnly=yes", "-o", f"UserKnownHostsFile={self.folder / known}",
            "-o", "GlobalKnownHostsFile=none",
        )  # fmt: skip


@contextmanager
def sshd_in(folder: Path, port: int) -> Iterator[Far]:
    """Its keys and its log lie in `folder`. Raises NoServerError where sshd is not installed."""
    sshd = find("sshd")
    if sshd is None:
        raise NoServerError("no sshd: run `python3 run.py test`, which installs openssh-server")
    for name in ("host", "mine", "other"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    shutil.copy(folder / "mine.pub", folder / "authorized")
    for known, owner in (("known", "host"), ("changed", "other")):
        kind, key, *_ = (folder / f"{owner}.pub").read_text("ascii").split()
        (folder / known).write_text(f"[127.0.0.1]:{port} {kind} {key}\n", "ascii")
    (folder / "config").write_text(CONFIG.format(port=port, folder=folder), "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (folder / "log.txt").open("wb") as log:
        command = [sshd, "-D", "-e", "-f", str(folder / "config")]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    made = Far(folder, port, server.pid)
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            command = ["ssh", "-o", "BatchMode=yes", *made.options(), made.host, "true"]
            if subprocess.run(command, capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        yield made
    finally:
        server.terminate()
        server.wait(PATIENCE)
