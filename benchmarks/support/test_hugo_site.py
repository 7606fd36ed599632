"""Hugo is given the same articles, or the comparison would say nothing."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from benchmarks.support.corpus import write_content
from benchmarks.support.hugo_site import HugoSite
from benchmarks.support.stories import Story, write_stories
from pelicanconf import SECTIONS
from plugins.site.identity import read_sections

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]*)\)")
PHOTO = re.compile(r"!\[[^\]]*\]\((\S+)")


def _convert(folder: Path) -> tuple[HugoSite, list[Story]]:
    sections = read_sections(SECTIONS)
    stories = list(write_stories(30, sections))
    write_content(folder / "content", stories)
    return HugoSite(folder / "hugo", "hugo", stories, sections, folder / "content"), stories


def test_every_article_keeps_its_head_and_its_address(tmp_path: Path) -> None:
    _, stories = _convert(tmp_path)
    for story in stories:
        text = (tmp_path / "hugo" / "content" / story.plan.file).read_text("utf-8")
        head = yaml.safe_load(text.split("---\n")[1])
        assert head["title"] == story.plan.title
        assert head["url"] == f"/{story.plan.address}"
        assert head["date"].startswith(f"{story.plan.date:%Y-%m-%dT%H:%M}")
        assert head["the"] == list(story.tags)
        assert head["tac-gia"] == list(story.authors)
        assert head["draft"] == story.plan.draft
        assert head["thang"] == [f"{head['nam'][0]}-{story.plan.date:%m}"]


def test_links_and_photos_lead_where_they_led(tmp_path: Path) -> None:
    _, stories = _convert(tmp_path)
    addresses = {f"/{story.plan.address}" for story in stories}
    links = 0
    for story in stories:
        text = (tmp_path / "hugo" / "content" / story.plan.file).read_text("utf-8")
        assert "{filename}" not in text
        found = LINK.findall(text)
        assert set(found) <= addresses
        links += len(found)
        for photo in PHOTO.findall(text):
            assert (tmp_path / "hugo" / "static" / photo.lstrip("/")).is_file()
    assert links > 10


def test_an_edit_changes_one_article(tmp_path: Path) -> None:
    site, stories = _convert(tmp_path)
    site.edit_body(stories[7].plan, "than1")
    files = (tmp_path / "hugo" / "content").rglob("*.md")
    changed = [file.stem for file in files if ", than1./." in file.read_text("utf-8")]
    assert changed == [stories[7].plan.slug]


def test_the_theme_is_there(tmp_path: Path) -> None:
    _convert(tmp_path)
    for name in ("hugo.toml", "layouts/baseof.html", "layouts/term.html", "static/site.css"):
        assert (tmp_path / "hugo" / name).is_file()
    for section in SECTIONS:
        assert (tmp_path / "hugo" / "content" / str(section["slug"]) / "_index.md").is_file()
