"""Whoever sets up sees how far it is in one line, and hears at once that there is no network.

Imports nothing but what comes with Python: there is nothing else yet.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.request import getproxies

INDEX = ("pypi.org", 443)
SECONDS = 5.0
# Where pip is told to ask somebody else: https://pip.pypa.io/en/stable/topics/configuration/
ELSEWHERE = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_PROXY")
CONFIG = "PIP_CONFIG_FILE"
OWN_FOLDERS = ("APPDATA", "PROGRAMDATA", "XDG_CONFIG_HOME")
# What pip says of each requirement, and once of all.
LOCKED = re.compile(r"^[A-Za-z0-9][\w.-]*", re.MULTILINE)
TAKEN = re.compile(
    r"(?:Collecting|Ignoring|Requirement already satisfied:) ([\w.-]+)"
    r"|Processing (?:.*[\\/])?([\w.]+)-"
)
INSTALLING = "Installing collected packages"
LINE = 79


def run_pip(command: list[str], lock: Path, log: Path, show: Callable[[str], None]) -> int:
    """The exit code; all that it prints goes into `log`, and how far it is to `show`."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    progress = Progress(len(LOCKED.findall(lock.read_text("utf-8"))))
    with (
        log.open("wb") as kept,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
        ) as pip,
    ):
        for line in pip.stdout or ():
            kept.write(line)
            if told := progress.hear(line.decode("utf-8", "replace")):
                show(told)
    return pip.returncode


class Progress:
    """Of what pip prints; total: how many requirements it is given."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def hear(self, line: str) -> str:
        """What to show after `line`, "" for nothing new."""
        if line.startswith(INSTALLING):
            return "Đang cài vào máy / Installing…"
        taken = TAKEN.match(line.strip())
        if not taken:
            return ""
        self._done += 1
        # A list without hashes brings what it depends on.
        total = max(self._done, self._total)
        name = (taken[1] or taken[2]).rstrip(".:")
        return f"Đang tải thư viện / Downloading {self._done}/{total}: {name}"


class OneLine:
    """Shows one text over the other on a screen, and now and then one in a file."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._quarter = ""

    def show(self, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.buffer.write(f"\r{text[:LINE]:{LINE}}".encode())
            sys.stderr.flush()
            return
        done = re.search(r"(\d+)/(\d+)", text)
        quarter = str(4 * int(done[1]) // int(done[2])) if done else text
        if quarter not in (self._quarter, "0"):
            self._quarter = quarter
            self._say(text)

    def end(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.buffer.write(f"\r{'':{LINE}}\r".encode())
            sys.stderr.flush()


def is_cut_off() -> bool:
    """Whether pip would ask PyPI itself, and nobody answers there."""
    return not asks_elsewhere(os.environ, config_files()) and not is_reached(INDEX)


def asks_elsewhere(environment: Mapping[str, str], files: Iterable[Path]) -> bool:
    """files: in which pip may be told so."""
    if any(environment.get(name) for name in ELSEWHERE) or getproxies():
        return True
    chosen = environment.get(CONFIG)
    if chosen:
        return chosen != os.devnull
    return any(file.is_file() for file in files)


def config_files() -> list[Path]:
    name = "pip.ini" if os.name == "nt" else "pip.conf"
    home = Path.home()
    folders = [
        home / ".config/pip",
        home / ".pip",
        home / "pip",
        home / "Library/Application Support/pip",
        Path("/Library/Application Support/pip"),
        Path("/etc/xdg/pip"),
        Path("/etc"),
        Path(sys.prefix),
    ]
    folders += [Path(os.environ[each]) / "pip" for each in OWN_FOLDERS if each in os.environ]
    return [folder / name for folder in folders]


def is_reached(place: tuple[str, int], seconds: float = SECONDS) -> bool:
    """Whether somebody answers within so many seconds, names being looked up included."""
    answered: list[bool] = []

    def ask() -> None:
        try:
            socket.create_connection(place, timeout=seconds).close()
        except OSError:
            return
        answered.append(True)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    return bool(answered)
