"""Who types `cccd` finds what says `căn cước công dân`, and the other way round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from plugins.shared.finding import found_in


def other_forms(text: str, abbreviations: Mapping[str, str]) -> Iterator[str]:
    """The long form of each short one that `text` has, and the short of each long one; each stands
    alone, so that it makes no pair with what is beside it.

    abbreviations: the table of what is read aloud: long by short form, as people write them.
    """
    for short in found_in(text, tuple(abbreviations)):
        if _is_word(short, text):
            yield abbreviations[short]
    shorts: defaultdict[str, list[str]] = defaultdict(list)
    for short, long in abbreviations.items():
        shorts[long.lower()].append(short)
    lowered = text.lower()
    for long in found_in(lowered, tuple(shorts)):
        if _is_word(long, lowered):
            yield from shorts[long]


def _is_word(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None
