"""A site as `pelican-quickstart` leaves it, with the parts of this project in its venv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.file_lock import hold, release
from tools.wheels.command import wheels

# No address yet; then one page of lists, the time zone, no ways to upload: all as offered.
ANSWERS = "\n\n\n\nn\n" + "\n" * 20
QUICKSTART = "from pelican.tools.pelican_quickstart import main; main()"


def make_python(folder: Path) -> Path:
    """The program of a fresh venv in `folder`: Pelican, the parts' wheels and what these need.

    All but the wheels is copied from this project's venv, so that no network is asked.
    """
    venv.create(folder / "venv", symlinks=os.name != "nt")
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    wheels(folder / "wheels")
    files = sorted((folder / "wheels").glob("*.whl"))
    needed = [Requirement("pelican[markdown]")]
    for file in files:
        needed += _requirements(read_wheel(file))
    for name in _with_what_they_need(needed, {read_wheel(file).name for file in files}):
        _copy(distribution(name), own)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index"]
    installed = subprocess.run([*pip, *map(str, files)], capture_output=True, encoding="utf-8")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return python


def read_wheel(file: Path) -> Distribution:
    name, version = file.name.split("-")[:2]
    return PathDistribution(zipfile.Path(file) / f"{name}-{version}.dist-info")


def _requirements(of: Distribution, extras: Iterable[str] = ("",)) -> list[Requirement]:
    wanted = [Requirement(text) for text in of.requires or ()]
    return [
        each
        for each in wanted
        if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def _with_what_they_need(left: list[Requirement], ours: set[str]) -> set[str]:
    found: set[str] = set()
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name not in found | ours:
            found.add(name)
            left += _requirements(distribution(one.name), ["", *one.extras])
    return found


def _copy(one: Distribution, folder: Path) -> None:
    for file in one.files or ():
        if ".." not in file.parts and file.suffix != ".pyc":
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)


@pytest.fixture(scope="session")
def parts_python(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """That of one venv for all workers."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "parts"
    note = folder / "python.txt"
    folder.mkdir(exist_ok=True)
    lock = hold(folder.with_suffix(".lock"))
    try:
        if not note.exists():
            note.write_text(str(make_python(folder)), "utf-8")
    finally:
        release(lock)
    return Path(note.read_text("utf-8"))


@dataclass(frozen=True)
class BareSite:
    folder: Path
    python: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, name: str, text: str | bytes) -> None:
        """A file of content/."""
        file = self.folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def set(self, lines: str) -> None:
        """More settings."""
        with (self.folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{lines}\n")

    def tried(self, *options: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [self.python, "-m", "pelican", *options],
            cwd=self.folder,
            env={**environment, "COLUMNS": "500", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )

    def build(self, *options: str) -> None:
        told = self.tried("--fatal", "errors", *options)
        assert told.returncode == 0, told.stdout + told.stderr

    def page(self, name: str) -> str:
        return (self.output / name).read_text("utf-8")


def quickstart(folder: Path, python: Path, language: str = "en", theme: str = "simple") -> BareSite:
    """theme: one of the two that come with Pelican; `notmyidea` is what it takes by itself."""
    told = subprocess.run(
        [
            python,
            "-c",
            QUICKSTART,
            "--path",
            str(folder),
            "-t",
            "Site",
            "-a",
            "Ann",
            "-l",
            language,
        ],
        input=ANSWERS,
        capture_output=True,
        encoding="utf-8",
    )
    assert (folder / "pelicanconf.py").is_file(), told.stdout + told.stderr
    site = BareSite(folder, python)
    site.set(f"THEME = {theme!r}")
    return site


@pytest.fixture
def bare_site(tmp_path: Path, parts_python: Path) -> BareSite:
    """In English."""
    return quickstart(tmp_path / "site", parts_python)
