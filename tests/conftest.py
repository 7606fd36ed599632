"""A store of objects, started once for all tests that publish to a bucket of their own part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bucket_publishing import Keeper, keeping
from tests.object_store import Store, object_store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with object_store(tmp_path_factory.mktemp("store")) as made:
        yield made


@pytest.fixture
def keeper(store: Store, tmp_path: Path) -> Iterator[Keeper]:
    with keeping(store, tmp_path) as made:
        yield made
