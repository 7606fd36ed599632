"""An urgent notice is above everything until its end, and goes by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import PageMaker, served
from pelicanconf import SITE
from plugins.shared.settings import SettingError
from plugins.site.urgent import UrgentNotice, still_urgent
from plugins.vietnamese.dates import VIETNAM
from tests.support.edited_site import Place, assert_equal
from tests.support.rebuilding import run
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles

END = datetime(2026, 12, 5, 18, 0, tzinfo=VIETNAM)
TEXT = "Mưa rất to đêm nay: rời khỏi nơi có nguy cơ sạt lở."
NOTICES = [
    {"text": TEXT, "until": "05/12/2026 18:00", "address": "gioi-thieu/"},
    {"text": "Mất điện toàn xã đến hết ngày.", "until": "05/12/2026"},
]
FILES: dict[str, str | bytes] = {
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    }
}


def test_a_notice_ends_at_its_minute_and_a_days_at_midnight() -> None:
    minute, day = (UrgentNotice(**notice) for notice in NOTICES)
    assert minute.end == END
    assert day.end == datetime(2026, 12, 6, tzinfo=VIETNAM)
    assert still_urgent([minute, day], END - timedelta(seconds=1)) == (minute, day)
    assert still_urgent([minute, day], END.astimezone(UTC)) == (day,)


def test_an_end_that_is_no_time_stops_the_build() -> None:
    with pytest.raises(SettingError, match="until: không hiểu ngày “mai”"):
        still_urgent([UrgentNotice("Chữ", "mai")], END)


def built(folder: Path, now: datetime) -> Path:
    site = SITE | {"urgent": NOTICES}
    return build_articles(folder, FILES, SITE=site, PUBLISH_TIME=now)


def test_a_build_after_the_end_has_no_notice(tmp_path: Path) -> None:
    before = BuiltPage(built(tmp_path / "1", END - timedelta(hours=1)) / "index.html", "/").soup
    (notice, _other) = before.select(".urgent p")
    assert notice.get_text() == TEXT
    assert notice.a["href"] == "/gioi-thieu/"
    assert before.select_one(".urgent").find_next_sibling("main")
    after = BuiltPage(built(tmp_path / "2", END + timedelta(days=2)) / "index.html", "/")
    assert "urgent" not in after.html.partition("</style>")[2]


def test_a_reader_who_comes_later_does_not_see_it(page_of: PageMaker, tmp_path: Path) -> None:
    with served(built(tmp_path, END - timedelta(hours=1))) as address:
        for now, seen in ((END - timedelta(minutes=1), 2), (END, 1), (END + timedelta(days=1), 0)):
            page = page_of(base_url=address)
            page.clock.set_fixed_time(now)
            page.goto("/")
            assert page.locator(".urgent p").count() == seen
            assert page.locator(".urgent").count() == (seen > 0)


def test_a_build_that_finds_nothing_changed_still_takes_it_away(place: Place) -> None:
    notice = {"text": TEXT, "until": "15/06/2024"}
    place.values["more"] = f"SITE = SITE | {{'urgent': [{notice!r}]}}"
    home = place.output / "index.html"
    place.values["month"] = 6
    assert run(place) == (0, "")
    assert TEXT in home.read_text("utf-8")
    place.values["month"] = 7
    assert run(place) == (0, "")
    assert TEXT not in home.read_text("utf-8")
    assert_equal(place)
