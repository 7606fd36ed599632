"""Who may ask the desk what; each attack is one that a page elsewhere can try."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.testing import open_desk


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Desk-Token": "x"}, 401),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({}, 404),
    ],
)
def test_what_writes_is_asked_by_the_desk_alone(
    tmp_path: Path, headers: dict[str, str], status: int
) -> None:
    (tmp_path / "content").mkdir()
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        assert opened.ask("POST", "/khong-co", {}, headers)[0] == status


def test_a_page_says_what_it_may_do(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        assert opened.ask("GET", "/static/shell/desk.js")[0] == 200
        assert opened.ask("GET", "/khong-co")[0] == 404
