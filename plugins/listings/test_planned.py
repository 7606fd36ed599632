"""Lists are written without keeping in memory what only they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plugins.listings.planned import ListedPage, PlannedPages
from plugins.site.rendering import once_a_build


class Lists(PlannedPages):
    name = "test"

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings, self.context = settings, {}

    def plan(self) -> Iterator[ListedPage]:
        yield ListedPage("a/", "list", {})

    def get_template(self, name: str) -> str:
        return name


def test_cards_are_let_go_once_the_lists_are_written(tmp_path: Any) -> None:
    once: Any = once_a_build()
    held: list[int] = []

    class Writer:
        def write_file(self, *_arguments: object, **_values: object) -> None:
            once(lambda: "a card")
            held.append(once.cache_info().currsize)

    settings = {"OUTPUT_PATH": str(tmp_path), "JINJA_GLOBALS": {"once": once}}
    Lists(settings).generate_output(Writer())
    assert (held, once.cache_info().currsize) == ([1], 0)
