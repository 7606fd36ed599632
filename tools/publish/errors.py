"""Whatever stops a publication is told to the publisher in one sentence."""

from __future__ import annotations

from datetime import datetime

from plugins.errors import PortalError


class PublishError(PortalError):
    """Nothing was switched; the text is Vietnamese."""


class TargetLockedError(PublishError):
    """Another publisher is at work there; since: from when on, None where nobody can tell."""

    def __init__(self, text: str, since: datetime | None = None) -> None:
        super().__init__(text)
        self.since = since


class TargetUnreachableError(PublishError):
    """The target's machine or folder cannot be used; the text names the cause."""


class UnfinishedError(PublishError):
    """The new release is live; some of what belongs to a publication is still to be done."""


class LiveUnknownError(PublishError):
    """The target fell silent in the middle of a switch: either release may be live."""
