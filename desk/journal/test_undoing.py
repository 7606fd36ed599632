"""Whatever was done and taken back, in any order, files are as a model of them says."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.article.opening import open_article
from desk.article.saving import save
from desk.history.people import give_name
from desk.history.versions import versions
from desk.journal.journal import Journal
from desk.journal.routes import keep
from desk.journal.standing import standing_of
from desk.journal.undoing import undo
from desk.listing.bin import restore, throw_away, thrown_away
from desk.listing.copying import duplicate
from desk.listing.making import make_article
from desk.renaming.renaming import rename
from desk.shell.deeds import Change, Deed, digest_of
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from tests.support.checked_content import article
from tests.support.opened_desk import make_desk
from tools.new import Start

PATH, OTHER = "tin-tuc/a.md", "tin-tuc/b.md"
TEXT = article("Chữ.", "Bài A").encode()
LINKING = article("[A](a.md)", "Bài B").encode()
TABLE = "cũ,mới\n/x,tin-tuc/a.md\n".encode()
SECTIONS = ("tin-tuc", "dinh-huong-du-luan")
Tree = dict[str, bytes]


def opened(folder: Path) -> Desk:
    (folder / "content" / "tin-tuc").mkdir(parents=True)
    for path, text in ((PATH, TEXT), (OTHER, LINKING), ("redirects.csv", TABLE)):
        (folder / "content" / path).write_bytes(text)
    desk = make_desk(folder / "content", folder / "scratch")
    return replace(desk, listeners=(partial(keep, desk),))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def tree(desk: Desk) -> Tree:
    """Without what is hidden: what lies aside, and half files that a kill left."""
    files = (file for file in desk.content.rglob("[!.]*") if file.is_file())
    return {
        file.relative_to(desk.content).as_posix(): file.read_bytes()
        for file in files
        if not file.is_relative_to(desk.aside)
    }


def done_last(desk: Desk) -> Deed:
    return Journal(desk.content).told().entries[0].deed


def type_in(desk: Desk, path: str, word: str) -> None:
    opened = open_article(f"content/{path}", (desk.content / path).read_bytes(), desk.schema)
    payload = opened.as_json()
    payload["fields"] = {"note": word}
    save(desk, path, {**payload, "told": True})


def refused(desk: Desk, deed: Deed) -> str:
    before = tree(desk)
    with pytest.raises(DeskError) as found:
        undo(desk, deed)
    assert tree(desk) == before
    return found.value.sentence


DEEDS = ("save", "new", "copy", "drop", "restore", "rename")
CHOICE = st.tuples(st.sampled_from((*DEEDS, "undo", "undo")), st.integers(0, 5), st.integers(0, 3))


def act(desk: Desk, kind: str, which: int, how: int) -> None:
    articles = sorted(path for path in tree(desk) if path.endswith(".md"))
    path = articles[which % len(articles)] if articles else ""
    if kind == "new":
        make_article(desk, Start("tin-tuc", f"Bài {how}"))
    elif kind == "restore" and (thrown := thrown_away(desk)):
        restore(desk, thrown[which % len(thrown)], "Lan")
    elif path and kind == "save":
        type_in(desk, path, f"Ghi {how}")
    elif path and kind == "copy":
        duplicate(desk, path)
    elif path and kind == "drop":
        throw_away(desk, path, "Lan")
    elif path and kind == "rename":
        rename(desk, path, f"ten-{how}", SECTIONS[which % 2])


@settings(max_examples=40, deadline=None)
@given(st.lists(CHOICE, min_size=1, max_size=10))
def test_any_deeds_and_undos_leave_files_as_a_model_says(
    steps: list[tuple[str, int, int]],
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        desk = opened(folder)
        model, said = tree(desk), {digest_of(text): text for text in tree(desk).values()}
        for kind, which, how in steps:
            told = Journal(desk.content).told()
            if kind != "undo":
                try:
                    act(desk, kind, which, how)
                except DeskError:
                    assert tree(desk) == model
                    continue
                now = tree(desk)
                if now == model:
                    continue
                # What is told is what is others than before, and nothing else.
                differs = {path for path in now | model if now.get(path) != model.get(path)}
                changes = done_last(desk).changes
                assert differs == {change.path for change in changes}
                for change in changes:
                    assert digest_of(model.get(change.path, b"")) == change.before
                    assert digest_of(now.get(change.path, b"")) == change.after
                model = now
                said |= {digest_of(text): text for text in now.values()}
            elif told.entries:
                deed = told.entries[which % len(told.entries)].deed
                as_left = all(
                    digest_of(model.get(change.path, b"")) == change.after
                    for change in deed.changes
                )
                if standing_of(deed, told.facts) != "undone":
                    assert (standing_of(deed, told.facts) == "open") == as_left
                if not as_left:
                    refused(desk, deed)
                    continue
                undo(desk, deed)
                for change in deed.changes:
                    model.pop(change.path, None)
                    if change.before:
                        model[change.path] = said[change.before]
                assert tree(desk) == model
    finally:
        shutil.rmtree(folder)


def test_a_rename_comes_back_with_links_table_and_versions(desk: Desk) -> None:
    type_in(desk, PATH, "một")
    before = tree(desk)
    rename(desk, PATH, "Tên mới", SECTIONS[1])
    renamed = tree(desk)
    new = "dinh-huong-du-luan/ten-moi.md"
    assert new in renamed
    assert PATH not in renamed
    assert "/tin-tuc/2023/12/a/" in renamed[new].decode()
    assert b"(../dinh-huong-du-luan/ten-moi.md)" in renamed[OTHER]
    assert f"/x,{new}\n" in renamed["redirects.csv"].decode()
    assert versions(desk, new)
    assert not versions(desk, PATH)
    first = done_last(desk)
    undo(desk, first)
    assert tree(desk) == before
    assert versions(desk, PATH)
    undo(desk, done_last(desk))
    assert tree(desk) == renamed
    assert "đã được sửa" in refused(desk, replace_first(first, digest_of(b"1")))


def replace_first(deed: Deed, after: str) -> Deed:
    new, *others = (change for change in deed.changes if change.after)
    gone = [change for change in deed.changes if not change.after]
    return replace(deed, changes=(*gone, replace(new, after=after), *others))


def test_an_article_that_comes_back_leaves_the_bin(desk: Desk) -> None:
    throw_away(desk, PATH, "Lan")
    undo(desk, done_last(desk))
    assert thrown_away(desk) == []
    assert tree(desk)[PATH] == TEXT
    undo(desk, done_last(desk))
    assert [thrown.path for thrown in thrown_away(desk)] == [PATH]


def test_what_stands_in_the_way_is_said(desk: Desk) -> None:
    throw_away(desk, PATH, "Lan")
    dropped = done_last(desk)
    (desk.content / PATH).write_bytes(LINKING)
    assert "nay là của một bài khác" in refused(desk, dropped)
    (desk.content / PATH).unlink()
    for thrown in thrown_away(desk):
        (desk.aside / "thung-rac" / thrown.name / thrown.path).unlink()
    assert "không còn được giữ" in refused(desk, dropped)
    type_in(desk, OTHER, "một")
    saved = done_last(desk)
    (desk.content / OTHER).write_bytes(TEXT)
    assert "đã được sửa sau đó" in refused(desk, saved)
    (desk.content / OTHER).unlink()
    assert "không còn ở đó" in refused(desk, saved)


@pytest.mark.parametrize("path", ["../ngoai.md", "/ngoai.md", ".soan/x.md", "tin-tuc/../../x.md"])
def test_a_line_that_leads_out_of_the_folder_is_refused(desk: Desk, path: str) -> None:
    change = Change(path, digest_of(TEXT), "")
    assert "Không có bài" in refused(desk, Deed("drop", "Lan", (change,)))
    assert not (desk.content.parent / "ngoai.md").exists()


def test_a_step_of_approval_is_taken_back_by_who_may_take_it(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    roles = {"Lan": ("viết",), "Hoa": ("viết", "duyệt")}
    desk = replace(desk, settings={**desk.settings, "EDITORS": roles, "APPROVAL": True})
    type_in(desk, PATH, "một")
    approved = replace(done_last(desk), kind="approve")
    assert give_name(desk, "Lan")
    assert "người có quyền" in refused(desk, approved)
    assert give_name(desk, "Hoa")
    undo(desk, approved)
    assert tree(desk)[PATH] == TEXT
