"""A site with a search, built and served once for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from conftest import PageMaker, served
from tests.support.searched_site import ARTICLES, WITH_SEARCH
from tests.support.whole_site import build_articles


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_articles(
        tmp_path_factory.mktemp("search"),
        ARTICLES,
        PLUGINS=WITH_SEARCH,
        SHOW_UNPUBLISHED=False,
        PUBLISH_TIME=datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture
def page(page_of: PageMaker, address: str) -> Page:
    return page_of(base_url=address)
