"""The index of a build that knows what changed equals a whole one, and opens no more than that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.incremental.records import WholePage
from plugins.search.articles import ArticleSource
from plugins.search.memory import Memory
from plugins.search.writing import IndexWriter
from plugins.shared.cache import NoCache
from plugins.shared.database import Database
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import WholeContents


class Site(FreshOutputs):
    """Files in memory; `kept` are those of the last build that this one left as they were."""

    def __init__(self, last: dict[str, str]) -> None:
        self._last = last
        self.texts: dict[str, str] = {}
        self.kept: set[str] = set()

    def write(self, path: str, text: str) -> None:
        self.texts[path] = text

    def keep_all_of(self, paths: Collection[str]) -> bool:
        if not self._last.keys() >= set(paths):
            return False
        self.kept.update(paths)
        self.texts |= {path: self._last[path] for path in paths}
        return True

    def earlier(self, path: str) -> str | None:
        return self._last.get(path)


def article(name: str, text: str, day: int = 1) -> Any:
    when = datetime(2026, 3, day, 9, 30)  # noqa: DTZ001
    head = SimpleNamespace(
        date=when, has_time=True, category="", kind="tin", question=None, claim=None
    )
    head.tags, head.authors = (), ()
    shown = {"title": name, "address": f"{name}/", "summary": "Tóm tắt"}
    card = SimpleNamespace(**shown, category="", section="Tin", picture=None, state="", answer="")
    return SimpleNamespace(
        **shown,
        shared_title=name,
        content=f"<p>{text}</p>",
        section="tin",
        head=head,
        card=card,
        state="",
        digest=text.encode(),
    )


def page(name: str, text: str) -> Any:
    own: Any = object.__new__(WholePage)
    own.__dict__.update(address=f"{name}/", title=name, summary="", content=text)
    own.__dict__["digest"] = text.encode()
    return own


@pytest.fixture
def memory() -> Memory:
    return Memory.of(Database(None, b""))


def whole(articles: list[Any]) -> dict[str, str]:
    return written(articles, Memory.of(NoCache()), {}).texts


def written(articles: list[Any], memory: Memory, last: dict[str, str]) -> Site:
    site = Site(last)
    IndexWriter(articles, ArticleSource(WholeContents()), site, memory).write()
    return site


def test_an_edit_keeps_the_parts_that_it_does_not_touch(memory: Memory) -> None:
    first = [article("mot", "xã Phủ Thông"), article("hai", "thôn Nà Tu", day=2)]
    last = written(first, memory, {}).texts
    edited = [first[0], article("hai", "thôn Nà Tu mới", day=2)]
    site = written(edited, memory, last)
    assert site.texts == whole(edited) != last
    assert site.kept


@pytest.mark.parametrize(
    "after",
    [
        [],
        [article("mot", "xã Phủ Thông")],
        [article("mot", "xã Phủ Thông"), article("ba", "thôn Nà Tu", day=2)],
        [article("mot", "xã khác", day=3), article("hai", "thôn Nà Tu", day=2)],
        [article(name, "xã") for name in ("mot", "hai", "a")],  # at one minute: they make room
        [page("lien-he", "Số gọi"), page("a", "Chữ"), article("hai", "thôn Nà Tu", day=2)],
        [page("lien-he", "Số gọi khác"), article("mot", "xã Phủ Thông")],
        [page(f"{n}", "xã") for n in range(40)],
        [article(f"{n}", "xã") for n in range(40)],  # a day has more numbers than before
    ],
)
def test_articles_that_come_go_and_move_give_a_whole_index(
    memory: Memory, after: list[Any]
) -> None:
    first = [article("mot", "xã Phủ Thông"), article("hai", "thôn Nà Tu", day=2)]
    first.append(page("lien-he", "Số gọi"))
    last = written(first, memory, {}).texts
    site = written(after, memory, last)
    assert site.texts == whole(after)
    again = written(first, memory, site.texts)
    assert again.texts == last


def test_a_lost_or_changed_part_is_made_again(memory: Memory) -> None:
    first = [article("mot", "xã Phủ Thông"), article("hai", "thôn Nà Tu", day=2)]
    last = written(first, memory, {}).texts
    for path in sorted(last):
        others = {other: text for other, text in last.items() if other != path}
        assert written(first, memory, others).texts == last
