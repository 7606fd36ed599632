"""Whoever published, from a terminal or by the timer, stands in the journal of the desk."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.journal.journal import Journal
from tests.support.publishing import Publisher, closed, make_publisher


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        yield made


def told(publisher: Publisher) -> list[tuple[str, str, str, str]]:
    deeds = [each.deed for each in Journal(publisher.folder / "site" / "content").told().entries]
    return [(deed.kind, deed.who, deed.release, deed.before) for deed in deeds]


def test_each_publication_and_way_back_is_noted_once(publisher: Publisher) -> None:
    me = getpass.getuser()
    publisher.publish()
    first = publisher.live_name
    publisher.publish()  # nothing new
    publisher.write("bai-thu", "Chữ khác.")
    assert publisher.run("publish", "--due").returncode == 0
    second = publisher.live_name
    assert publisher.run("rollback").returncode == 0
    assert told(publisher) == [
        ("rollback", me, first, second),
        ("publish", "hẹn giờ", second, first),
        ("publish", me, first, ""),
    ]


def test_what_did_not_go_live_is_not_noted(publisher: Publisher) -> None:
    assert publisher.run("publish", "--yes", "--dry-run").returncode == 0
    assert publisher.run("publish").returncode == 1
    assert told(publisher) == []


def test_a_journal_that_cannot_be_written_stops_no_publication(publisher: Publisher) -> None:
    (publisher.folder / "site" / "content" / ".soan").write_text("no folder")
    said = publisher.publish()
    assert "chưa ghi được vào nhật ký" in said.stderr
    assert publisher.live_name
