"""The form has whatever a head may say, and reads days and address back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.article.form import form_fields
from desk.article.keys import is_list
from desk.article.reading import read_back
from plugins.frontmatter.keys import KEYS, OF_APPROVAL
from plugins.frontmatter.schema import Schema, Section
from plugins.vietnamese.dates import VIETNAM
from tests.support.opened_desk import open_desk

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
NOW = datetime(2026, 11, 30, 12, tzinfo=VIETNAM)


def test_a_new_key_appears_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEYS, "mood", ("Tâm trạng", "mood", ()))
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / "tin-tuc" / "a.md").write_text("title: A\n\nx\n")
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        page = opened.ask("GET", "/bai/tin-tuc/a.md")[1]
    assert 'data-key="mood" data-widget="line"' in page
    assert ">Tâm trạng</label>" in page


def test_every_key_has_one_field_of_its_type() -> None:
    fields = {field.key: field for field in form_fields(is_page=False)}
    assert fields["slug"].is_fixed  # set where the article is renamed, which keeps its old address
    assert fields.keys() == KEYS.keys() - {"order"} - OF_APPROVAL
    widgets = {key: field.widget for key, field in fields.items()}
    assert widgets["date"] == widgets["asked_on"] == widgets["first_seen"] == "date"
    assert (widgets["tags"], widgets["aliases"], widgets["minor"]) == ("chips", "items", "yes")
    assert fields["corrections"].parts == ("ngày", "điều đã viết sai", "điều đúng")
    assert [option.value for option in fields["verdict"].options][:2] == ["", "sai"]
    assert all(is_list(key) for key, kind in widgets.items() if kind in ("chips", "items", "rows"))


def test_a_plain_page_is_asked_for_no_section() -> None:
    keys = {field.key for field in form_fields(is_page=True)}
    assert "order" in keys
    assert not keys & {"section", "category", "kind", "corrections", "claim"}


@pytest.mark.parametrize(
    ("typed", "status", "sentence", "severity"),
    [
        ("11/12/2023", "", "Thứ Hai, 11/12/2023", "good"),
        ("2023-12-11 08:00", "", "Thứ Hai, 11/12/2023 08:00", "good"),
        ("12/31/2023", "", "không có trong lịch", "error"),
        ("01/12/2026 08:00", "", "Hẹn giờ: Thứ Ba, 01/12/2026 08:00.", "good"),
        ("01/12/2026", "nháp", "Bài đang là nháp", "warning"),
    ],
)
def test_a_day_is_read_back_in_words(typed: str, status: str, sentence: str, severity: str) -> None:
    read = read_back(SCHEMA, "tin-tuc/a.md", {"date": typed, "status": status}, NOW)
    said: dict[str, dict[str, str]] = read["said"]  # type: ignore[assignment]
    assert sentence in said["date"]["sentence"]
    assert said["date"]["severity"] == severity


def test_a_day_that_was_meant_is_offered() -> None:
    read = read_back(SCHEMA, "tin-tuc/a.md", {"date": "12/31/2023"}, NOW)
    assert read["said"]["date"]["offer"] == "31/12/2023"  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "values", "address"),
    [
        ("tin-tuc/ten-bai.md", {"date": "11/12/2023"}, "/tin-tuc/2023/12/ten-bai/"),
        ("tin-tuc/a.md", {"date": "11/12/2023", "section": "Tin tức"}, "/tin-tuc/2023/12/a/"),
        ("tin-tuc/a.md", {"date": "11/12/2023", "slug": "khac"}, "/tin-tuc/2023/12/khac/"),
        ("tin-tuc/a.md", {"date": "hôm qua"}, ""),
        ("trang/lien-he.md", {}, "/lien-he/"),
    ],
)
def test_the_address_is_shown(path: str, values: dict[str, str], address: str) -> None:
    assert read_back(SCHEMA, path, values, NOW)["address"] == address
