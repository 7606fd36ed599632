"""What a store gives is what was put into it, or an error, whatever happened to its file."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from plugins.store import Damaged, Rows, Store

KEY = b"code"
SMALL = ("page_size = 512",)  # so that little data has pages of every kind
QUICK = ("synchronous = OFF", "journal_mode = MEMORY")
SEED = 11


def filled(file: Path) -> Store:
    """With pages of several levels, overflowing and free ones."""
    store = Store(file, KEY, pragmas=SMALL)
    store.keep("note", ["Quýt", "x" * 300])
    table, rows = store.table("sizes"), Rows(store, "texts")
    for n in range(60):
        table.put(f"bai-{n}", (n, "Bạch Thông", b"\0"))
        rows.put(f"bai-{n}", b"%d " % n * (2_000 if n == 7 else 30))
    store.commit()
    for n in range(0, 60, 7):
        table.forget(f"bai-{n}")
        rows.forget(f"bai-{n}")
    return store


def everything(store: Store) -> tuple[Any, ...]:
    table, rows = store.table("sizes"), Rows(store, "texts")
    single = {key: rows[key] for key in table.all()}
    return store.recall("note"), table.all(), single


@pytest.fixture
def file(tmp_path: Path) -> Path:
    store = filled(tmp_path / "store.sqlite")
    store.commit()
    store.close()
    return tmp_path / "store.sqlite"


def tried(file: Path) -> list[tuple[Any, ...] | None]:
    """What is read, before and after something else is written; None where that is an error.

    A store that was found damaged at once is a new one: it has nothing.
    """
    seen: list[tuple[Any, ...] | None] = []
    for number in range(2):
        store = Store(file, KEY, pragmas=QUICK)
        try:
            seen.append(everything(store) if store.recall("note") else None)
            store.table("others").put(f"{number}", "y" * 5_000)
            Rows(store, "more").put(f"{number}", b"z" * 9_000)
            store.commit()
        except sqlite3.DatabaseError:
            seen.append(None)
        finally:
            store.close()
    return seen


def test_no_changed_byte_is_believed(file: Path) -> None:
    """Each byte of what SQLite keeps about its pages, and every few bytes of the rest."""
    whole = file.read_bytes()
    page = int.from_bytes(whole[16:18])
    store = Store(file, KEY)
    right = everything(store)
    store.close()
    assert len(right[1]) == 51
    dice = random.Random(SEED)
    places = [at for at in range(len(whole)) if at < 110 or at % page < 12 or at % 97 == 0]
    believed = 0
    for at in places:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << dice.randrange(8)
        file.write_bytes(damaged)
        for found in tried(file):
            assert found in (None, right), f"byte {at}"
            believed += found is not None
    assert believed > len(places) // 4, "hardly a byte was one that does not matter"


@pytest.mark.parametrize("part", [0, 0.01, 0.3, 0.7, 0.99])
def test_a_file_cut_short_gives_nothing_wrong(file: Path, part: float) -> None:
    store = Store(file, KEY)
    right = everything(store)
    store.close()
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * part)])
    assert all(found in (None, right) for found in tried(file))


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM pieces WHERE name LIKE 'sizes#%'",
        "DELETE FROM texts WHERE key = 'bai-8'",
        "DELETE FROM texts",
        "UPDATE texts SET value = (SELECT value FROM texts WHERE key = 'bai-9')",
        "UPDATE pieces SET value = (SELECT value FROM pieces WHERE name = 'note') WHERE name != ''",
        "UPDATE texts SET value = CAST(value AS TEXT)",
        "UPDATE texts SET value = NULL",
    ],
)
def test_what_is_gone_or_elsewhere_is_an_error(file: Path, change: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(change)
    connection.close()
    store = Store(file, KEY)
    with pytest.raises(Damaged):
        everything(store)
    store.close()


def test_pieces_of_an_earlier_time_are_an_error(file: Path) -> None:
    """As where a page that was freed is taken for one in use."""
    with sqlite3.connect(file) as connection:
        pieces = [*connection.execute("SELECT * FROM pieces WHERE name LIKE 'sizes#%'")]
        connection.execute("CREATE TABLE other (x)")
    connection.close()
    store = Store(file, KEY)
    for key in store.table("sizes").all():
        store.table("sizes").put(key, "khác")
    store.commit()
    store.close()
    with sqlite3.connect(file) as connection:
        connection.executemany("INSERT OR REPLACE INTO pieces VALUES (?, ?)", pieces)
    connection.close()
    store = Store(file, KEY)
    with pytest.raises(Damaged):
        store.table("sizes").all()
    store.close()


def test_all_rows_are_read_at_once_and_a_changed_one_is_an_error(file: Path) -> None:
    store = Store(file, b"")
    rows = Rows(store, "texts")
    rows.put("a", b"1")
    rows.put("b", b"2")
    rows.forget("a")
    assert rows.all() == {"b": b"2"}
    store.execute("UPDATE texts SET value = ? WHERE key = 'b'", b"3")
    with pytest.raises(Damaged):
        rows.all()
    store.close()


def test_what_is_forgotten_is_gone_at_once(file: Path) -> None:
    store = Store(file, KEY)
    table, rows = store.table("sizes"), Rows(store, "texts")
    table.clear()
    rows.clear()
    for _ in range(2):
        assert (table.all(), table.get("bai-1")) == ({}, None)
        with pytest.raises(KeyError):
            rows["bai-1"]
        store.commit()
    store.close()


def test_what_was_not_committed_is_forgotten(file: Path) -> None:
    store = Store(file, KEY)
    right = everything(store)
    store.table("sizes").put("bai-1", "khác")
    Rows(store, "texts").put("bai-1", "khác".encode())
    store.keep("note", "khác")
    store.close()
    store = Store(file, KEY)
    assert everything(store) == right
    store.close()


def test_another_key_forgets_everything(file: Path) -> None:
    store = Store(file, b"other code")
    assert store.recall("note") is None
    assert store.table("sizes").all() == {}
    store.close()


def test_a_file_found_damaged_goes(file: Path) -> None:
    """Or each build would be told of it, and none would remember anything."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE pieces SET value = x'00' WHERE name LIKE 'sizes#%'")
    connection.close()
    store = Store(file, KEY)
    with pytest.raises(Damaged):
        store.table("sizes").put("bai-1", "khác")
    store.close()
    assert not file.exists()
