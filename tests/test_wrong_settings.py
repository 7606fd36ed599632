"""Whatever is wrong in pelicanconf.py is one sentence with the setting's name, file and line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pelicanconf import SECTIONS, SITE
from plugins.shared.problems import ContentError
from plugins.shared.settings import SettingError
from tests.support.whole_site import build_articles, forget_plugins
from tools import new
from tools.build import build
from tools.settings_file import load_settings, placed

FIRST = "from pelicanconf import *\n"


def settings_of(folder: Path, code: str) -> Path:
    """The code stands on line 2."""
    file = folder / "settings_of_test.py"
    file.write_text(f"{FIRST}{code}\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('LISTINGS = {"per_page": 0}', "LISTINGS.per_page: đọc được 0; cần số từ 1 đến 100."),
        ('LISTINGS = {"neighbours": -1}', "LISTINGS.neighbours: đọc được -1; cần số từ 0"),
        ('LISTINGS = {"related": -1}', "LISTINGS.related: đọc được -1"),
        ('LISTINGS = {"home_latest": -1}', "LISTINGS.home_latest: đọc được -1"),
        ('LISTINGS = {"home_per_section": -1}', "LISTINGS.home_per_section: đọc được -1"),
        ('LISTINGS = {"perpage": 1}', "LISTINGS: không có thiết lập tên “perpage”"),
        ('OPINION = {"per_block": 0}', "OPINION.per_block: đọc được 0; cần số từ 1"),
        ('OPINION = {"per_blok": 1}', "OPINION: không có thiết lập tên “per_blok”"),
        ('TIMEZONE = "Asia/Hanoi"', "TIMEZONE: không có múi giờ “Asia/Hanoi”"),
        ('TIMEZONE = "Asia"', "TIMEZONE: không có múi giờ “Asia”"),
        ('TIMEZONE = ""', "TIMEZONE: không có múi giờ “”"),
        ("TIMEZONE = 7", "TIMEZONE: đọc được 7; cần chữ trong dấu nháy."),
        ('SITENAME = ""', "SITENAME: chưa có tên trang"),
        ('IMAGES_CACHE = ""', "IMAGES_CACHE: chưa có thư mục"),
        ("SITENAME = None", "SITENAME: đọc được None; cần chữ"),
        ('SITENAME = "Xã\\x1b"', "SITENAME: có ký tự điều khiển '\\x1b'"),
        ('SITENAME = "Xã\\nhai"', "SITENAME: tên trang nằm trên một dòng"),
        ("SITENAME = 10 * 'Xã dài lắm '", "SITENAME: tên trang nằm trên một dòng, không quá 100"),
        ('SITE = {**SITE, "tagline": " "}', "SITE.tagline: đang trống; ví dụ"),
        ('SITE = {**SITE, "notices": ["\\0"]}', "SITE.notices[0]: có ký tự điều khiển"),
        ('SITE = {**SITE, "desks": [""]}', "SITE.desks: có dòng trống"),
        (
            'SITE = {**SITE, "contacts": "abc"}',
            "SITE.contacts: đọc được 'abc', nhưng cần danh sách",
        ),
        ('SITE = {**SITE, "colours": {"brand": "#e00"}}', "SITE.colours.brand: chữ màu “#e00” khó"),
        ('SITE = {**SITE, "logo": {"file": "x.svg"}}', "SITE.logo: không có tệp content/x.svg"),
        ('LISTINGS = {"per_page": 101}', "LISTINGS.per_page: đọc được 101; cần số từ 1 đến 100."),
        ('LISTINGS = {"per_page": "12"}', "LISTINGS.per_page: đọc được '12', nhưng cần số nguyên"),
        ('OFFLINE = {"pages": 201}', "OFFLINE.pages: đọc được 201; cần số từ 0 đến 200."),
        ('OVERDUE = {"draft_days": 0}', "OVERDUE.draft_days: đọc được 0; cần số từ 1 đến 3650."),
        ('SECTIONS = [{"slug": "con", "title": "a"}]', "SECTIONS: slug “con” không đặt được"),
        ('SECTIONS = [{"slug": "2023", "title": "a"}]', "SECTIONS: slug “2023” đã dành riêng"),
        (
            'SECTIONS = [{"slug": "a", "title": "Tin"}, {"slug": "b", "title": "tin"}]',
            "SECTIONS: có hơn một mục mang tên “Tin”",
        ),
        ('SITEURL = "https://[::1"', "SITEURL: đọc được 'https://[::1'; cần địa chỉ đầy đủ"),
        ('SITEURL = "https://a.vn:99999"', "SITEURL: đọc được 'https://a.vn:99999'"),
        ('SHOW_UNPUBLISHED = "no"', "SHOW_UNPUBLISHED: đọc được 'no'; cần True hoặc False."),
        ('ARTICLE_URL = "{x}/"', "ARTICLE_URL: “{x}/” không thành địa chỉ"),
        ("MARKDOWN = {}", "MARKDOWN: đọc được None ở “extensions”"),
        ('MARKDOWN = {"extensions": ["x.y"]}', "MARKDOWN: không có phần mở rộng “x.y”"),
        ('PATH_METADATA = "("', "PATH_METADATA: “(” không phải biểu thức chính quy"),
        ("READERS = None", "READERS: đọc được None; cần bảng {tên: giá trị}."),
        ("CHECKS_MEMORY = 3", "CHECKS_MEMORY: đọc được 3; cần chữ trong dấu nháy."),
        ("SECTIONS = []", "SECTIONS: cần ít nhất một mục"),
        ("SECTIONS = None", "SECTIONS: cần ít nhất một mục"),
        ("SECTIONS = [SECTIONS[0]] * 2", "SECTIONS: có hơn một mục mang slug “tin-tuc”"),
        ('SECTIONS = [{"slug": "Tin Tức", "title": "a"}]', "SECTIONS: slug “Tin Tức” có chữ không"),
        ('SECTIONS = [{"slug": "trang", "title": "a"}]', "SECTIONS: slug “trang” đã dành riêng"),
        ('SECTIONS = [{"slug": "a", "title": " "}]', "SECTIONS, mục “a”: chưa có tên"),
        (
            'SECTIONS = [{"slug": "a", "title": "A", "categories": [1]}]',
            "SECTIONS[0].categories[0]",
        ),
        ('THEME = "khong-co"', "THEME: không có thư mục giao diện "),
        ('PATH = "khong-co"', "PATH: không có thư mục nội dung "),
        ("PATH = __file__", "PATH: không có thư mục nội dung "),
        ('PLUGINS = [*PLUGINS, "plugins.khong_co"]', "PLUGINS: không nạp được “plugins.khong_co”"),
        (
            'PLUGINS = [name.replace(".site", ".khong_co") for name in PLUGINS]',
            "PLUGINS: không nạp được “plugins.khong_co”",
        ),
        (
            "PLUGINS = [PLUGINS[0], *PLUGINS[2:0:-1], *PLUGINS[3:]]",
            "PLUGINS: “plugins.frontmatter” đứng trước “plugins.site” mà nó dùng; "
            "chuyển dòng “plugins.site” lên trước dòng “plugins.frontmatter”.",
        ),
        ('PLUGINS = "plugins.site"', "PLUGINS: đọc được 'plugins.site'; cần danh sách"),
        ("PLUGINS = [1]", "PLUGINS: đọc được 1; cần chữ"),
        (
            "PLUGINS = PLUGINS[-1:]",
            "PLUGINS: thiếu “plugins.site”, mà “plugins.rendering” cần; "
            "thêm dòng “plugins.site” vào trước dòng “plugins.rendering”.",
        ),
        ('ARTICLE_PATHS = ["../.."]', "ARTICLE_PATHS: “../..” nằm ngoài thư mục nội dung."),
        ('SITEURL = "bachthong.vn"', "SITEURL: đọc được 'bachthong.vn'; cần địa chỉ đầy đủ"),
        ("SITEURL = None", "SITEURL: đọc được None; cần chữ"),
        ('PELICAN_CLASS = "x.y"', "PELICAN_CLASS: không nạp được “x.y”"),
        ("SITENAME = = 1", "không đọc được thiết lập: sai cú pháp ở “SITENAME = = 1”"),
        ("SITENAME = abc", "không đọc được thiết lập: NameError"),
        ("import sys; sys.exit(3)", "không đọc được thiết lập: SystemExit: 3"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, told: str
) -> None:
    file = settings_of(tmp_path, code)
    (tmp_path / "content").mkdir()
    content = None if code.startswith("PATH") else tmp_path / "content"
    try:
        assert build(content, tmp_path / "output", settings_file=file) == 1
    finally:
        forget_plugins()
    said = capsys.readouterr().err
    assert said.startswith(f"{file}:2: {told}")
    assert len(said.splitlines()) == 2  # and that the output stays
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('SITE["footer_pages"] = [{"label": "a", "address": "javascript:1"}]', "“javascript:1”"),
        ('SITE["contacts"] = [{"label": "a", "value": "b", "href": "data:x"}]', "“data:x”"),
    ],
)
def test_a_part_that_is_changed_is_found_where_the_whole_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, told: str
) -> None:
    file = settings_of(tmp_path, "SITE = dict(SITE)\n" + code)
    (tmp_path / "content").mkdir()
    try:
        assert build(tmp_path / "content", tmp_path / "output", settings_file=file) == 1
    finally:
        forget_plugins()
    said = capsys.readouterr().err
    assert said.startswith(f"{file}:2: SITE.")
    assert told in said


PAGES: dict[str, str | bytes] = {
    f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
    for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
}
ARTICLE: dict[str, str | bytes] = {
    "tin-tuc/a.md": "Tiêu đề: Bài\nNgày: 11/12/2023\nĐịa chỉ cũ: /cu/bai\n\nChữ.\n"
}
CONTACT = {"label": "Lịch", "value": "xem"}


def warnings_of(
    folder: Path, caplog: pytest.LogCaptureFixture, files: dict[str, str | bytes], **site: object
) -> list[str]:
    build_articles(folder, files, SITE={**SITE, **site})
    return [record.getMessage() for record in caplog.records if "SECTIONS:" not in record.message]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("lien-he", "thêm dấu gạch chéo ở cuối: “lien-he/”."),
        ("lien-h/", "có phải là “lien-he/”? Hoặc viết trang ấy ở content/trang/lien-h.md, sửa"),
        ("tin-tuc/khong/", "sửa địa chỉ, hoặc bỏ dòng ấy."),
    ],
)
def test_a_link_at_the_foot_that_leads_nowhere_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, address: str, told: str
) -> None:
    pages = [{"label": "Trang", "address": address}]
    (said,) = warnings_of(tmp_path, caplog, {**PAGES, **ARTICLE}, footer_pages=pages)
    assert said.startswith(f"SITE.footer_pages: “Trang” dẫn tới “{address}”, mà trang ấy không có;")
    assert told in said


def test_a_contact_that_leads_nowhere_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    contacts = [{**CONTACT, "href": "/tep/lich.pdf"}]
    (said,) = warnings_of(tmp_path, caplog, {**PAGES, **ARTICLE}, contacts=contacts)
    assert said.startswith("SITE.contacts: “Lịch” dẫn tới “tep/lich.pdf”")


def test_what_a_contact_leads_to_is_published(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hrefs = ("/tep/lich.pdf", "/cu/bai", "/lien-he/#a", "/tin-tuc/", "/rss.xml", "/", "tel:112")
    contacts = [{**CONTACT, "href": href} for href in hrefs]
    files: dict[str, str | bytes] = {
        **PAGES,
        **ARTICLE,
        "tep/lich.pdf": b"%PDF-1.4",
        "tep/khac.pdf": b"%PDF-1.4",
    }
    assert warnings_of(tmp_path, caplog, files, contacts=contacts) == []
    assert [file.name for file in (tmp_path / "output/tep").iterdir()] == ["lich.pdf"]


def test_a_section_without_a_folder_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sections = [SECTIONS[0], {"slug": "chua-viet", "title": "Chưa viết"}]
    build_articles(tmp_path, {**PAGES, **ARTICLE}, SECTIONS=sections)
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("SECTIONS: mục “chua-viet” chưa có thư mục content/chua-viet; tạo")


def test_a_section_whose_folder_has_another_name_is_refused(tmp_path: Path) -> None:
    sections = [{"slug": "tin", "title": "Tin"}]
    with pytest.raises(SettingError, match=r"content/tin-tuc không thuộc mục nào.*\"tin-tuc\""):
        build_articles(tmp_path, {**PAGES, **ARTICLE}, SECTIONS=sections)


def test_a_section_where_a_page_stands_is_refused(tmp_path: Path) -> None:
    sections = [{"slug": "gioi-thieu", "title": "Tin"}]
    article, paths = {"gioi-thieu/a.md": ARTICLE["tin-tuc/a.md"]}, ["gioi-thieu"]
    with pytest.raises(ContentError, match=r"gioi-thieu\.md.*địa chỉ /gioi-thieu/ dành riêng"):
        build_articles(tmp_path, {**PAGES, **article}, SECTIONS=sections, ARTICLE_PATHS=paths)


def test_a_part_of_a_long_table_is_found_in_its_own_line(tmp_path: Path) -> None:
    table = """SITE = {
    "tagline": "a",
    "colours": {"brand": "#fff"},
}
LISTINGS = {
    "colours": 1,
}"""
    file = settings_of(tmp_path, table)
    assert placed("SITE.colours.brand: x", file).startswith(f"{file}:4: SITE.colours")
    assert placed("SITE.logo: x", file).startswith(f"{file}:2: SITE.logo")
    assert placed("SITE: x", file).startswith(f"{file}:2: SITE")
    assert placed("LISTINGS.colours: x", file).startswith(f"{file}:7: LISTINGS")


def test_a_missing_settings_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(None, tmp_path / "output", settings_file=tmp_path / "khong.py") == 1
    assert f"Không có tệp thiết lập {tmp_path / 'khong.py'}." in capsys.readouterr().err


def test_a_change_within_a_second_is_no_old_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = settings_of(tmp_path, 'SITENAME = "Hau"')
    assert load_settings(file, {})["SITENAME"] == "Hau"
    time = file.stat().st_mtime
    settings_of(tmp_path, 'SITENAME = "Hai"')
    os.utime(file, (time, time))
    assert load_settings(file, {})["SITENAME"] == "Hai"


def test_content_that_is_named_needs_no_other(tmp_path: Path) -> None:
    file = settings_of(tmp_path, 'PATH = "khong-co"')
    assert load_settings(file, {"PATH": str(tmp_path)})["PATH"] == str(tmp_path)


def test_a_slash_at_the_end_of_the_sites_address_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings_of(tmp_path, 'SITEURL = "https://a.vn/"')
    assert load_settings(file, {})["SITEURL"] == "https://a.vn"
    assert capsys.readouterr().err == ""


def test_what_begins_with_no_setting_is_told_as_it_is(tmp_path: Path) -> None:
    for text in ("strings.vi.toml: thiếu chữ t.a", "Không có tệp.", "content/a.md:1:1: lỗi: x"):
        assert placed(text, settings_of(tmp_path, "x = 1")) == text


def test_new_names_a_wrong_setting_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new.new(tmp_path, settings_of(tmp_path, "SECTIONS = []")) == 1
    assert ":2: SECTIONS: cần ít nhất một mục" in capsys.readouterr().err
