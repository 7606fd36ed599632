"""Lists show each article once, under its own address, when its time has come."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.plugin_problems import ALONE, problems_of
from tests.support.site_reading import BuiltPage, read_pages
from tests.support.whole_site import build_articles

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def article(title: str, date: str = "11/12/2023", more: str = "") -> str:
    return f"Tiêu đề: {title}\nNgày: {date}\n{more}\n\nChữ của bài.\n"


UNPUBLISHED: dict[str, str | bytes] = {
    "tin-tuc/dang.md": article("Đã đăng", "01/12/2023 08:00", "Thẻ: chung"),
    "tin-tuc/nhap.md": article(
        "Còn nháp", "02/11/2023", "Trạng thái: nháp\nThẻ: chung, thẻ nháp\nTác giả: Người Nháp"
    ),
    "tin-tuc/hen.md": article(
        "Hẹn giờ", "05/01/2030 09:30", "Thẻ: chung, thẻ hẹn\nTác giả: Người Hẹn"
    ),
}
TIME = datetime(2024, 1, 1, tzinfo=VIETNAM)


def whole_text(site: Path) -> dict[str, str]:
    """Every text file of the site, by its path."""
    return {
        file.relative_to(site).as_posix(): file.read_text("utf-8", "replace")
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_drafts_and_articles_of_the_future_are_marked_while_writing(tmp_path: Path) -> None:
    site = build_articles(tmp_path, UNPUBLISHED, PLUGINS=ALONE, PUBLISH_TIME=TIME)
    for folder in ("", "tin-tuc/", "the/chung/"):
        soup = BuiltPage(site / folder / "index.html", "").soup
        marks = {
            item.a.get_text(): [mark.get_text() for mark in item("mark")]
            for item in soup.select("main article, main .lines li")
        }
        assert marks == {
            "Đã đăng": [],
            "Còn nháp": ["Bản nháp"],
            "Hẹn giờ": ["Chờ đến giờ đăng"],
        }, folder
    own = BuiltPage(site / "tin-tuc/2030/01/hen/index.html", "").soup
    assert own.select_one(".note mark").get_text() == "Chờ đến giờ đăng"


def test_a_published_site_shows_no_trace_of_drafts_and_articles_of_the_future(
    tmp_path: Path,
) -> None:
    site = build_articles(
        tmp_path, UNPUBLISHED, PLUGINS=ALONE, PUBLISH_TIME=TIME, SHOW_UNPUBLISHED=False
    )
    texts = whole_text(site)
    assert "tin-tuc/2023/12/dang/index.html" in texts
    assert {"atom.xml", "sitemap.xml", "the/chung/index.html"} < texts.keys()
    for path, text in texts.items():
        found = f"{path} {text}".casefold()
        for trace in ("còn nháp", "hẹn giờ", "thẻ nháp", "thẻ hẹn", "người nháp", "người hẹn"):
            assert trace not in found, path
        for trace in ("/nhap/", "/hen/", "the-nhap", "the-hen", "nguoi-", "2030", "2023/11"):
            assert trace not in found, path


@pytest.mark.parametrize(("minute", "shown"), [(29, False), (30, True), (31, True)])
def test_the_time_of_publication_decides_to_the_minute(
    tmp_path: Path, minute: int, shown: bool
) -> None:
    files: dict[str, str | bytes] = {"tin-tuc/hen.md": article("Hẹn", "11/12/2023 08:30")}
    time = datetime(2023, 12, 11, 8, minute, tzinfo=VIETNAM)
    site = build_articles(tmp_path, files, PLUGINS=ALONE, PUBLISH_TIME=time, SHOW_UNPUBLISHED=False)
    assert (site / "tin-tuc/2023/12/hen/index.html").exists() is shown
    assert ("/hen/" in (site / "sitemap.xml").read_text("utf-8")) is shown


def test_two_articles_with_one_address_are_both_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tin-tuc/bai-mot.md": article("Một"),
        "tin-tuc/Bài một.md": article("Hai", "12/12/2023"),
        "tin-tuc/2024/bai-mot.md": article("Ba", "12/01/2024"),
    }
    (problem,) = problems_of(tmp_path, files)
    assert problem.path == "content/tin-tuc/Bài một.md"
    assert "content/tin-tuc/bai-mot.md" in problem.sentence
    assert "/tin-tuc/2023/12/bai-mot/" in problem.sentence


@pytest.mark.parametrize(("key", "folder"), [("Thẻ", "the"), ("Tác giả", "tac-gia")])
def test_two_terms_with_one_address_are_named_with_their_articles(
    tmp_path: Path, key: str, folder: str
) -> None:
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article("Một", more=f"{key}: Bản"),
        "tin-tuc/b.md": article("Hai", "12/12/2023", more=f"{key}: Bán"),
        "tin-tuc/c.md": article("Ba", "13/12/2023", more=f"{key}: Bản"),
    }
    (problem,) = problems_of(tmp_path, files)
    assert problem.path == "content/tin-tuc/b.md"
    for part in ("“Bán”", "“Bản”", "content/tin-tuc/a.md", f"/{folder}/ban/"):
        assert part in problem.sentence


def test_a_tag_without_a_letter_is_named_instead_of_hiding_the_list_of_tags(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {"tin-tuc/a.md": article("Một", more="Thẻ: OCOP, !!!")}
    (problem,) = problems_of(tmp_path, files)
    assert "“!!!”" in problem.sentence


@pytest.mark.parametrize("name", ["tin-tuc", "luu-tru", "the"])
def test_a_page_with_the_address_of_a_list_is_named(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article("Một"),
        f"trang/{name}.md": "Tiêu đề: Trang\n\nChữ.\n",
    }
    (problem,) = problems_of(tmp_path, files)
    assert problem.path == f"content/trang/{name}.md"
    assert f"/{name}/" in problem.sentence


def test_a_site_without_articles_is_whole(tmp_path: Path) -> None:
    site = build_articles(tmp_path, {}, PLUGINS=ALONE)
    pages = {page.address: page for page in read_pages(site)}
    assert "Chưa có bài nào" in pages["/"].soup.main.get_text()
    assert "Chưa có bài nào" in pages["/tin-tuc/"].soup.main.get_text()
    assert "/luu-tru/" in pages


def test_every_article_is_on_the_numbered_pages_once_and_in_its_archives(tmp_path: Path) -> None:
    dates = ["01/11/2022", "02/12/2022", "03/12/2022", "04/01/2023", "05/01/2023"]
    files: dict[str, str | bytes] = {
        f"tin-tuc/bai-{n}.md": article(f"Bài {n}", date) for n, date in enumerate(dates)
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE, LISTINGS={"per_page": 2})

    def titles(folder: str) -> list[str]:
        soup = BuiltPage(site / folder / "index.html", "").soup
        return [item.a.get_text() for item in soup.select("main article, main .lines li")]

    assert titles("tin-tuc") == ["Bài 4", "Bài 3"]
    numbered = [titles(f"tin-tuc/trang/{n}") for n in (1, 2, 3)]
    assert numbered == [["Bài 1", "Bài 0"], ["Bài 3", "Bài 2"], ["Bài 4"]]
    assert titles("tin-tuc/2022") == ["Bài 2", "Bài 1", "Bài 0"]
    assert titles("tin-tuc/2022/12") == ["Bài 2", "Bài 1"]
    assert not (site / "dinh-huong-du-luan/2022").exists()
