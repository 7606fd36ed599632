"""Whatever was edited since, what is remembered says what a check of every link says."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.checks.engine import Place, check
from plugins.checks.memory import Memory
from plugins.checks.site import Site
from plugins.redirects.checking import CheckedRedirects
from tests.support.checked_content import NOW, PICTURE, SCHEMA

WORDS = ("Quýt chín", "quýt chín", "Quyt chin!", "Lễ hội")
LINKS = (
    *("b.md", "/tin-tuc/b.md", "{filename}/tin-tuc/a.md", "{filename}nho/a.md", "b.md#muc"),
    *("#muc", "tin-tuc/nho/a.md", "/tin-tuc/2023/12/a/", "/the/quyt-chin/", "/gt/", "/gt", "/cu"),
    *("https://thu.example.vn/gt/", "https://a.vn/", "c.md", "b%2Emd", "//b.md", "/anh/a.svg"),
)
LINK = "Chữ [tên bài]({})."
# One article shows every change of the others; what the others show is passed over if it is sound.
TITLES = {
    "tin-tuc/a.md": "Một",
    "tin-tuc/b.md": "Hai",
    "tin-tuc/nho/a.md": "Ba",
    "trang/gt.md": "Bốn",
}
ARTICLES = tuple(TITLES)
IN_BODY = ("heading", "body")
ALL_LINKS = "\n\n".join(map(LINK.format, LINKS))
# Each is an edit of one thing, so that nothing else can be what a change was noticed by; the last
# value is one that no rule names, since the rules run anew when a file is edited that they named.
FIELDS = {
    "summary": ("Chỉ đẩy các dòng xuống.",),
    "title": WORDS,
    "date": ("05/01/2024", "06/01/2024", "01/02/2024 08:00", "11/12/2023"),
    "tags": WORDS,
    "author": WORDS,
    "aliases": ("/cu", "/tin-tuc/2023/12/a", "/mot", ""),
    "status": ("nháp", "đăng"),
    "category": ("không có", "Kinh tế"),
    "heading": ("## Mục hai", "", "## Mục"),
    "body": (*map(LINK.format, LINKS), "![Ảnh quýt](/anh/a.svg)"),
}
OTHERS = {
    "anh/a.svg": (PICTURE, "x", ""),
    "tin-tuc/c.md": ("---\ntitle: Năm\ndate: 11/12/2023\n---\n\nChữ.", ""),
    "redirects.csv": ("cũ,mới\n/cu,/gt/\n", "cũ,mới\n/a,/cu\n/cu,c.md\n", ""),
}
Edit = tuple[str, str, str]
EDITS: tuple[Edit, ...] = (
    *(
        (name, key, value)
        for name in ARTICLES
        for key, values in FIELDS.items()
        for value in values
        if (name, key) != ("tin-tuc/a.md", "body")
    ),
    *((name, "whole", value) for name, values in OTHERS.items() for value in values),
)


class Edited:
    """A small site that is checked with memory after each edit, and anew for comparison."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._now = NOW
        self._files = {
            name: {"title": title, "date": "11/12/2023", "heading": "## Mục", "body": "Chữ."}
            for name, title in TITLES.items()
        }
        self._files["tin-tuc/a.md"]["body"] = ALL_LINKS
        for name in self._files:
            self._write(name)

    def edit(self, edit: Edit) -> None:
        name, key, value = edit
        self._files.setdefault(name, {})[key] = value
        self._write(name)

    def wait(self) -> None:
        self._now += timedelta(20)

    def _write(self, name: str) -> None:
        """No file where its whole text is empty."""
        fields = self._files[name]
        head = "".join(f"{key}: {fields[key]}\n" for key in fields if key not in IN_BODY)
        body = "\n\n".join(fields.get(key, "") for key in IN_BODY)
        text = fields.get("whole", f"---\n{head}---\n\n{body}\n")
        file = self._folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if text:
            file.write_text(text, "utf-8")

    def compare(self) -> None:
        place = Place(
            content=self._folder / "content",
            articles=("tin-tuc", "trang"),
            static=("anh", "tep"),
            schema=SCHEMA,
            site_url="https://thu.example.vn",
            now=self._now,
            old_addresses=CheckedRedirects,
        )
        memory = Memory(self._folder / "memory.sqlite", "")
        remembered = check(place, memory)
        memory.save()
        with patch.object(Site, "_are_sound", return_value=False):
            assert remembered == check(place)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(EDITS) | st.none(), min_size=1, max_size=12))
def test_what_is_remembered_or_passed_over_changes_nothing(edits: list[Edit | None]) -> None:
    """None: time passes."""
    folder = Path(tempfile.mkdtemp())
    try:
        site = Edited(folder)
        for edit in edits:
            if edit:
                site.edit(edit)
            else:
                site.wait()
            site.compare()
    finally:
        shutil.rmtree(folder)


def test_each_edit_of_one_thing_is_noticed(tmp_path: Path) -> None:
    site = Edited(tmp_path)
    site.compare()
    for edit in EDITS:
        site.edit(edit)
        site.compare()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM files",
        "DELETE FROM pictures",
        "DELETE FROM compared",
        "DELETE FROM answers",
        "DELETE FROM details",
        "DROP TABLE details",
        "ALTER TABLE compared DROP COLUMN value",
        "UPDATE files SET checksum = checksum + 1",
        "UPDATE compared SET checksum = checksum + 1",
        "UPDATE details SET checksum = checksum + 1",
        "UPDATE answers SET checksum = checksum + 1",
        "UPDATE files SET value = (SELECT value FROM files LIMIT 1)",
    ],
)
def test_a_memory_that_turns_out_to_be_damaged_is_begun_anew(tmp_path: Path, change: str) -> None:
    site = Edited(tmp_path)
    site.edit(("tin-tuc/b.md", "title", "Lễ hội"))
    site.compare()
    with closing(sqlite3.connect(tmp_path / "memory.sqlite")) as connection:
        connection.execute(change)
        connection.commit()
    site.edit(("tin-tuc/nho/a.md", "title", "Lễ hội"))
    site.edit(("tin-tuc/a.md", "aliases", "/cu"))
    site.compare()
    site.compare()


@pytest.mark.parametrize("link", LINKS)
def test_a_link_is_passed_over_only_where_it_leads_to_what_readers_see(
    tmp_path: Path, link: str
) -> None:
    site = Edited(tmp_path)
    site.edit(("tin-tuc/a.md", "body", "Chữ."))
    site.edit(("tin-tuc/b.md", "body", LINK.format(link)))
    site.compare()
    for name in ARTICLES:
        for status in FIELDS["status"]:
            site.edit((name, "status", status))
            site.compare()
