"""Nothing that was noted is lost: not by another writer, a kill, or a disk that damaged a line."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.journal.journal import Journal
from desk.journal.lines import Damaged, Read, append, files_of, read_on
from desk.shell.deeds import Change, Deed
from tests.support.stopped_desk import at_change, killed

MOMENT = datetime(2026, 11, 30, 7, 5, tzinfo=UTC)
PROCESSES, LINES = 4, 25


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


def deed(title: str) -> Deed:
    return Deed("save", "Chị Lan", (Change("tin-tuc/a.md", "1", "2"),), title)


def titles(content: Path) -> list[str]:
    return [entry.deed.title for entry in Journal(content).told().entries]


def test_what_is_noted_is_read_and_read_on(content: Path) -> None:
    journal = Journal(content)
    assert journal.told().entries == ()
    append(content, deed("Một"), MOMENT)
    first = journal.told()
    assert journal.told() is first
    append(content, deed("Hai"), MOMENT.replace(minute=6))
    assert [entry.deed.title for entry in journal.told().entries] == ["Hai", "Một"]
    assert journal.told().entries[1] == first.entries[0]
    assert journal.told().people == ["Chị Lan"]


def test_a_year_has_a_file_of_its_own(content: Path) -> None:
    append(content, deed("Một"), MOMENT)
    append(content, deed("Hai"), MOMENT.replace(year=2027))
    assert [file.name[:5] for file in files_of(content)] == ["2026 ", "2027 "]
    assert titles(content) == ["Hai", "Một"]


def test_what_a_kill_cut_short_harms_no_other_line(content: Path) -> None:
    append(content, deed("Một"), MOMENT)
    (file,) = files_of(content)
    with file.open("ab") as opened:
        opened.write(b'{"at":"2026-11-30T0')
    assert titles(content) == ["Một"]
    append(content, deed("Hai"), MOMENT.replace(minute=6))
    assert titles(content) == ["Hai", "Một"]
    assert Journal(content).told().damaged == [Damaged(file.name, 2)]


@given(st.lists(st.one_of(st.binary(max_size=30), st.integers(0, 99)), max_size=12))
def test_damaged_lines_are_left_out_and_named(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes | int]
) -> None:
    content = tmp_path_factory.mktemp("damaged")
    append(content, deed("Đầu"), MOMENT)
    (file,) = files_of(content)
    wanted, damaged, read = ["Đầu"], [], Read()
    for line in lines:
        if isinstance(line, int):
            append(content, deed(str(line)), MOMENT)
            wanted.append(str(line))
        else:
            line = line.replace(b"\n", b"\0")
            with file.open("ab") as opened:
                opened.write(line + b"\n")
            damaged.append(line)
        read = read_on(file, read)  # by and by, as a page that is open all day
    assert [entry.deed.title for entry in read.entries] == wanted[: len(read.entries)]
    read = read_on(file, read)
    assert [entry.deed.title for entry in read.entries] == wanted
    every_line = file.read_bytes().split(b"\n")
    assert [every_line[each.line - 1] for each in read.damaged] == damaged
    assert read == read_on(file, Read())


def test_a_disk_that_is_full_amid_a_line_is_told(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(content, deed("Một"), MOMENT)
    write = os.write
    with monkeypatch.context() as full:
        full.setattr("desk.journal.lines.os.write", lambda file, line: write(file, line[:9]))
        with pytest.raises(OSError, match="space"):
            append(content, deed("Hai"))
    append(content, deed("Ba"), MOMENT.replace(minute=6))
    assert titles(content) == ["Ba", "Một"]
    assert [each.line for each in Journal(content).told().damaged] == [2]


def test_several_at_once_write_whole_lines(content: Path) -> None:
    def write(name: int) -> None:
        for number in range(LINES):
            append(content, deed(f"{name}-{number}"))

    children = []
    for name in range(PROCESSES):
        child = os.fork()
        if child == 0:
            try:
                write(name)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert len(set(titles(content))) == PROCESSES * LINES
    assert Journal(content).told().damaged == []


def test_a_kill_leaves_what_was_noted(content: Path) -> None:
    append(content, deed("Một"), MOMENT)

    def work(number: int) -> None:
        at_change(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        append(content, deed("Hai"))

    for number in range(1, 20):
        was_killed = killed(partial(work, number))
        assert titles(content)[-1] == "Một"
        if not was_killed:
            break
    assert "Hai" in titles(content)
    assert number > 1


def test_a_file_that_a_shared_folder_kept_twice_counts_once(content: Path) -> None:
    append(content, deed("Một"), MOMENT)
    (file,) = files_of(content)
    file.with_name("2026 khac (conflicted copy).jsonl").write_bytes(file.read_bytes())
    assert titles(content) == ["Một"]


def test_a_lost_drive_gets_no_folder_in_its_place(content: Path) -> None:
    content.rmdir()
    with pytest.raises(FileNotFoundError):
        append(content, deed("Một"))
    assert not content.exists()
