"""What stops a publication or should be looked at again, beside the article in which it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from desk.shell.words import WORDS

# As commands name a place: `content/tin-tuc/a.md:5:1: …`, `content/tin-tuc/a.md (/address/): …`
PLACE = re.compile(
    r"content/(?P<file>[^\n]+?\.md)(?::(?P<line>\d+))?(?::\d+)?(?: \([^\n]*?\))?: (?P<said>.+)",
    re.DOTALL,
)
# Of each kind; the others are counted.
MOST_NAMED = 200

TitleOf = Callable[[str], str]  # of an article's path inside content/


def show_faults(faults: Iterable[str], title_of: TitleOf) -> list[dict[str, str]]:
    """[{file, title, said}]; file: inside content/, "" (and no title) where it is of no article."""
    return [_show(fault, title_of) for fault in list(faults)[:MOST_NAMED]]


def _show(fault: str, title_of: TitleOf) -> dict[str, str]:
    place = PLACE.fullmatch(fault)
    if place is None:
        return {"file": "", "title": "", "said": fault}
    line = WORDS.publishing.in_line.format(line=place["line"]) if place["line"] else ""
    said = " ".join(place["said"].split())
    return {"file": place["file"], "title": title_of(place["file"]), "said": f"{line}{said}"}
