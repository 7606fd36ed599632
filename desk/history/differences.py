"""What became of a text, in words: what stayed, what was added, what was removed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
Difference = tuple[Kind, str]

# A word goes with the spaces behind it: few tokens, and no space that all places have in common.
TOKEN = re.compile(r"\S+[^\S\n]*|\n|[^\S\n]+")
# Pairs of equal tokens: beyond that a passage is shown as replaced, since difflib's time grows
# with them. 3,000 words of ordinary text have a tenth.
MOST_PAIRS = 1_000_000
# Letters of what stayed, on each side of what did not.
SHOWN_BESIDE = 160


def differences(old: str, new: str) -> list[Difference]:
    """All that is same or removed, joined, is `old`; all that is same or added is `new`."""
    joined: list[Difference] = []
    for kind, text in _by_lines(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1] = kind, joined[-1][1] + text
        else:
            joined.append((kind, text))
    return joined


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """Most lines stay: only those that don't are compared by words."""
    for same, before, after in _matched(old, new):
        if same:
            yield "same", "".join(before)
            continue
        words = TOKEN.findall("".join(before)), TOKEN.findall("".join(after))
        for is_equal, gone, come in _matched(*words):
            if is_equal:
                yield "same", "".join(gone)
            else:
                yield "removed", "".join(gone)
                yield "added", "".join(come)


def _matched(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """(whether they are equal, a part of `old`, the part of `new` in its place)."""
    counts = Counter(new)
    if sum(counts[token] for token in old) > MOST_PAIRS:
        yield old == new, old, new
        return
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, False).get_opcodes():
        yield kind == "equal", old[start:end], new[begin:stop]


def in_short(found: list[Difference]) -> list[Difference]:
    """What stayed is shown only near what did not."""
    last = len(found) - 1
    return [
        (kind, _near(text, at > 0, at < last) if kind == "same" else text)
        for at, (kind, text) in enumerate(found)
    ]


def _near(text: str, has_before: bool, has_after: bool) -> str:
    kept = (has_before + has_after) * SHOWN_BESIDE
    if len(text) <= kept + SHOWN_BESIDE:
        return text
    before = text[:SHOWN_BESIDE] if has_before else ""
    after = text[-SHOWN_BESIDE:] if has_after else ""
    return f"{before} … {after}"
