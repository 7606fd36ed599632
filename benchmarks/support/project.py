"""A copy of the project with the made-up articles, so that a measured edit spoils nobody's work."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from benchmarks.support.corpus import as_article, write_content, write_text
from benchmarks.support.outputs import put_aside
from benchmarks.support.process import Program
from benchmarks.support.stories import Plan, Story
from pelicanconf import PLUGINS
from tools.places import ROOMS, ROOT

PLUGIN = "plugins.incremental"
SETTINGS = "without_plugin.py"
WITHOUT_PLUGIN = f"""\
from pelicanconf import *

PLUGINS = [name for name in PLUGINS if name != {PLUGIN!r}]
PELICAN_CLASS = "pelican.Pelican"
"""


class Project:
    """plans: of all articles, oldest first; site, clean: where the two kinds of builds go."""

    def __init__(self, folder: Path, stories: Sequence[Story]) -> None:
        self.folder = folder
        self.plans = [story.plan for story in stories]
        self._latest = stories[-1]
        self._new = 0
        self.site = folder / "output"
        self.clean = folder / "build" / "clean"
        for room in ROOMS:
            skipped = shutil.ignore_patterns("__pycache__", "test_*")
            shutil.copytree(ROOT / room, folder / room, ignore=skipped)
        for file in ROOT.glob("*.py"):
            shutil.copy(file, folder)
        write_text(folder / SETTINGS, WITHOUT_PLUGIN)
        write_content(folder / "content", stories)

    def prepare(self, few: Sequence[Story]) -> Program:
        """Builds `few` articles with all photos, so that the measured builds find these encoded."""
        content = self.folder / "build" / "few"
        write_content(content, few)
        return self._without_plugin("--content", str(content))

    def build(self) -> Program:
        """What an editor types."""
        return self._python("tools.cli", "build")

    def build_without_plugin(self) -> Program:
        return self._without_plugin()

    def serve(self, port: int) -> Program:
        return self._python("tools.cli", "serve", "--port", str(port))

    def _without_plugin(self, *arguments: str) -> Program:
        output = ["--settings", SETTINGS, "--output", str(self.clean)]
        return self._python("tools.build", *output, *arguments)

    def _python(self, module: str, *arguments: str) -> Program:
        command = [sys.executable, "-P", "-m", module, *arguments]
        return Program(command, self.folder, environment(self.folder))

    def forget(self) -> None:
        """As if nothing had been built yet, but for the photos, which cost alike everywhere."""
        put_aside(self.site)
        put_aside(self.site.with_name(f".{self.site.name}.previous"))
        self.forget_caches()

    def forget_clean(self) -> None:
        put_aside(self.clean)
        self.forget_caches()

    def forget_caches(self) -> None:
        for kept in (self.folder / ".cache").glob("*"):
            if kept.is_dir() and kept.name != "images":
                shutil.rmtree(kept)
            elif kept.is_file():
                kept.unlink()

    def edit_body(self, plan: Plan, word: str) -> None:
        self._replace(f"content/{plan.file}", "./.", f", {word}./.")

    def edit_title(self, plan: Plan, word: str) -> None:
        self._replace(f"content/{plan.file}", f"title: {plan.title}", f"title: {word} {plan.title}")

    def add_article(self, word: str) -> None:
        """The newest of its section."""
        latest = self._latest
        self._new += 1
        text = as_article(latest).replace(latest.plan.title, f"{word} {latest.plan.title}")
        day = latest.plan.date + timedelta(days=self._new)
        text = text.replace(f"{latest.plan.date:%d/%m/%Y}", f"{day:%d/%m/%Y}")
        write_text(self.folder / "content" / latest.plan.section / f"{word}.md", text)

    def edit_template(self, word: str) -> None:
        mark = "{% block main %}\n"
        self._replace("theme/templates/article.html", mark, f"{mark}<!-- {word} -->\n")

    def edit_css(self, word: str) -> None:
        file = self.folder / "theme" / "static" / "css" / "article.css"
        write_text(file, f"{file.read_text('utf-8')}\n.{word} {{ color: red; }}\n")

    def _replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text, (file, old)
        write_text(path, text.replace(old, new, 1))


def has_plugin() -> bool:
    return PLUGIN in PLUGINS


def environment(root: Path) -> Mapping[str, str]:
    """Modules are compiled once, as they are for everybody who builds a second time."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}
