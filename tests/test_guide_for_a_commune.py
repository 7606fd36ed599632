"""Whoever follows docs/van-hanh/cho-xa.md to the letter has a site of his own."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

import pelicanconf
import publishconf
from conftest import PageMaker, served
from plugins.listings.settings import ListingsSettings
from plugins.offline import OfflineSettings
from plugins.opinion.settings import OpinionSettings
from plugins.shared.settings import RANGE
from plugins.site.editors import Overdue
from tests.support.site_reading import BuiltPage, read_pages, target_of
from tests.test_rebranding import OLD_NAMES
from tools.console import python_environment
from tools.places import ROOMS, ROOT

PAGE = ROOT / "docs/van-hanh/cho-xa.md"
GUIDE = PAGE.read_text("utf-8")
STEPS = GUIDE.partition("\n## Từ bản minh họa")[2].partition("\n## ")[0]
FENCE = re.compile(r"^```(?:\w+ )?(\S*)\n(?s:(.+?))^```$", re.M)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "test_*", ".soan")
COPIED = (*ROOMS, "content", "pelicanconf.py", "publishconf.py", "tasks.py")
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">'
    '<circle cx="30" cy="30" r="28" fill="#0a5c36"/>'
    '<path fill="#fff" d="M12 42l18-26 18 26z"/></svg>'
)
SHOWN = {"Thông báo", "Đời sống", "Lịch làm việc"}


def follow(project: Path) -> list[subprocess.CompletedProcess[str]]:
    """Does one step after the other as a person would, and gives what the commands said."""
    told = []
    for name, block in FENCE.findall(STEPS):
        if name == "pelicanconf.py":  # “từ dòng SITENAME tới hết SECTIONS”
            replace(project / name, r"^SITENAME = (?s:.+?)^(?=# Who works here)", block + "\n")
        elif name == "publishconf.py":
            replace(project / name, r"^SITEURL = .+\n", block)
        elif name:
            (project / name).write_text(block, "utf-8")
        else:
            told += [done for line in block.splitlines() if (done := typed(line, project))]
    return told


def replace(file: Path, pattern: str, text: str) -> None:
    before = file.read_text("utf-8")
    after, times = re.subn(pattern, lambda _: text, before, flags=re.M)
    assert times == 1, pattern
    file.write_text(after, "utf-8")


def typed(line: str, project: Path) -> subprocess.CompletedProcess[str] | None:
    """None for what this test has done, or starts a window or sends something."""
    command, *words = line.split()
    if command == "rm":
        for word in words[1:]:
            shutil.rmtree(project / word)
    elif command == "mkdir":
        for word in words[1:]:
            (project / word).mkdir(parents=True)
        (project / "content/anh/logo.svg").write_text(LOGO, "utf-8")
    elif words[:1] == ["run.py"] and words[1] in ("check", "build"):
        return subprocess.run(
            [sys.executable, "-P", "-m", "tools.cli", *words[1:]],
            env=python_environment() | {"PYTHONPATH": str(project)},
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
    else:
        assert line.startswith(("git clone ", "cd ", "python3 run.py serve", "python3 run.py pub"))
    return None


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xa") / "xa-vinh-thong"
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def told(project: Path) -> list[subprocess.CompletedProcess[str]]:
    return follow(project)


@pytest.fixture(scope="module")
def site(project: Path, told: list[subprocess.CompletedProcess[str]]) -> Path:
    assert [done.returncode for done in told] == [0, 0, 0]
    return project / "output"


def test_check_and_build_have_nothing_to_say(
    told: list[subprocess.CompletedProcess[str]],
) -> None:
    check, *builds = told
    assert (check.returncode, check.stderr) == (0, "")
    assert "Không có lỗi, không có cảnh báo." in check.stdout
    for build in builds:
        assert (build.returncode, build.stderr) == (0, "")
        assert "Đã dựng" in build.stdout


def test_no_word_of_the_former_site_is_left(site: Path) -> None:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            name = file.relative_to(site).as_posix()
            found = OLD_NAMES.findall(f"/{name} {file.read_bytes().decode('utf-8', 'replace')}")
            assert found == [], name


def test_every_page_is_the_communes_and_whole(site: Path) -> None:
    pages = read_pages(site)
    assert len(pages) > 12
    for page in pages:
        links = [link.get_text() for link in page.soup.select("header.site nav a")]
        assert set(links) == {"Trang chủ", *SHOWN}
        assert page.soup.select_one("header.site b").get_text() == "Xã Vĩnh Thông"
        assert page.soup.select_one("header.site img")["src"].startswith("/anh/logo.")
        assert "Văn phòng xã Vĩnh Thông" in page.soup.select_one("footer.site").get_text()
        assert "--brand:#0a5c36" in page.html
        for link in page.links():
            target = target_of(link, page, site)
            assert target is None or target.is_file(), f"{page.address} → {link}"
    assert not (site / "dinh-huong-du-luan").exists()
    assert "https://vinhthong.example.vn/thong-bao/" in (site / "sitemap.xml").read_text("utf-8")


def test_the_article_of_the_guide_is_there_with_its_desk_as_author(site: Path) -> None:
    (file,) = (site / "thong-bao/2025/12").glob("*/index.html")
    article = BuiltPage(file, "/thong-bao/2025/12/lich-tiep-dan/")
    assert article.soup.h1.get_text() == "Lịch tiếp dân tháng 12"
    assert '"@type":"Organization","name":"Văn phòng xã"' in article.html


@pytest.mark.parametrize("width", [320, 412, 1350])
def test_the_logo_stands_beside_the_name_at_every_width(
    site: Path, page_of: PageMaker, width: int
) -> None:
    with served(site) as address:
        page = page_of(base_url=address, width=width)
        page.goto("/")
        assert_beside(page, width)


def assert_beside(page: Page, width: int) -> None:
    logo = page.locator("header.site img").bounding_box()
    name = page.locator("header.site b").bounding_box()
    assert logo
    assert name
    assert 30 <= logo["height"] <= 36
    assert logo["width"] == pytest.approx(logo["height"], abs=1)
    assert name["x"] >= logo["x"] + logo["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('header.site img').naturalWidth") > 0


NUMBERS = {
    "LISTINGS": ListingsSettings,
    "OPINION": OpinionSettings,
    "OFFLINE": OfflineSettings,
    "OVERDUE": Overdue,
}
ROW = re.compile(r"^\| `([A-Z]+)`, `(\w+)` \| .+ \| (\d+) \| (\d+) \| (\d+) \|$", re.M)


def test_every_number_is_in_the_guide_with_its_range_and_value() -> None:
    told = {(name, key): tuple(map(int, rest)) for name, key, *rest in ROW.findall(GUIDE)}
    values = {**vars(pelicanconf), "OFFLINE": publishconf.OFFLINE}
    expected = {
        (name, field.name): (*field.metadata[RANGE], values[name].get(field.name, field.default))
        for name, kind in NUMBERS.items()
        for field in dataclasses.fields(kind)
        if RANGE in field.metadata
    }
    assert told == expected


def test_a_wrong_colour_is_said_with_its_line(project: Path, site: Path) -> None:
    assert site.is_dir()
    file = project / "pelicanconf.py"
    before = file.read_text("utf-8")
    file.write_text(before.replace('"brand": "#0a5c36"', '"brand": "#2fbf71"'), "utf-8")
    try:
        told = typed("python3 run.py build", project)
    finally:
        file.write_text(before, "utf-8")
    assert told
    line = 1 + before[: before.index('"colours"')].count("\n")
    assert told.returncode == 1
    assert told.stderr.startswith(f"pelicanconf.py:{line}: SITE.colours.brand: chữ màu “#2fbf71”")
    assert 'màu gần nhất đọc được: "brand": "#' in told.stderr
