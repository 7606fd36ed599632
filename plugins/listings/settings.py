"""How many articles a list shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ListingsSettings:
    """per_page: cards on a list page; changing it moves articles between the numbered pages.

    neighbours: newer and older articles under an article, of each; related: likewise.
    """

    per_page: int = 12
    neighbours: int = 3
    related: int = 3
    home_latest: int = 6
    home_per_section: int = 7
