"""A notice above everything that goes by itself: out of the site at the first build after its end,
and hidden by a few lines of script from whoever reads an older page later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError
from plugins.vietnamese.dates import DateError, machine_date, parse_date


@dataclass(frozen=True)
class UrgentNotice:
    """until: in Vietnam's time, `05/12/2026 18:00`; a day alone is meant to its end. address: of a
    page of the site, without its root, "" for none."""

    text: str
    until: str
    address: str = ""

    @property
    def end(self) -> datetime:
        """Raises DateError."""
        moment, has_time = parse_date(self.until)
        return moment if has_time else moment + timedelta(days=1)

    @property
    def end_machine(self) -> str:
        return machine_date(self.end, with_time=True)


def still_urgent(notices: Iterable[UrgentNotice], now: datetime) -> tuple[UrgentNotice, ...]:
    """Those whose end is yet to come; now: with its time zone. Raises SettingError."""
    notices = tuple(notices)
    if not all(notice.text.strip() for notice in notices):
        raise SettingError(
            gettext("SITE.urgent: chưa có text, là lời thông báo; không cần thì xóa dòng ấy.")
        )
    try:
        return tuple(notice for notice in notices if notice.end > now)
    except DateError as wrong:
        raise SettingError(f"SITE.urgent: until: {wrong}") from wrong
