"""Wherever an article goes, links to it and in it lead to what they led to before."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.article.opening import read_text
from desk.renaming.links import (
    respell_attachments,
    respell_in_moved,
    respell_in_other,
    respell_links,
    respell_table,
)
from desk.renaming.move import Move
from plugins.frontmatter.parsed import parse
from plugins.links.files import ContentFiles
from plugins.links.locate import locate
from plugins.redirects.table import read_rows
from tests.support.checked_content import SCHEMA

SECTIONS = ("tin-tuc", "dinh-huong-du-luan")
FILES = ("tin-tuc/khac.md", "tin-tuc/2024/khac.md", "dinh-huong-du-luan/khac.md", "anh/2023/x.jpg")
OLD_ADDRESS, NEW_ADDRESS = "/tin-tuc/2023/12/cu/", "/tin-tuc/2023/12/moi/"
PLACES = ("tin-tuc/cu.md", "tin-tuc/2024/cu.md", "tin-tuc/moi.md", "dinh-huong-du-luan/moi.md")
TAILS = st.sampled_from(["", "#muc-1", "?a=b", "?a=b#muc"])


def files(*names: str) -> ContentFiles:
    return ContentFiles([*FILES, *names], SECTIONS, ("anh", "tep"))


@st.composite
def moves(draw: st.DrawFn) -> Move:
    old, new = draw(st.permutations(PLACES))[:2]
    return Move(old, new, OLD_ADDRESS, NEW_ADDRESS, "", keeps=True)


def forms_of(path: str, folder: str) -> list[str]:
    """Ways to write a path in an article of `folder`."""
    forms = [path, f"/{path}", f"{{filename}}/{path}", f"../../{path}" if "/" in folder else ""]
    if path.startswith(f"{folder}/"):
        forms.append(path.removeprefix(f"{folder}/"))
    return [form for form in forms if form]


@given(moves(), st.data())
def test_a_link_of_another_leads_to_the_new_place(move: Move, data: st.DataObject) -> None:
    folder = data.draw(st.sampled_from(["tin-tuc", "tin-tuc/2024", "dinh-huong-du-luan"]))
    path = data.draw(st.sampled_from([move.old, *FILES]))
    typed = data.draw(st.sampled_from([*forms_of(path, folder), OLD_ADDRESS])) + data.draw(TAILS)
    before, after = files(move.old), files(move.new)
    target = locate(typed, folder, before, shown=False)
    found = respell_in_other(move, folder, before, after)(typed)
    there = locate(found or typed, folder, after, shown=False)
    if target.path == move.old:
        assert (there.kind, there.path, there.tail) == ("article", move.new, target.tail)
    elif target.kind == "address":
        assert (there.path, there.tail) == (NEW_ADDRESS, target.tail)
    else:
        assert found is None


@given(moves(), st.data())
def test_what_the_article_leads_to_stays(move: Move, data: st.DataObject) -> None:
    folder = move.old.rpartition("/")[0]
    path = data.draw(st.sampled_from([move.old, *FILES]))
    typed = data.draw(st.sampled_from(forms_of(path, folder))) + data.draw(TAILS)
    before, after = files(move.old), files(move.new)
    target = locate(typed, folder, before, shown=False)
    found = respell_in_moved(move, before, after)(typed)
    there = locate(found or typed, move.new.rpartition("/")[0], after, shown=False)
    if target.kind in ("article", "file"):
        wanted = move.new if target.path == move.old else target.path
        assert (there.path, there.tail) == (wanted, target.tail)


MOVE = Move("tin-tuc/cu.md", "tin-tuc/moi.md", OLD_ADDRESS, NEW_ADDRESS, "", keeps=True)


@given(st.lists(st.text("aă\u0306đ `*(\u00e9", max_size=6), min_size=2, max_size=5), st.data())
def test_only_lines_with_a_link_are_others(texts: list[str], data: st.DataObject) -> None:
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    lines = [
        f"{text}x [c](cu.md) và [khac](khac.md)" if n % 2 else text for n, text in enumerate(texts)
    ]
    text = data.draw(st.sampled_from(["", "\ufeff"])) + end.join(
        ["---", "title: Bài", "date: 11/12/2023", "---", "", *lines]
    )
    article = parse("content/tin-tuc/b.md", text.encode(), SCHEMA)
    respell = respell_in_other(MOVE, "tin-tuc", files(MOVE.old), files(MOVE.new))
    found = respell_links(read_text(article.path, text.encode()), article, respell)
    again = parse("content/tin-tuc/b.md", found.encode(), SCHEMA)
    assert [each.target for each in again.references] == [
        "moi.md" if each.target == "cu.md" else each.target for each in article.references
    ]
    for old, new in zip(text.split("\n"), found.split("\n"), strict=True):
        if old != new:
            assert normalize("NFC", old).replace("(cu.md)", "(moi.md)") == new.replace(
                "(cu.md)", "(moi.md)"
            )


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("[tin-tuc/cu.md](tin-tuc/cu.md)", "[tin-tuc/cu.md](tin-tuc/moi.md)"),
        ("[a](cu.md) [b](cu.md#x)", "[a](moi.md) [b](moi.md#x)"),
        ('<a href="cu.md">a</a>', '<a href="moi.md">a</a>'),
        ("[a][1]\n\n[1]: cu.md", "[a][1]\n\n[1]: moi.md"),
        ("`[a](cu.md)`", "`[a](cu.md)`"),
        (
            "[a](https://example.vn/tin-tuc/2023/12/cu/)",
            "[a](https://example.vn/tin-tuc/2023/12/cu/)",
        ),
    ],
)
def test_links_are_found_in_all_forms(typed: str, wanted: str) -> None:
    head = "---\ntitle: Bài\ndate: 11/12/2023\n---\n\n"
    article = parse("content/tin-tuc/b.md", (head + typed).encode(), SCHEMA)
    respell = respell_in_other(MOVE, "tin-tuc", files(MOVE.old), files(MOVE.new))
    assert respell_links(head + typed, article, respell) == head + wanted


def test_attachments_of_the_head_go_on_leading_to_their_files() -> None:
    move = Move("tin-tuc/2024/cu.md", "tin-tuc/cu.md", OLD_ADDRESS, NEW_ADDRESS, "", keeps=True)
    respell = respell_in_moved(move, files(move.old), files(move.new))
    typed = ("../../anh/2023/x.jpg | Ảnh", "anh/2023/x.jpg")
    assert respell_attachments(typed, respell) == ("/anh/2023/x.jpg | Ảnh", "anh/2023/x.jpg")


def test_the_table_of_old_addresses_leads_to_the_new_place() -> None:
    lines = ("cũ,mới", "/1,tin-tuc/cu.md", "/2,/tin-tuc/cu.md", f"/3,{OLD_ADDRESS}", "/4,/khac/")
    table = "\r\n".join(lines)
    rows, _ = read_rows(table, "content/redirects.csv")
    assert respell_table(table, rows[:3], MOVE) == table.replace("cu.md", "moi.md").replace(
        "12/cu/", "12/moi/"
    )
