"""What is read is what was written, or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.shared.sealed import BrokenSealError, SealedFiles
from tests.support.meddling import DAMAGES


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path / "a")
    assert files.read("b/c") is None
    for data in (b"", b"x", bytes(1000)):
        files.write("b/c", data)
        assert files.read("b/c") == data
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["c"]


@given(place=st.integers(0), bit=st.integers(0, 7), length=st.integers(0, 40))
def test_a_changed_bit_and_a_cut_are_noticed(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int, length: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    files = SealedFiles(folder)
    files.write("c", b"x" * length)
    data = bytearray((folder / "c").read_bytes())
    place %= len(data)
    data[place] ^= 1 << bit
    for damaged in (data, data[:place]):
        (folder / "c").write_bytes(damaged)
        with pytest.raises(BrokenSealError, match="c"):
            files.read("c")


def test_a_file_under_the_name_of_another_is_noticed(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path)
    files.write("a", b"x")
    os.link(tmp_path / "a", tmp_path / "b")
    with pytest.raises(BrokenSealError):
        files.read("b")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", ["a", "a/b", "a/b/c"])
def test_whatever_is_in_the_way_goes_when_a_file_is_written(
    tmp_path: Path, damage: Callable[[Path], None], part: str
) -> None:
    files = SealedFiles(tmp_path / "a")
    (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / part).write_bytes(b"")
    damage(tmp_path / part)
    files.write("b/c", b"x")
    assert files.read("b/c") == b"x"
