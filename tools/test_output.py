"""What is known of a folder goes when it is gone, not while somebody builds it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import tools.output
from tools.file_lock import hold, release
from tools.output import _lock_of, cache_of, put_in_place, replacing


def build(output: Path) -> None:
    with replacing(output) as fresh:
        fresh.mkdir()
        put_in_place(fresh, output)
    cache_of(output).touch()


def another(output: Path) -> Path:
    """A folder beside it that has another lock."""
    names = (output.with_name(f"hai-{n}") for n in range(99))
    return next(each for each in names if _lock_of(each) != _lock_of(output))


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that was built and then removed by hand."""
    monkeypatch.setattr(tools.output, "NOTES", tmp_path / "builds")
    folder = tmp_path / "một"
    build(folder)
    folder.rmdir()
    return folder


def test_the_next_build_of_another_folder_forgets_it(gone: Path) -> None:
    build(another(gone))
    assert not cache_of(gone).exists()
    assert cache_of(another(gone)).exists()
    assert len(list(tools.output.NOTES.glob("*.built"))) == 1


def test_nothing_is_forgotten_while_somebody_builds_it_anew(gone: Path) -> None:
    lock = hold(_lock_of(gone))
    try:
        build(another(gone))
        assert cache_of(gone).exists()
    finally:
        release(lock)
    build(another(gone))
    assert not cache_of(gone).exists()
