"""Tests of the desk close their pages before the desk, which these ask all the time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from conftest import PageMaker, pages


@pytest.fixture
def page_of(browser: Browser, request: pytest.FixtureRequest) -> Iterator[PageMaker]:
    """As the project's own; a desk that the test has as `opened` is open before and after."""
    if "opened" in request.fixturenames:
        request.getfixturevalue("opened")
    with pages(browser, request) as make:
        yield make
