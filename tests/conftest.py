"""A store of objects, started once for all tests that publish to a bucket of their own part; and a
built site for each test that damages or stops what comes after."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bucket_publishing import Keeper, keeping
from tests.support.object_store import Store, object_store

# Its reference pictures are drawn with the font that is installed for tests on Debian.
collect_ignore = [] if sys.platform == "linux" else ["test_looks.py"]
# Before they are read: what differs is told as by a test's own asserts.
pytest.register_assert_rewrite("tests.support.edited_site", "tests.support.rebuilding")

from tests.support.edited_site import DRAWING, Draft, Place, new_place, write_named  # noqa: E402
from tests.support.rebuilding import run  # noqa: E402


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with object_store(tmp_path_factory.mktemp("store")) as made:
        yield made


@pytest.fixture
def keeper(store: Store, tmp_path: Path) -> Iterator[Keeper]:
    with keeping(store, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def place(caches: Path) -> Iterator[Place]:
    """A site of three articles and a few pages, built; none that its settings name is missing."""
    with new_place(caches) as place:
        place.write("anh/0.svg", DRAWING.format("#b00"), 0)
        place.offer("tep/a.txt", time=0)
        write_named(place)
        for n in range(3):
            draft = Draft(f"Bài {n}", date=f"0{n + 1}/02/2024", picture="0.svg", caption="Quýt")
            place.write(f"tin-tuc/bai-{n}.md", draft.text(), n)
        assert run(place) == (0, "")
        yield place
