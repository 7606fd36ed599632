"""A desk on a content folder with one photo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk.testing import Opened, open_desk


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    (tmp_path / "content/anh").mkdir(parents=True)
    Image.new("RGB", (32, 18)).save(tmp_path / "content/anh/a.jpg")
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        yield opened
