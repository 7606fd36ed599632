"""The desk follows the settings while `serve` runs, and the problems of its builds."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.shell.opened import OpenDesk
from plugins.shared.problems import Problem
from tests.support.opened_desk import never_rendered
from tests.support.tiny_site import make_tiny_site
from tools.local_server import listen, port_of, running
from tools.preview import Preview

PATIENCE_SECONDS = 30
SECTIONS = "SECTIONS = [{'slug': 'tin-tuc', 'title': 'Tin tức'}]\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Without sections, which the desk can't do without."""
    return make_tiny_site(tmp_path)


@pytest.fixture
def desk(settings: Path) -> OpenDesk:
    folder = settings.parent
    here = "http://127.0.0.1:9"
    return OpenDesk(
        folder / "content", settings, never_rendered, Preview(), here, folder / "scratch"
    )


@pytest.fixture
def ask(desk: OpenDesk) -> Iterator[Callable[[], tuple[int, str]]]:
    mine = listen(0)

    def answer() -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port_of(mine))
        connection.request("GET", "/static/shell/desk.js", headers={"Connection": "close"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    with running(desk, mine):
        yield answer


def test_settings_without_sections_are_told_and_then_taken(
    settings: Path, desk: OpenDesk, ask: Callable[[], tuple[int, str]]
) -> None:
    status, told = ask()
    assert status == 503
    assert "SECTIONS: cần ít nhất một mục" in told
    settings.write_text(settings.read_text("utf-8") + SECTIONS, "utf-8")
    desk.read_settings().join(PATIENCE_SECONDS)
    assert ask()[0] == 200
    settings.write_text("(", "utf-8")
    desk.read_settings().join(PATIENCE_SECONDS)
    assert ask()[0] == 200


def test_problems_are_those_of_the_last_build_by_path(settings: Path, desk: OpenDesk) -> None:
    settings.write_text(settings.read_text("utf-8") + SECTIONS, "utf-8")
    desk.read_settings().join(PATIENCE_SECONDS)
    assert desk.now
    first = Problem("content/a.md", 1, 1, "error", "sai")
    second = Problem("content/b.md", 2, 1, "warning", "xem lại")
    desk.take([second, first])
    assert desk.now.problems() == {"content/a.md": (first,), "content/b.md": (second,)}
    desk.take([second])
    assert desk.now.problems() == {"content/b.md": (second,)}
