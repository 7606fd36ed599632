"""Whatever stops a publication is told to the publisher in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext

MOST_NAMED = 10


class PublishError(PortalError):
    """Nothing was switched; the text is Vietnamese. outcome: what programs call it."""

    outcome: str = "failed"


class RefusedError(PublishError):
    """heading: the sentence, for a list of `faults`; instead: what to do, may be empty."""

    outcome = "refused"

    def __init__(
        self, heading: str, faults: Sequence[str], instead: str = "", outcome: str = ""
    ) -> None:
        lines = [f"{heading}:", *(f"  {fault}" for fault in faults[:MOST_NAMED])]
        if len(faults) > MOST_NAMED:
            lines.append(gettext("  … và {count} chỗ nữa.", count=len(faults) - MOST_NAMED))
        super().__init__("\n".join([*lines, instead] if instead else lines))
        self.heading = heading
        self.faults = tuple(faults)
        self.instead = instead
        self.outcome = outcome or self.outcome


class NotBuiltError(PublishError):
    """faults: what an editor has to mend, may be empty."""

    outcome = "not_built"

    def __init__(self, text: str, faults: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.faults = tuple(faults)


class NotAsSeenError(PublishError):
    """Something else would go up than the publisher has looked at."""

    outcome = "not_as_seen"


class SteppedBackError(PublishError):
    """The web server did not send what was published; the release before is live again."""

    outcome = "stepped_back"


class TargetLockedError(PublishError):
    """Another publisher is at work there; since: from when on, None where nobody can tell."""

    outcome = "locked"

    def __init__(self, text: str, since: datetime | None = None) -> None:
        super().__init__(text)
        self.since = since


class TargetUnreachableError(PublishError):
    """The target's machine or folder cannot be used; the text names the cause."""

    outcome = "unreachable"


class UnfinishedError(PublishError):
    """The new release is live; some of what belongs to a publication is still to be done."""

    outcome = "unfinished"


class LiveUnknownError(PublishError):
    """The target fell silent in the middle of a switch: either release may be live."""

    outcome = "unknown"
