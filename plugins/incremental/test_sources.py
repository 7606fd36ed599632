"""What a file holds is known as long as it is as it was, and never guessed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from plugins.incremental.sources import Sources
from plugins.shared.content import Tree

TREE = Tree(("a.jpg",))
DIGEST = hashlib.sha256(b"anh").digest()


def test_a_file_that_was_locked_is_not_remembered_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"anh")

    def locked(*_: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", locked)
        sources = Sources(tmp_path, TREE, {})
        assert sources.digest("a.jpg") == b""
    assert Sources(tmp_path, TREE, sources.now()).digest("a.jpg") == DIGEST


def test_a_file_of_old_is_hashed_once_and_one_just_saved_again(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    for age, is_known in ((0, False), (60, True)):
        file.write_bytes(b"anh")
        moment = file.stat().st_mtime - age
        os.utime(file, (moment, moment))
        first = Sources(tmp_path, TREE, {})
        assert first.digest("a.jpg") == DIGEST
        again = Sources(tmp_path, TREE, first.now())
        assert again.are_as_known is is_known
        assert again.digest("a.jpg") == DIGEST
        assert (again.now() == first.now()) is is_known
