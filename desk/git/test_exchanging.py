"""Two desks send each other their texts, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from desk.git import remote
from desk.git.exchanging import send, take
from desk.git.testing import PATH, TEXT, git_at, text_at, write
from desk.listing.bin import throw_away
from desk.merging.choices import choose
from desk.shell.deeds import Kind
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


def is_clean(desk: Desk) -> bool:
    top = desk.content.parent
    return git_at(top, "status", "--porcelain") == ""


def top_of(desk: Desk) -> Path:
    return desk.content.parent


def test_what_two_changed_in_one_text_reaches_both(lan: Desk, minh: Desk) -> None:
    write(lan, "một", "1")
    write(minh, "hai", "2")
    assert send(lan).went == (PATH,)
    sent = send(minh)
    assert (sent.came, sent.went) == ((PATH,), (PATH,))
    assert take(lan).came == (PATH,)
    merged = TEXT.replace("một", "1").replace("hai", "2")
    assert (text_at(lan), text_at(minh)) == (merged, merged)
    assert is_clean(lan)
    assert is_clean(minh)
    assert take(minh).came == ()


@pytest.mark.parametrize("chosen", ["ours", "theirs"])
def test_nothing_comes_or_goes_until_somebody_chose(lan: Desk, minh: Desk, chosen: str) -> None:
    write(lan, "hai", "2")
    write(minh, "hai", "HAI")
    send(lan)
    (question,) = send(minh).questions
    assert question.path == PATH
    assert question.merged
    (place,) = question.merged.places
    assert (place.ours, place.theirs) == ("Đoạn HAI.", "Đoạn 2.")
    assert text_at(minh) == TEXT.replace("hai", "HAI")
    choose(minh, place.name, getattr(place, chosen))
    assert send(minh).questions == ()
    take(lan)
    wanted = TEXT.replace("hai", "HAI" if chosen == "ours" else "2")
    assert (text_at(lan), text_at(minh)) == (wanted, wanted)


def test_what_was_deleted_here_and_changed_there_is_asked(lan: Desk, minh: Desk) -> None:
    write(lan, "hai", "2")
    throw_away(minh, PATH, "Minh")
    send(lan)
    (question,) = take(minh).questions
    assert (question.ours, question.theirs) == (None, TEXT.replace("hai", "2").encode())
    choose(minh, question.name, "theirs")
    take(minh)
    assert text_at(minh) == TEXT.replace("hai", "2")


def test_two_pictures_of_one_name_are_both_kept(lan: Desk, minh: Desk) -> None:
    for desk, data in ((lan, b"\xff\xd8Lan"), (minh, b"\xff\xd8Minh")):
        (desk.content / "anh").mkdir()
        (desk.content / "anh" / "a.jpg").write_bytes(data)
    send(lan)
    (question,) = send(minh).questions
    choose(minh, question.name, "both")
    assert send(minh).questions == ()
    take(lan)
    for desk in (lan, minh):
        pictures = {file.name: file.read_bytes() for file in (desk.content / "anh").iterdir()}
        assert pictures == {"a.jpg": b"\xff\xd8Minh", "a-2.jpg": b"\xff\xd8Lan"}


@pytest.mark.parametrize("who_sends_first", ["who renamed", "who wrote"])
def test_an_article_that_one_renamed_has_what_the_other_wrote(
    lan: Desk, minh: Desk, who_sends_first: str
) -> None:
    (lan.content / PATH).rename(lan.content / "tin-tuc" / "b.md")
    write(minh, "hai", "2")
    first, second = (lan, minh) if who_sends_first == "who renamed" else (minh, lan)
    send(first)
    send(second)
    take(first)
    for desk in (lan, minh):
        assert [file.name for file in (desk.content / "tin-tuc").iterdir()] == ["b.md"]
        assert text_at(desk, "tin-tuc/b.md") == TEXT.replace("hai", "2")


def test_what_a_text_editor_wrote_goes_with_the_rest_but_nothing_beside_content(
    lan: Desk, minh: Desk
) -> None:
    (lan.content / PATH).write_text(TEXT.replace("ba.", "3."), "utf-8")
    (lan.content / "tin-tuc" / "b.md").write_text(TEXT, "utf-8")
    for name in ("~$b.docx", "a.sync-conflict-20261201-070000-ABCDEFG.md"):
        (lan.content / "tin-tuc" / name).write_bytes(b"x")
    (top_of(lan) / "phan-mem.txt").write_text("2\n", "utf-8")
    send(lan)
    took = take(minh)
    assert (took.came, took.software) == ((PATH, "tin-tuc/b.md"), False)
    assert text_at(minh) == TEXT.replace("ba.", "3.")
    said = git_at(top_of(minh), "log", "-1", "--format=%an <%ae> %s")
    assert said == "Lan <lan@bien-tap.invalid> Sửa ngoài bàn biên tập: 2 tệp\n"


def test_new_software_comes_where_nobody_works_on_it(lan: Desk, minh: Desk) -> None:
    software = "phan-mem.txt"
    (top_of(lan) / software).write_text("2\n", "utf-8")
    git_at(top_of(lan), "commit", "-qam", "Phần mềm mới")
    send(lan)
    (top_of(minh) / software).write_text("đang sửa\n", "utf-8")
    write(minh, "hai", "2")
    with pytest.raises(DeskError, match="sửa dở: phan-mem"):
        take(minh)
    assert (top_of(minh) / software).read_text("utf-8") == "đang sửa\n"
    (top_of(minh) / software).write_text("1\n", "utf-8")
    assert take(minh).software
    assert (top_of(minh) / software).read_text("utf-8") == "2\n"
    assert text_at(minh) == TEXT.replace("hai", "2")


def test_software_that_both_changed_is_left_to_who_keeps_it(lan: Desk, minh: Desk) -> None:
    for number, desk in enumerate((lan, minh)):
        (top_of(desk) / "phan-mem.txt").write_text(f"{number} mới\n", "utf-8")
        git_at(top_of(desk), "commit", "-qam", "Phần mềm mới")
    send(lan)
    with pytest.raises(DeskError, match="cả hai nơi cùng sửa: phan-mem"):
        send(minh)


def test_one_who_is_slower_sends_all_the_same(
    lan: Desk, minh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(lan, "một", "1")
    write(minh, "ba.", "3.")
    others = [lan]

    def push(*given: object) -> None:
        if others:
            send(others.pop())
        remote.push(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("desk.git.exchanging.push", push)
    assert send(minh).went == (PATH,)
    take(lan)
    assert text_at(lan) == text_at(minh) == TEXT.replace("một", "1").replace("ba.", "3.")


def test_what_somebody_has_staged_is_not_committed(lan: Desk) -> None:
    (top_of(lan) / "phan-mem.txt").write_text("2\n", "utf-8")
    (lan.content / "tin-tuc" / "b.md").write_text(TEXT, "utf-8")
    git_at(top_of(lan), "add", ".")
    write(lan, "hai", "2")
    assert git_at(top_of(lan), "status", "--porcelain").split("\n")[:-1] == [
        "A  content/tin-tuc/b.md",
        "M  phan-mem.txt",
    ]


@pytest.mark.parametrize("name", ["[a]", "bài, của “Lan”", " a", "(a) !x"])
def test_names_are_names_to_git(lan: Desk, minh: Desk, name: str) -> None:
    path = f"tin-tuc/{name}.md"
    for each in (PATH, path):
        (lan.content / each).write_text(TEXT.replace("ba.", "3."), "utf-8")
    write(lan, "hai", "2", path)
    listed = git_at(top_of(lan), "log", "-1", "-z", "--format=", "--name-only").strip("\0")
    assert listed == f"content/{path}"
    send(lan)
    assert set(take(minh).came) == {PATH, path}


def test_a_thousand_new_texts_are_one_commit(lan: Desk, minh: Desk) -> None:
    for number in range(1000):
        (lan.content / "tin-tuc" / f"bài số {number} của một đợt nhập.md").write_text(TEXT, "utf-8")
    assert len(send(lan).went) == 1000
    assert len(take(minh).came) == 1000
    assert git_at(top_of(minh), "log", "-1", "--format=%s") == (
        "Sửa ngoài bàn biên tập: 1000 tệp\n"
    )


def test_every_deed_has_words_for_its_commit() -> None:
    assert {kind for kind in get_args(Kind) if kind not in WORDS.git.messages.as_dict()} == set()


def test_what_is_kept_aside_and_hooks_stay_out(lan: Desk) -> None:
    hook = top_of(lan) / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {lan.scratch}/hook\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    write(lan, "hai", "2")
    assert git_at(top_of(lan), "log", "-1", "--format=%s", "--name-only").split("\n")[:-1] == [
        "Sửa: Bài A",
        "",
        f"content/{PATH}",
    ]
    assert (lan.aside / "lich-su" / PATH).is_dir()
    assert is_clean(lan)
    assert not (lan.scratch / "hook").exists()


def test_the_first_to_send_makes_the_branch(tmp_path: Path, lan: Desk) -> None:
    git_at(tmp_path, "init", "-q", "--bare", "moi.git")
    git_at(top_of(lan), "remote", "set-url", "origin", str(tmp_path / "moi.git"))
    git_at(top_of(lan), "update-ref", "-d", "refs/remotes/origin/main")
    assert send(lan).went == (PATH,)
    assert git_at(tmp_path / "moi.git", "log", "--format=%s", "main") == "Bắt đầu\n"
