"""Hidden columns of a sheet, which may have as many of them as cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass
class Spans:
    """Numbers from each of `firsts` to before the one of `afters` at its place; both ascend."""

    firsts: list[int] = field(default_factory=list)
    afters: list[int] = field(default_factory=list)

    def add(self, first: int, after: int) -> None:
        """Spans come in their order, as both kinds of sheets demand; one that does not is left
        out."""
        if not self.afters or first >= self.afters[-1]:
            self.firsts.append(first)
            self.afters.append(after)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self.firsts, number)
        return place > 0 and number < self.afters[place - 1]
