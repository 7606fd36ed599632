"""What a publisher is shown before publishing is what readers will see change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.changes import FILE
from plugins.changes.table import WordingEntry, around_wording
from tools.publish.delivery import Place
from tools.publish.errors import NotAsSeenError
from tools.publish.folder import Folder
from tools.publish.history import History
from tools.publish.lines import Plan, TextChange
from tools.publish.manifest import Manifest, changes_between, entry_of
from tools.publish.origin import GONE, Origin, text_digest
from tools.publish.plan import plan_of, refuse_not_as_seen, text_changes
from tools.publish.prepare import Prepared
from tools.publish.releases import SWITCHING, Release, site_of
from tools.publish.targets import Target

LIVE = "20261130T070000-0123456789"
A, B, C = "tin-tuc/a.md", "tin-tuc/b.md", "tin-tuc/c.md"


def row(
    file: str, wording: str, notes: int = 0, minor: bool = False, day: str = ""
) -> WordingEntry:
    address = f"{file.removesuffix('.md')}/"
    return WordingEntry(address, file, wording, notes, minor, day)


def table(*rows: WordingEntry) -> str:
    lines = [
        f"{before}{row.wording}{after}" for row in rows for before, after in [around_wording(row)]
    ]
    return "".join(sorted(lines))


def origin(files: Mapping[str, str], who: str = "") -> Origin:
    return Origin({path: text_digest(text.encode()) for path, text in files.items()}, who)


def texts(
    before: str,
    after: str,
    said: Mapping[str, str],
    mine: Mapping[str, str],
    moved: Mapping[str, str] | None = None,
) -> dict[str, TextChange]:
    prepared = Prepared(Path(), {}, Manifest({}), "/xa", moved, origin=origin(mine))
    found = list(text_changes(before, after, origin(said), prepared))
    assert len({it.file for it in found}) == len(found)
    return {it.file: it for it in found}


def test_new_changed_and_gone_articles_are_told_by_address() -> None:
    before = table(row(A, "1"), row(B, "1"))
    after = table(row(A, "2", notes=1), row(C, "1"))
    found = texts(before, after, {A: "một", B: "x"}, {A: "hai", C: "y"})
    then = text_digest("một".encode())
    assert found == {
        A: TextChange(A, "/xa/tin-tuc/a/", "changed", then),
        B: TextChange(B, "/xa/tin-tuc/b/", "gone", text_digest(b"x")),
        C: TextChange(C, "/xa/tin-tuc/c/", "new"),
    }
    assert [
        it.file
        for it in text_changes(before, after, Origin(), Prepared(Path(), {}, Manifest({}), "/xa"))
    ] == [A, B, C]


def test_what_is_the_same_is_not_told() -> None:
    same = table(row(A, "1"))
    assert texts(same, same, {A: "chữ"}, {A: "chữ"}) == {}


def test_an_article_whose_file_alone_changed_is_told() -> None:
    """Its tags, its source: no other words, and nothing silent."""
    same = table(row(A, "1"))
    found = texts(same, same, {A: "chữ"}, {A: "thẻ khác\nchữ"})
    assert (found[A].kind, found[A].silent) == ("changed", False)


@pytest.mark.parametrize(
    ("then", "now", "is_silent"),
    [
        (row(A, "1"), row(A, "2"), True),
        (row(A, "1"), row(A, "2", notes=1), False),
        (row(A, "1"), row(A, "2", minor=True), False),
        (row(A, "1", minor=True), row(A, "2", minor=True), True),
        (row(A, "1", minor=True), row(A, "2", minor=True, day="2026-11-30"), False),
    ],
)
def test_whether_readers_are_told_of_a_change(
    then: WordingEntry, now: WordingEntry, is_silent: bool
) -> None:
    (found,) = texts(table(then), table(now), {A: "1"}, {A: "2"}).values()
    assert (found.kind, found.silent) == ("changed", is_silent)


def test_one_that_goes_says_where_its_address_leads() -> None:
    moved = {"/xa/tin-tuc/a/": "/xa/tin-tuc/c/"}
    found = texts(table(row(A, "1"), row(B, "1")), "", {A: "1", B: "1"}, {}, moved)
    assert (found[A].leads_to, found[B].leads_to) == ("/xa/tin-tuc/c/", "")


def test_pages_settings_and_old_addresses_are_told_by_file() -> None:
    said = {"trang/a.md": "1", "trang/b.md": "1", "../pelicanconf.py": "1"}
    mine = {"trang/a.md": "2", "redirects.csv": "1", "../pelicanconf.py": "1"}
    found = texts("", "", said, mine)
    assert {file: (it.kind, it.address) for file, it in found.items()} == {
        "redirects.csv": ("new", ""),
        "trang/a.md": ("changed", ""),
        "trang/b.md": ("gone", ""),
    }
    # Of a release that can't tell its texts nothing is guessed.
    assert texts("", "", {}, mine) == {}


def prepared_site(folder: Path, files: Mapping[str, str], mine: Mapping[str, str]) -> Prepared:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    found = {path: folder / path for path in files}
    manifest = Manifest({path: entry_of(file) for path, file in found.items()})
    warnings = ("content/tin-tuc/a.md:3:1: cảnh báo: ảnh nhỏ.",)
    moved = {"/cu/": "/tin-tuc/c/"}
    return Prepared(folder, found, manifest, "", moved, origin=origin(mine), warnings=warnings)


def planned(tmp_path: Path, after: Mapping[str, str], had: History | None = None) -> Plan:
    """From a live release of two articles to one of `after`."""
    said, mine = {A: "một", B: "hai"}, {A: "sửa", C: "ba"}
    target = tmp_path / "target"
    before = {
        "index.html": "cũ",
        "tin-tuc/a/index.html": "một",
        "tin-tuc/b/index.html": "hai",
        "cu/index.html": "",
        "kieu.css": "",
        FILE: table(row(A, "1"), row(B, "1")),
    }
    live = prepared_site(target / site_of(LIVE), before, said)
    prepared = prepared_site(tmp_path / "site", after, mine)
    changes = changes_between(live.manifest, prepared.manifest)
    place = Place(Target(str(target), "https://xa.vn"), Folder(target))
    was, history = origin(said, "Chị Lan"), had or History()
    release = Release(LIVE, live.manifest)
    return plan_of("chính", place, prepared, release, was, changes, history, tmp_path / "content")


AFTER = {
    "index.html": "mới",
    "tin-tuc/a/index.html": "sửa",
    "tin-tuc/c/index.html": "ba",
    "kieu.css": "x",
    FILE: table(row(A, "2"), row(C, "1")),
}


def test_a_plan_names_pages_texts_what_vanishes_and_what_is_lost(tmp_path: Path) -> None:
    had = History({A: (text_digest("một".encode()),)})
    plan = planned(tmp_path, AFTER, had)
    assert plan.new == ("/tin-tuc/c/",)
    assert plan.changed == ("/", "/tin-tuc/a/")
    assert plan.removed == ("/cu/", "/tin-tuc/b/")
    assert plan.others == 2
    assert [(it.file, it.kind, it.silent) for it in plan.texts] == [
        (A, "changed", True),
        (B, "gone", False),
        (C, "new", False),
    ]
    assert plan.lost == ("/tin-tuc/b/",)  # the other has an address to lead to
    assert plan.older == (f"content/{B} (/tin-tuc/b/): ở đây không có, bạn đọc sẽ không thấy nữa",)
    assert plan.warnings == ("content/tin-tuc/a.md:3:1: cảnh báo: ảnh nhỏ.",)
    assert (plan.live, plan.who, plan.url) == (LIVE, "Chị Lan", "https://xa.vn")
    assert not plan.nothing_new


def test_where_readers_have_all_only_that_is_said(tmp_path: Path) -> None:
    same = {
        "index.html": "cũ",
        "tin-tuc/a/index.html": "một",
        "tin-tuc/b/index.html": "hai",
        "cu/index.html": "",
        "kieu.css": "",
        FILE: table(row(A, "1"), row(B, "1")),
    }
    plan = planned(tmp_path, same)
    assert plan.nothing_new
    assert not plan.pending
    assert (plan.texts, plan.warnings, plan.lost, plan.new) == ((), (), (), ())
    (tmp_path / "target" / SWITCHING).write_text(LIVE)
    assert planned(tmp_path, same).pending


def test_another_site_than_was_looked_at_is_refused(tmp_path: Path) -> None:
    plan = planned(tmp_path, AFTER)
    refuse_not_as_seen(plan, "")
    refuse_not_as_seen(plan, plan.sign)
    other = planned(tmp_path, {**AFTER, "index.html": "khác"})
    with pytest.raises(NotAsSeenError):
        refuse_not_as_seen(other, plan.sign)


def test_a_text_that_was_taken_away_before_is_not_gone_again() -> None:
    prepared = Prepared(Path(), {}, Manifest({}), origin=origin({"trang/b.md": "1"}))
    said = dataclasses.replace(
        origin({"trang/b.md": "1"}), files={"trang/a.md": GONE, "trang/b.md": text_digest(b"1")}
    )
    assert list(text_changes("", "", said, prepared)) == []
