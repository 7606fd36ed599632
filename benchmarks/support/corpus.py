"""Writes the made-up site's content/ in the project's own format: it passes every check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.pictures import paint
from benchmarks.support.stories import PHOTO_FOLDER, PHOTOS, Story
from plugins.frontmatter.writing import write_head

# Few and small: encoding pictures is measured elsewhere (benchmarks/images.py).
PHOTO_SIZE = (640, 480)
PAGE = """\
---
title: Giới thiệu
summary: Trang này có để đo.
order: 1
---

Trang này và mọi bài ở đây do máy viết ra để đo thời gian dựng.
"""


def write_content(folder: Path, stories: Iterable[Story]) -> None:
    for story in stories:
        write_text(folder / story.plan.file, as_article(story))
    write_text(folder / "trang" / "gioi-thieu.md", PAGE)
    photos = folder / PHOTO_FOLDER
    photos.mkdir(parents=True, exist_ok=True)
    for name in PHOTOS:
        paint(name, PHOTO_SIZE).save(photos / f"{name}.jpg", quality=90)


def as_article(story: Story) -> str:
    plan = story.plan
    head = {
        "title": plan.title,
        "date": f"{plan.date:%d/%m/%Y %H:%M}" if plan.has_time else f"{plan.date:%d/%m/%Y}",
        "category": plan.category,
        "authors": story.authors,
        "summary": story.summary,
        "tags": story.tags,
        "status": "nháp" if plan.draft else "",
    }
    return f"{write_head(head, vietnamese=False)}\n{story.body}"


def write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
