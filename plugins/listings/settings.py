"""How many articles a list shows."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.shared.settings import in_range


@dataclass(frozen=True)
class ListingsSettings:
    """per_page: cards on a list page; changing it moves articles between the numbered pages.

    neighbours: newer and older articles under an article, of each; related: likewise.
    """

    per_page: int = in_range(12, 1, 100)
    neighbours: int = in_range(3, 0, 20)
    related: int = in_range(3, 0, 20)
    home_latest: int = in_range(6, 0, 50)
    home_per_section: int = in_range(7, 0, 50)
