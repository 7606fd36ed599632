"""Who has a site of Pelican's installs one wheel, and 11/12/2023 is 11 December."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.bare_site import BareSite, quickstart

RST = "Hills\n#####\n\n:date: 11/12/2023 08:30\n:modified: 12/12/2023\n\nWords.\n"
HTML = (
    '<html><head><title>C</title>\n<meta name="date" content="11/12/2023 08:30"></head>'
    "<body><p>Words.</p></body></html>"
)

pytestmark = pytest.mark.long


def said(told: str) -> str:
    return " ".join(told.split())


def test_every_reader_takes_the_day_first(bare_site: BareSite) -> None:
    bare_site.set('TIMEZONE = "Europe/Paris"')
    bare_site.write("a.md", "Title: A\nDate: 11/12/2023 08:30\n\nWords.\n")
    bare_site.write("b.rst", RST)
    bare_site.write("c.html", HTML)
    bare_site.write("d.md", "Title: D\nDate: 2023-12-11 08:30\n\nWords.\n")
    bare_site.write("pages/e.md", "Title: E\nDate: 11/12/2023\n\nWords.\n")
    bare_site.build()
    for name in ("a", "hills", "c", "d"):
        assert 'datetime="2023-12-11T08:30:00+01:00"' in bare_site.page(f"{name}.html"), name
    assert 'datetime="2023-12-12T00:00:00+01:00"' in bare_site.page("hills.html")
    assert "Words." in bare_site.page("pages/e.html")


def test_wrong_dates_end_the_build_with_file_line_and_what_to_type(bare_site: BareSite) -> None:
    bare_site.write("right.md", "Title: Right\nDate: 11/12/2023\n\nWords.\n")
    bare_site.write("us.md", "Title: US\nTags: x\nDate: 12/31/2023\n\nWords.\n")
    bare_site.write("near.md", "Title: Near\nDate: 11-12-2023\n\nWords.\n")
    bare_site.write("b.rst", RST.replace("12/12/2023", "30/02/2023"))
    told = bare_site.tried()
    assert told.returncode == 1
    sentences = said(told.stdout)
    assert (
        "content/us.md:3: the date “12/31/2023” is on no calendar. Type: Date: 31/12/2023"
        in sentences
    )
    assert (
        "content/near.md:2: the date “11-12-2023” is not understood. Type: Date: 11/12/2023"
        in sentences
    )
    assert (
        "content/b.rst:5: the date “30/02/2023” is on no calendar. Type the day first" in sentences
    )
    assert not (bare_site.output / "right.html").exists()


def test_messages_are_of_the_sites_language(tmp_path: Path, parts_python: Path) -> None:
    site = quickstart(tmp_path / "site", parts_python, "vi")
    site.write("a.md", "Title: A\nDate: 11-12-2023\n\nChữ.\n")
    told = site.tried()
    assert told.returncode == 1
    assert "không hiểu ngày “11-12-2023”." in said(told.stdout)
    assert "Hãy ghi: Date: 11/12/2023" in said(told.stdout)


def test_the_years_are_a_setting(bare_site: BareSite) -> None:
    bare_site.write("a.md", "Title: A\nDate: 11/12/1066\n\nWords.\n")
    assert "only 1900 to 2100 are taken" in said(bare_site.tried().stdout)
    bare_site.set('DATES = {"first_year": 1000}')
    bare_site.build()


def test_a_wrong_date_in_the_name_of_a_file_ends_the_build_too(bare_site: BareSite) -> None:
    bare_site.set("FILENAME_METADATA = r'(?P<date>[\\d-]{10})-(?P<slug>.*)'")
    bare_site.write("2023-02-30-a.md", "Title: A\n\nWords.\n")
    told = bare_site.tried()
    assert told.returncode == 1
    assert "the name of a file, or DEFAULT_METADATA: the date “2023-02-30” is on no" in said(
        told.stdout
    )
