"""A desk on a content folder with one photo."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk.testing import Opened, open_desk

# Elsewhere nobody can type into a browser that no test sees.
collect_ignore = [] if sys.platform == "linux" else ["test_input_method.py"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    (tmp_path / "content/anh").mkdir(parents=True)
    Image.new("RGB", (32, 18)).save(tmp_path / "content/anh/a.jpg")
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        yield opened
