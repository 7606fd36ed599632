"""Builds are measured on articles like a district's own: clean, linked, the same every time."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.support.corpus import write_content
from benchmarks.support.stories import WITH_PHOTO, Story, write_stories
from benchmarks.support.texts import Text
from pelicanconf import SECTIONS
from plugins.checks.engine import check
from plugins.site.identity import read_sections
from tools.check import place_in, read

COUNT = 200
LINK = re.compile(r"\]\(\{filename\}/([^)]+)\)")
SYLLABLE = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return list(write_stories(COUNT, read_sections(SECTIONS)))


def test_the_articles_are_the_same_every_time(stories: list[Story]) -> None:
    again = islice(write_stories(COUNT, read_sections(SECTIONS)), 50)
    assert list(again) == stories[:50]


def test_the_articles_pass_every_check(stories: list[Story], tmp_path: Path) -> None:
    write_content(tmp_path / "content", stories)
    assert check(place_in(read(tmp_path / "content"))) == []


def test_the_articles_are_as_long_as_real_ones(stories: list[Story]) -> None:
    lengths = sorted(len(SYLLABLE.findall(LINK.sub("", story.body))) for story in stories)
    assert 250 < lengths[COUNT // 10] < 350
    assert 750 < lengths[COUNT * 9 // 10] < 1000


def test_the_articles_have_what_real_ones_have(stories: list[Story]) -> None:
    bodies = [story.body for story in stories]
    assert sum("![" in body for body in bodies) == len(range(0, COUNT, WITH_PHOTO))
    for mark in ("\n## ", "**", "\n> ", "\n- ", "\n| "):
        assert sum(mark in body for body in bodies) > COUNT // 10, mark
    plans = [story.plan for story in stories]
    assert {plan.section for plan in plans} == {section["slug"] for section in SECTIONS}
    assert len({plan.category for plan in plans}) == sum(len(s["categories"]) for s in SECTIONS)
    assert len({plan.date.year for plan in plans}) > 10
    assert any(plan.draft for plan in plans)


def test_a_link_leads_to_an_older_article_that_is_published(stories: list[Story]) -> None:
    older: set[str] = set()
    linked = 0
    for story in stories:
        found = LINK.findall(story.body)
        assert set(found) <= older
        linked += len(found)
        if not story.plan.draft:
            older.add(story.plan.file)
    assert linked > COUNT


def test_given_texts_are_told_without_what_markdown_would_read(tmp_path: Path) -> None:
    text = Text(
        "Tựa *có* dấu",
        "Tóm tắt <b>.",
        (
            "Một [đoạn](x) `văn`. # Hai | ba.",
            "Chỉ một câu.",
            "",
            "Ba từ thôi.",
            "Hai từ.",
            "Câu một. Câu hai: ~~bốn~~./.",
        ),
    )
    told = list(write_stories(24, read_sections(SECTIONS), [text] * 24))
    assert told[0].plan.title == "Tựa có dấu"
    assert len({story.plan.title for story in told}) == 24
    assert all(story.body.count("./.") == 1 for story in told)
    assert all("Một đoạn (x) văn" in story.body.replace("**", "") for story in told)
    write_content(tmp_path / "content", told)
    assert check(place_in(read(tmp_path / "content"))) == []
