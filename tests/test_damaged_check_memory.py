"""A damaged, locked or full memory of what the checks found hides no fault and stops no build."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plugins.checks.memory import Memory
from tests.support.edited_site import Place
from tests.support.meddling import DAMAGES
from tests.support.rebuilding import NO_TRACE, assert_mended, edit_an_article, in_a_child, run


class CheckedPlace(Place):
    """Its builds remember what the checks found, in a folder of its own."""

    @property
    def memory(self) -> Path:
        (file,) = (self.folder / "memory").glob("checks-*.sqlite")
        return file


@pytest.fixture
def checked(place: Place) -> CheckedPlace:
    values = place.values | {"checks": str(place.folder / "memory")}
    checked = CheckedPlace(place.folder, values)
    assert run(checked) == (0, "")
    return checked


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_of_the_checks_stops_nothing(
    checked: CheckedPlace, damage: Callable[[Path], None]
) -> None:
    damage(checked.memory)
    edit_an_article(checked, "khác")
    assert_mended(checked)
    place_faulty_article(checked)
    assert "hong.md" in run(checked)[1]


def place_faulty_article(place: Place) -> None:
    place.write("tin-tuc/hong.md", "Ngày: hôm qua\n\nChữ.\n", 3)


def test_a_wrong_byte_in_the_memory_of_the_checks_hides_no_fault(checked: CheckedPlace) -> None:
    place_faulty_article(checked)
    code, expected = run(checked)
    assert code == 1
    dice = random.Random(6)
    for _ in range(25):
        damaged = bytearray(checked.memory.read_bytes())
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        checked.memory.write_bytes(damaged)
        assert run(checked) == (1, expected)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """By another process, as by a check of many articles."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN EXCLUSIVE'); print('x', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=pipe, stdout=pipe
    ) as other:
        assert other.stdout
        other.stdout.readline()
        yield
        assert other.stdin
        other.stdin.close()


def test_a_memory_that_another_check_has_stops_nothing(checked: CheckedPlace) -> None:
    kept = checked.memory.read_bytes()
    edit_an_article(checked, "khác")
    with locked(checked.memory):
        assert_mended(checked)
    assert checked.memory.read_bytes() == kept


def test_a_memory_that_finds_no_room_stops_nothing(checked: CheckedPlace) -> None:
    def work() -> tuple[int, str]:
        settings = checked.settings_file()
        checked.settings_file = lambda: settings  # type: ignore[method-assign]
        size = checked.memory.stat().st_size
        checked.memory.unlink()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, size - 1))
        memory = Memory(checked.folder / "memory" / "checks-full.sqlite", "x")
        memory._database.table("x", str)["x"] = "x" * size
        memory.save()
        return run(checked)

    _, told = in_a_child(work)
    assert not any(word in told for word in NO_TRACE), told
    assert_mended(checked)
