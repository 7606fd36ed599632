"""List pages count from the oldest, so that page 3, once full, stays page 3 for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class ListPage(Generic[T]):
    """A landing page (number 0, the newest cards) or a numbered page; cards newest first.

    newer, older: addresses without the site's root, "" where there is none.
    """

    number: int
    address: str
    cards: tuple[T, ...]
    newer: str
    older: str


def cut_pages(
    cards: Sequence[T], address: str, per_page: int, folder: str = "trang"
) -> Iterator[ListPage[T]]:
    """The landing page, then the numbered ones where the landing page can't hold all.

    cards: oldest first; folder: of the numbered ones. Page N holds cards (N-1)·per_page to
    N·per_page-1 whatever comes later; it changes for the last time when page N+1 begins.
    """
    last = -(-len(cards) // per_page)

    def numbered(number: int) -> str:
        return f"{address}{folder}/{number}/" if 1 <= number <= last else ""

    newest = tuple(reversed(cards[-per_page:]))
    rest = len(cards) - len(newest)
    older = numbered(-(-rest // per_page)) if rest else ""
    yield ListPage(0, address, newest, "", older)
    if not rest:
        return
    for number in range(1, last + 1):
        shown = cards[(number - 1) * per_page : number * per_page]
        yield ListPage(
            number,
            numbered(number),
            tuple(reversed(shown)),
            numbered(number + 1) or address,
            numbered(number - 1),
        )
