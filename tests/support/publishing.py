"""A publisher's commands on a tiny site, each in a process of its own, and what they leave."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support import forked
from tests.support.tiny_site import make_tiny_site
from tools.console import python_command, python_environment
from tools.places import CONTENT, ROOT
from tools.publish.prepare import site_of_settings

Told = forked.Told


@dataclass
class Publisher:
    """One site with its target; `settings` go to publishconf's PUBLISH."""

    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> Path:
        return self.folder / "máy chủ"

    @property
    def live(self) -> Path:
        return self.target / "current" / "site"

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.target / "releases").iterdir())

    @property
    def live_name(self) -> str:
        return (self.target / "current").readlink().name

    def run(self, command: str, *arguments: str, module: Sequence[str] = ()) -> Told:
        if not module and sys.platform != "win32":
            return forked.ran(self._words(command, *arguments), self._environment)
        process = self.start(command, *arguments, module=module)
        said, complaint = process.communicate(timeout=60)
        return Told(process.args, process.returncode, said, complaint)

    def start(
        self, command: str, *arguments: str, module: Sequence[str] = ()
    ) -> subprocess.Popen[str]:
        program = module or python_command("tools.publish.command", [])
        return subprocess.Popen(
            [*program, *self._words(command, *arguments)],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def _words(self, command: str, *arguments: str) -> list[str]:
        """Writes the settings that they name."""
        file = self.folder / "site" / "settings_of_test.py"
        declared = {"to": str(self.target), **self.settings}
        text = file.read_text("utf-8").partition("PUBLISH =")[0]
        targets = {self.name: declared}
        file.write_text(f"{text}PUBLISH = {{'targets': {targets!r}}}\n", "utf-8")
        return [command, *arguments, "--settings", str(file)]

    @property
    def _environment(self) -> dict[str, str]:
        return python_environment() | self.environment

    @property
    def name(self) -> str:
        return f"thu-{self.folder.parent.name}-{self.folder.name}"

    def publish(self, *arguments: str) -> Told:
        """One that succeeds."""
        told = self.run("publish", "--yes", *arguments)
        assert told.returncode == 0, told.stdout + told.stderr
        return told

    def write(self, name: str, body: str, title: str = "", **head: str) -> Path:
        file = self.folder / "site" / "content" / f"{name}.md"
        lines = {"Title": title or name, "Date": "2023-12-11", "Slug": name, **head}
        text = "".join(f"{key}: {value}\n" for key, value in lines.items())
        file.write_text(f"{text}\n{body}\n", "utf-8")
        return file

    def declare(self, *lines: str) -> None:
        """Settings of Pelican's; the last of a name is in force."""
        file = self.folder / "site" / "settings_of_test.py"
        text = file.read_text("utf-8").partition("PUBLISH =")[0]
        file.write_text(text + "".join(f"{line}\n" for line in lines), "utf-8")

    def page(self, name: str) -> str:
        return (self.live / name / "index.html").read_text("utf-8")

    def state(self) -> dict[str, tuple[int, int]]:
        """Of every file and link on the target: size and time."""
        return {
            str(path.relative_to(self.target)): (path.lstat().st_size, path.lstat().st_mtime_ns)
            for path in self.target.rglob("*")
            if not path.is_dir() or path.is_symlink()
        }


@contextmanager
def closed(publisher: Publisher) -> Iterator[Publisher]:
    """Leaves no output folder behind in the project."""
    try:
        yield publisher
    finally:
        file = publisher.folder / "site" / "settings_of_test.py"
        shutil.rmtree(site_of_settings(file), ignore_errors=True)


def make_publisher(folder: Path, **settings: Any) -> Publisher:
    make_tiny_site(folder / "site")
    return Publisher(folder, settings)


def make_whole_publisher(folder: Path, **settings: Any) -> Publisher:
    """Of the project's own content and publishconf.py."""
    site = folder / "site"
    shutil.copytree(CONTENT, site / "content")
    (site / "settings_of_test.py").write_text(
        f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"
        f"from publishconf import *\n\nPATH = {str(site / 'content')!r}\n",
        "utf-8",
    )
    return Publisher(folder, settings)
