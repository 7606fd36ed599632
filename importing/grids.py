"""Which columns the cells of a table take, from where the borders of each row are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

NEAR = 40  # twentieths of a point between borders that are meant to be one
MOST_COLUMNS = 64


def borders_of(rows: Iterable[Sequence[int]]) -> list[int]:
    """Of all rows, from left to right, in twentieths of a point; near ones are one."""
    borders: list[int] = []
    for place in sorted({place for row in rows for place in row}):
        if not borders or place - borders[-1] > NEAR:
            borders.append(place)
    return borders[: MOST_COLUMNS + 1]


def columns_of(row: Sequence[int], borders: Sequence[int]) -> list[tuple[int, int]]:
    """(first column, columns) of each cell between two borders of `row`."""
    places = [max(0, bisect_right(borders, place) - 1) for place in row]
    return [(first, max(1, last - first)) for first, last in pairwise(places)]
