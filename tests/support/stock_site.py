"""A site as `pelican-quickstart` makes it, built by stock Pelican with its theme `simple`, beside
this project's code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.places import ROOT

# What quickstart writes for one who presses Enter.
SETTINGS = """\
AUTHOR = 'Ann'
SITENAME = 'Site'
SITEURL = ""

PATH = "content"

TIMEZONE = 'Europe/Rome'

DEFAULT_LANG = {language!r}

# Feed generation is usually not desired when developing
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

DEFAULT_PAGINATION = 10
THEME = "simple"
PLUGINS = {plugins!r}
"""


@dataclass(frozen=True)
class StockSite:
    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, name: str, data: str | bytes) -> None:
        """A file of content/."""
        file = self.folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def set(self, lines: str) -> None:
        """More settings."""
        with (self.folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
            file.write(f"\n{lines}\n")

    def tried(self, *options: str) -> tuple[int, str]:
        """Exit code, and what was said in one line."""
        done = subprocess.run(
            [sys.executable, "-m", "pelican", *options],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "900", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    def build(self, *options: str) -> str:
        code, told = self.tried("--fatal", "errors", *options)
        assert code == 0, told
        return told

    def page(self, name: str) -> str:
        return (self.output / name).read_text("utf-8")


def stock_site(folder: Path, *plugins: str, language: str = "en") -> StockSite:
    (folder / "content").mkdir(parents=True)
    text = SETTINGS.format(language=language, plugins=list(plugins))
    (folder / "pelicanconf.py").write_text(text, "utf-8")
    return StockSite(folder)
