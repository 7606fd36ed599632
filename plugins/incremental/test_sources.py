"""What a file holds is known as long as it is as it was, and never guessed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.incremental.memory import BuildMemory
from plugins.incremental.sources import Sources


def test_a_file_that_was_locked_is_not_remembered_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"anh")
    memory, stored = BuildMemory({}, {}), dict[str, object]()
    table: Any = SimpleNamespace(put=stored.__setitem__, forget=stored.__delitem__)
    state: Any = SimpleNamespace(sources=table)

    def locked(*_: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", locked)
        sources = Sources(tmp_path, [], state, memory)
        assert sources.digest("a.jpg") == b""
        sources.save()
    assert stored == {}
    assert Sources(tmp_path, [], state, memory).digest("a.jpg") == hashlib.sha256(b"anh").digest()
