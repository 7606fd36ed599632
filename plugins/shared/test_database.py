"""What a database gives is what was put into it, or an error, whatever happened to its file."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from msgspec import Struct

from plugins.shared.database import DamagedError, Database, Decoded

KEY = b"code"
SMALL = ("page_size = 512",)  # so that little data has pages of every kind
QUICK = ("synchronous = OFF", "journal_mode = MEMORY")
SEED = 11


class Sized(Struct):
    size: int
    name: str
    data: bytes


Found = tuple[dict[str, Sized], dict[str, str]]


def filled(file: Path) -> Database:
    """With pages of several levels, overflowing and free ones."""
    database = Database(file, KEY, pragmas=SMALL)
    sizes, texts = database.table("sizes", Sized), database.table("texts", str)
    for n in range(60):
        sizes[f"bai-{n}"] = Sized(n, "Bạch Thông", b"\0")
        texts[f"bai-{n}"] = f"{n} " * (2_000 if n == 7 else 30)
    database.commit()
    for n in range(0, 60, 7):
        del sizes[f"bai-{n}"], texts[f"bai-{n}"]
    return database


def everything(database: Database) -> Found:
    sizes, texts = database.table("sizes", Sized), database.table("texts", str)
    return dict(sizes.all()), {key: texts[key] for key in sizes.all()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    database = filled(tmp_path / "cache.sqlite")
    database.commit()
    database.close()
    return tmp_path / "cache.sqlite"


def tried(file: Path) -> list[Found | None]:
    """What is read, before and after something else is written; None where that is an error.

    A file that was found damaged at once is a new one: it has nothing.
    """
    seen: list[Found | None] = []
    for number in range(2):
        try:
            database = Database(file, KEY, pragmas=QUICK)
        except sqlite3.DatabaseError:
            seen.append(None)
            continue
        try:
            found = everything(database)
            seen.append(found if found[0] else None)
            database.table("others", str)[f"{number}"] = "y" * 5_000
            database.commit()
        except (sqlite3.DatabaseError, KeyError):
            seen.append(None)
        finally:
            database.close()
    return seen


def right(file: Path) -> Found:
    database = Database(file, KEY)
    found = everything(database)
    database.close()
    assert len(found[0]) == 51
    return found


def test_no_changed_byte_is_believed(file: Path) -> None:
    """Each byte of what SQLite keeps about its pages, and some of the rest. A row that it lost is a
    miss, which costs time."""
    whole = file.read_bytes()
    page = int.from_bytes(whole[16:18])
    expected = right(file)
    dice = random.Random(SEED)
    places = [at for at in range(len(whole)) if at < 110 or at % page < 12 or at % 97 == 0]
    believed = 0
    for at in places:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << dice.randrange(8)
        file.write_bytes(damaged)
        for found in tried(file):
            if found:
                assert all(expected[0][key] == value for key, value in found[0].items()), at
                assert all(expected[1][key] == value for key, value in found[1].items()), at
            believed += found is not None
    assert believed > len(places) // 4, "hardly a byte was one that does not matter"


@pytest.mark.parametrize("part", [0, 0.01, 0.3, 0.7, 0.99])
def test_a_file_cut_short_gives_nothing_wrong(file: Path, part: float) -> None:
    expected = right(file)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * part)])
    assert all(found in (None, expected) for found in tried(file))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE texts SET value = (SELECT value FROM texts WHERE key = 'bai-9')",
        "UPDATE texts SET value = CAST(value AS TEXT)",
        "UPDATE sizes SET key = key || '#'",
        "UPDATE sizes SET checksum = 0",
    ],
)
def test_what_is_elsewhere_is_an_error_and_the_file_goes(file: Path, change: str) -> None:
    """Or each build would be told of it, and none would remember anything."""
    with sqlite3.connect(file) as connection:
        connection.execute(change)
    connection.close()
    database = Database(file, KEY)
    with pytest.raises(DamagedError):
        everything(database)
    database.close()
    assert not file.exists()


def test_what_is_forgotten_is_gone_at_once(file: Path) -> None:
    database = Database(file, KEY)
    sizes = database.table("sizes", Sized)
    sizes.clear()
    for _ in range(2):
        assert (dict(sizes), sizes.get("bai-1")) == ({}, None)
        database.commit()
    database.close()


def test_what_was_not_committed_is_forgotten(file: Path) -> None:
    expected = right(file)
    database = Database(file, KEY)
    database.table("texts", str)["bai-1"] = "khác"
    del database.table("sizes", Sized)["bai-2"]
    database.close()
    assert right(file) == expected


def test_another_key_forgets_everything(file: Path) -> None:
    database = Database(file, b"other code")
    assert dict(database.table("sizes", Sized)) == {}
    database.close()


def test_a_value_is_computed_once_for_each_key(file: Path) -> None:
    calls: list[int] = []

    def compute() -> list[tuple[int, str]]:
        calls.append(len(calls))
        return [(len(calls), "Quýt")]

    for key, expected in ((b"a", 1), (b"a", 1), (b"b", 2), (b"a", 3)):
        database = Database(file, KEY)
        assert database.memo("lists", key, list[tuple[int, str]], compute) == [(expected, "Quýt")]
        database.commit()
        database.close()


def test_no_two_commits_have_one_mark(file: Path) -> None:
    marks = set()
    for _ in range(2):
        database = Database(file, KEY)
        marks.add(database.mark)
        database.table("texts", str)["bai-1"] = "như cũ"
        database.commit()
        marks.add(database.mark)
        database.close()
    assert len(marks) == 3


def test_what_a_process_made_is_made_again_only_of_something_else(tmp_path: Path) -> None:
    decoded = Decoded()
    made: list[int] = []

    def make() -> tuple[int]:
        made.append(len(made))
        return (made[-1],)

    for key, expected in ((b"one", 0), (b"one", 0), (b"two", 1), (b"one", 2)):
        database = Database(tmp_path / "x.sqlite", KEY, decoded)
        assert database.made("name", key, make) == (expected,)
        database.close()
