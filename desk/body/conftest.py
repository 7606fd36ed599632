"""A desk on a content folder with one photo."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from conftest import pages
from tests.support.opened_desk import Opened, open_desk

# Elsewhere nobody can type into a browser that no test sees.
collect_ignore = [] if sys.platform == "linux" else ["test_input_method.py"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "content/anh").mkdir(parents=True)
    Image.new("RGB", (32, 18)).save(folder / "content/anh/a.jpg")
    with open_desk(folder / "content", folder / "scratch") as opened:
        yield opened


@pytest.fixture(scope="module")
def only_page(browser: Browser, request: pytest.FixtureRequest, opened: Opened) -> Iterator[Page]:
    with pages(browser, request) as make:
        yield make(base_url=opened.origin, expected=["422"])


@pytest.fixture
def page(only_page: Page) -> Iterator[Page]:
    """One for all tests of a file, in which each opens an article of its own: a browser's process
    for each would cost as much as all the rest."""
    yield only_page
    only_page.unroute_all()
    only_page.emulate_media(color_scheme="light", forced_colors="none")
    only_page.set_viewport_size({"width": 1350, "height": 900})
