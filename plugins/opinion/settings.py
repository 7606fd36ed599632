"""Where readers raise questions, and how much the landing page shows."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.shared.settings import in_range
from plugins.site.identity import Contact


@dataclass(frozen=True)
class OpinionSettings:
    """ask: where questions and rumours are taken, the site's contacts if not said otherwise.

    per_block: the newest of each kind on the landing page.
    """

    ask: tuple[Contact, ...] = ()
    per_block: int = in_range(4, 1, 50)
