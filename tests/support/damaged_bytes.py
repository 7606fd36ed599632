"""Files as a broken disk gives them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """With a few other bytes, whole or cut short."""
    places = st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255))
    ends = st.just(len(whole)) | st.integers(0, len(whole))
    return st.builds(_with_bytes, st.just(whole), st.lists(places, max_size=8), ends)


def _with_bytes(whole: bytes, changes: Sequence[tuple[int, int]], end: int) -> bytes:
    data = bytearray(whole)
    for place, value in changes:
        data[place] = value
    return bytes(data[:end])
