"""Two versions as the page shows them, side by side, with what was chosen already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.history.differences import differences
from desk.merging.parts import CLOSING, OPENING
from desk.merging.place import Place
from desk.shell.words import WORDS, label_of
from plugins.frontmatter.keys import KEYS


def show_places(places: list[Place], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each: {name, title, both, ours, theirs, differences, chosen}; both: whether it may be chosen;
    chosen: a text, or None."""
    return [
        {
            "name": place.name,
            "title": _title(place, number),
            "both": place.key is None and bool(place.ours and place.theirs),
            "ours": place.ours,
            "theirs": place.theirs,
            "differences": differences(place.ours, place.theirs),
            "chosen": chosen.get(place.name),
        }
        for number, place in enumerate(places, start=1)
    ]


def _title(place: Place, number: int) -> str:
    say = WORDS.merging
    if place.key is None:
        return str(say.in_body.format(number=number))
    if place.key in (OPENING, CLOSING):
        return str(say.around_head.format(number=number))
    key = place.key.rstrip("+")
    shown = label_of(key) if key in KEYS else key
    return str(say.in_head.format(number=number, label=shown))
