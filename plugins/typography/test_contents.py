"""A reader of a long article sees what is in it; a short one has no list."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.typography.contents import LONG, Heading, headings_of, minutes_of
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles

PART = '<h2 id="phan-{0}">Phần <b>{0}</b> &amp; sau</h2><p>Chữ.</p>'


@given(st.integers(0, 8))
def test_only_a_long_article_has_a_list_of_its_parts(count: int) -> None:
    html = "".join(PART.format(n) for n in range(count))
    listed = [Heading(f"phan-{n}", f"Phần {n} & sau") for n in range(count)]
    assert headings_of(html) == (listed if count >= LONG else [])


def test_reading_takes_a_minute_at_least_and_grows_with_the_text() -> None:
    assert minutes_of("<p>Chữ.</p>") == 1
    assert minutes_of("<p>" + "chữ <b>đậm</b> " * 500 + "</p>") == 4


def test_every_line_of_the_list_leads_to_its_part(tmp_path: Path) -> None:
    body = "".join(f"## Phần {n}\n\nChữ.\n\n" for n in range(LONG))
    files: dict[str, str | bytes] = {
        "tin-tuc/dai.md": f"Tiêu đề: Dài\nNgày: 11/12/2023\n\n{body}",
        "tin-tuc/ngan.md": "Tiêu đề: Ngắn\nNgày: 12/12/2023\n\n## Một\n\nChữ.\n",
    }
    site = build_articles(tmp_path, files)
    long = BuiltPage(site / "tin-tuc/2023/12/dai/index.html", "").soup
    anchors = [link["href"] for link in long.select(".contents a")]
    assert len(anchors) == LONG
    assert all(long.select_one(f"h2{anchor}") for anchor in anchors)
    assert "1 phút" in long.select_one(".contents summary").get_text()
    short = BuiltPage(site / "tin-tuc/2023/12/ngan/index.html", "").soup
    assert short.select(".contents") == []
