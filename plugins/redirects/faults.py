"""Which old addresses would lead nowhere, and why: the same for every site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.redirects.resolve import Claim, Lead, Redirects
from plugins.redirects.words import FaultKind

LIVE = Lead("live")


@dataclass(frozen=True)
class Fault:
    """first: the claim that came before, of an address that is claimed again; lead: where a new
    address leads."""

    kind: FaultKind
    claim: Claim
    first: Claim
    lead: Lead

    @property
    def is_harmless(self) -> bool:
        """Nobody is led astray by it."""
        return self.kind in ("again", "held")


def fault_of(redirects: Redirects, claim: Claim, is_live: Callable[[str], bool]) -> Fault | None:
    """is_live: whether a key of an old address, in small letters, is a page or a file of today."""
    first = redirects.first[claim.old.key]
    is_own = claim is first and not claim.line
    if not claim.old.query and is_live(claim.old.key):
        return Fault("taken", claim, first, LIVE)
    # An article's own address needs no look: it is shown with the article, or not at all.
    lead = LIVE if is_own else redirects.lead(claim.new)
    if claim is not first:
        same = redirects.lead(first.new) == lead
        return Fault("again" if same else "elsewhere", claim, first, lead)
    return None if lead.kind == "live" else Fault(lead.kind, claim, first, lead)
