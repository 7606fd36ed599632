"""Tests look at the built site as a reader does: in a real browser, with nothing from elsewhere."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

# Tests compare Vietnamese sentences, whatever the machine speaks.
os.environ["PORTAL_LANG"] = "vi"

from tests.support.bare_site import bare_site, parts_python
from tools.browser import find_browser
from tools.console import python_command, python_environment
from tools.file_lock import hold, release
from tools.local_server import listen, origin_of, running
from tools.places import ROOT
from tools.preview import Preview, Shown
from tools.preview_app import preview_app

# A busy machine is no fault of the code: no property test is timed, and a page has its time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
expect.set_options(timeout=30_000)

# Fixtures that are written elsewhere.
__all__ = ["bare_site", "parts_python"]

BROWSER_SWITCHES = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL_SCHEMES = ("data", "blob", "about")
THIS_MACHINE = ("127.0.0.1", "localhost")


class PageMaker(Protocol):
    """Opens an empty page whose `goto("/tin-tuc/")` leads to the built site.

    width, height: CSS pixels. expected: parts of console errors that the test provokes itself.
    """

    def __call__(
        self,
        *,
        width: int = 1350,
        height: int = 900,
        colour_scheme: Literal["light", "dark"] = "light",
        forced_colors: Literal["active", "none"] = "none",
        js: bool = True,
        expected: Sequence[str] = (),
        base_url: str = "",
        **context_options: Any,
    ) -> Page: ...


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker's share, an equal part of the list, begins with its part of the long tests: one
    of these at the end would be waited for by all."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.get_closest_marker("long")]
    others = [item for item in items if not item.get_closest_marker("long")]
    share = -(-len(others) // workers)
    items[:] = [
        item
        for worker in range(workers)
        for part in (long[worker::workers], others[worker * share : (worker + 1) * share])
        for item in part
    ]


@dataclass
class Complaints:
    """What no reader's page may do: log an error, or ask another machine for something."""

    expected: Sequence[str]
    heard: list[str] = field(default_factory=list)

    def hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._hear(f"console: {message.text} {message.location.get('url', '')}")

    def hear_error(self, error: WebError) -> None:
        self._hear(f"error: {error.error}")

    def hear_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.hostname not in THIS_MACHINE:
            self.heard.append(f"request to another machine: {request.url}")

    def _hear(self, text: str) -> None:
        if not any(part in text for part in self.expected):
            self.heard.append(text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Never skipped: a machine without a browser fails the test."""
    program = find_browser()
    if program is None:
        pytest.fail("no Chromium, Chrome or Edge: run `python3 run.py test`, which installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(BROWSER_SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The project's own content, built once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    site, report = shared / "built-site", shared / "built-site.txt"
    lock = hold(shared / "built-site.lock")
    try:
        if not report.exists():
            command = python_command("tools.build", ["--output", str(site)])
            told = subprocess.run(
                command, env=python_environment(), cwd=ROOT, capture_output=True, encoding="utf-8"
            )
            report.write_text(told.stdout + told.stderr, "utf-8")
    finally:
        release(lock)
    if not site.is_dir():
        pytest.fail("the project's own site does not build:\n" + report.read_text("utf-8"))
    return site


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A built site's address without a final slash; its pages are the built bytes."""
    mine = listen(0)
    with running(preview_app(Preview(Shown(folder), live=False)), mine):
        yield origin_of(mine)


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The project's own built site."""
    with served(built_site) as address:
        yield address


@contextmanager
def pages(browser: Browser, request: pytest.FixtureRequest) -> Iterator[PageMaker]:
    """Makes pages; at the end none may have logged an error or asked another machine."""
    contexts = []
    complaints: list[Complaints] = []

    def make(
        *,
        width: int = 1350,
        height: int = 900,
        colour_scheme: Literal["light", "dark"] = "light",
        forced_colors: Literal["active", "none"] = "none",
        js: bool = True,
        expected: Sequence[str] = (),
        base_url: str = "",
        **context_options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=base_url or request.getfixturevalue("site_url"),
            viewport={"width": width, "height": height},
            color_scheme=colour_scheme,
            forced_colors=forced_colors,
            java_script_enabled=js,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **context_options,
        )
        listener = Complaints(expected)
        context.on("console", listener.hear_console)
        context.on("weberror", listener.hear_error)
        context.on("request", listener.hear_request)
        contexts.append(context)
        complaints.append(listener)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert [text for listener in complaints for text in listener.heard] == []


@pytest.fixture
def page_of(browser: Browser, request: pytest.FixtureRequest) -> Iterator[PageMaker]:
    with pages(browser, request) as make:
        yield make
