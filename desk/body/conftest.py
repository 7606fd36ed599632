"""A desk on an empty content folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.testing import Opened, open_desk


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    (tmp_path / "content").mkdir()
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        yield opened
