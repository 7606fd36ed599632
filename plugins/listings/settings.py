"""How many articles a list shows."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.shared.settings import at_least


@dataclass(frozen=True)
class ListingsSettings:
    """per_page: cards on a list page; changing it moves articles between the numbered pages.

    neighbours: newer and older articles under an article, of each; related: likewise.
    """

    per_page: int = at_least(1, 12)
    neighbours: int = at_least(0, 3)
    related: int = at_least(0, 3)
    home_latest: int = at_least(0, 6)
    home_per_section: int = at_least(0, 7)
