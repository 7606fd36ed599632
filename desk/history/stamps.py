"""Names of what is kept aside say when and by whom: no file has to be opened for that."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from plugins.site.editors import clean_name
from plugins.vietnamese.text import nfc

STAMP = "%Y%m%dT%H%M%S.%fZ"
NAME = re.compile(r"(?P<stamp>\d{8}T\d{6}\.\d{6}Z)(?: (?P<who>[^/\\]+))?", re.ASCII)


def stamped(moment: datetime, who: str) -> str:
    """`20261130T070512.000000Z Chị Lan`: sorts by time."""
    stamp = moment.astimezone(UTC).strftime(STAMP)
    return " ".join(filter(None, [stamp, clean_name(who)]))


def read_stamped(name: str) -> tuple[datetime, str] | None:
    """Moment and person; None for any other name."""
    found = NAME.fullmatch(nfc(name))
    if not found:
        return None
    try:
        moment = datetime.strptime(found["stamp"], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment, found["who"] or ""
