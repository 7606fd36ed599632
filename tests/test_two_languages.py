"""Whoever asks in another language than the last one is answered in it, and gets the same site."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.edited_site import OPINION, Draft, Place, tree
from tests.support.rebuilding import run
from tests.test_messages import MARKED

Build = Callable[[str], str]

# What stands for words that an editor is to write.
SAMPLE = re.compile(r"\[[^\]]*\]")
# Told by a rule on the file, by one between files, and by what reads a text.
FAULTY = """Ngày: 05/02/2024
Trạng thái: nháp
Tiêu đề: Bai 9

Chu. [click here](/tin-tuc/2024/02/bai-1/) va [ten bai](khong-co.md) va ![](0.svg)
"""


@pytest.fixture
def build(place: Place, monkeypatch: pytest.MonkeyPatch) -> Build:
    """What a build says in a language."""
    place.values |= {"checks": str(place.folder / "memory")}

    def building(language: str) -> str:
        monkeypatch.setenv("PORTAL_LANG", language)
        code, told = run(place)
        assert code == 0, told
        return told

    return building


def test_what_is_remembered_is_told_in_the_language_asked_for(place: Place, build: Build) -> None:
    place.write("tin-tuc/bai-9.md", FAULTY, 9)
    vietnamese, english, again, both = map(build, ("vi", "en", "vi", "en"))
    assert (vietnamese, english) == (again, both)
    assert vietnamese.count("bai-9.md") == english.count("bai-9.md") >= 3
    assert "lỗi (bài nháp)" in vietnamese
    assert "error (draft)" in english
    assert MARKED.search(SAMPLE.sub("", vietnamese))
    assert not MARKED.search(SAMPLE.sub("", english)), english


def test_a_site_is_the_same_in_whichever_language_its_build_speaks(
    place: Place, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("tin-tuc/bai-9.md", FAULTY, 9)
    corrections = ("01/03/2024 | a | b",)
    claim = Draft("Hỏi", OPINION, kind="kiểm chứng", corrections=corrections)
    place.write(f"{OPINION}/hoi.md", claim.text(), 10)
    build("vi")
    vietnamese = tree(place.output)
    build("en")
    assert tree(place.output) == vietnamese
    assert tree(place.clean()) == vietnamese
