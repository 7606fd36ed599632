"""A plugin can be taken out, and stand elsewhere, or the start says which one needs which."""

from __future__ import annotations

import copy
import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, meta
from pelican.settings import read_settings

from pelicanconf import PLUGINS
from plugins.changes import FILE as CHANGES
from plugins.incremental.builder import IncrementalPelican
from plugins.shared.contract import contract_of_theme, own_contracts
from plugins.shared.portal import OWN, Portal, portal_of
from plugins.shared.problems import ContentError
from plugins.shared.settings import SettingError
from tests.support.site_reading import read_pages, target_of
from tests.support.whole_site import PICTURE, forget_plugins
from tools.places import ROOT, SETTINGS

FILES = {
    "anh/anh.svg": PICTURE,
    "tin-tuc/bai.md": "Tiêu đề: Bài tin\nNgày: 11/12/2023 08:30\nThẻ: đồi\nĐịa chỉ cũ: /cu/bai\n\n"
    '![Đồi núi](anh/anh.svg "Chú thích. Ảnh: Ai")\n\n[Bài hỏi](../dinh-huong-du-luan/hoi.md).\n'
    "\n<table><tr><td>Ô</td></tr></table>\n\n> Lời nói\n",
    "dinh-huong-du-luan/hoi.md": "Tiêu đề: Bài hỏi\nNgày: 12/12/2023\nLoại: hỏi đáp\n"
    "Câu hỏi: Hỏi gì?\nNgày hỏi: 10/12/2023\nNơi hỏi: Thôn Một\nTình trạng: chờ trả lời\n\nChữ.\n",
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}
FAULTY = {"tin-tuc/loi.md": "Tiêu đề: Lỗi\nNgày: 11/12/2023\n\n![](anh/anh.svg)\n"}
ARTICLE = "tin-tuc/2023/12/bai/index.html"
# What of a plugin is there: a file, or words in one. The other plugins are needed.
FEATURES = {
    "plugins.incremental": ("", ""),
    "plugins.captions": (ARTICLE, "<figcaption"),
    "plugins.sharing": ("index.html", "og:image"),
    "plugins.toolbar": (ARTICLE, 'class="toolbar display"'),
    "plugins.opinion": ("dinh-chinh/index.html", ""),
    "plugins.search": ("tim-kiem/index.html", ""),
    "plugins.offline": ("trang.webmanifest", ""),
    "plugins.redirects": ("cu/bai/index.html", ""),
    "plugins.changes": (CHANGES, ""),
    "plugins.checks": ("", ""),
    "plugins.rendering": ("", ""),
}
# Neighbours of which the second works on what the first gives; the others may stand either way.
ORDERED = {
    ("plugins.incremental", "plugins.site"),
    ("plugins.site", "plugins.frontmatter"),
    ("plugins.frontmatter", "plugins.listings"),
    ("plugins.captions", "plugins.typography"),
    ("plugins.typography", "plugins.links"),
    ("plugins.links", "plugins.images"),
    ("plugins.images", "plugins.sharing"),
    ("plugins.checks", "plugins.rendering"),
}
NEEDED = sorted({*PLUGINS} - FEATURES.keys())


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    return dict(read_settings(str(SETTINGS)))


def build(
    folder: Path, settings: dict[str, Any], plugins: list[str], files: dict[str, str] = FILES
) -> tuple[Path, dict[str, Any]]:
    """The site's folder, and the settings as the plugins leave them."""
    for name, text in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    own = copy.deepcopy(settings) | {
        "PATH": str(folder / "content"),
        "OUTPUT_PATH": str(folder / "output"),
        "PLUGINS": plugins,
        "CHECKS_MEMORY": None,
    }
    try:
        IncrementalPelican(own).run()
    finally:
        forget_plugins()
    return folder / "output", own


def bytes_of(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, settings: dict[str, Any]
) -> tuple[Path, dict[str, Any]]:
    return build(tmp_path_factory.mktemp("tron"), settings, PLUGINS)


@pytest.fixture(scope="module")
def whole(built: tuple[Path, dict[str, Any]]) -> dict[str, bytes]:
    return bytes_of(built[0])


def says(site: dict[str, bytes], feature: tuple[str, str]) -> bool:
    path, words = feature
    return path in site and words in site[path].decode()


def says_in_scripts(site: dict[str, bytes], words: str) -> bool:
    return any(words.encode() in site[path] for path in site if path.startswith("theme/"))


@pytest.mark.parametrize("gone", FEATURES)
def test_the_site_does_without(
    tmp_path: Path, settings: dict[str, Any], whole: dict[str, bytes], gone: str
) -> None:
    folder, _ = build(tmp_path, settings, [name for name in PLUGINS if name != gone])
    site = bytes_of(folder)
    if FEATURES[gone] == ("", ""):
        assert site == whole
    else:
        assert says(whole, FEATURES[gone])
        assert not says(site, FEATURES[gone])
    article = site[ARTICLE].decode()
    assert "Thứ Hai, 11/12/2023" in article
    assert 'alt="Đồi núi" width="16"' in article
    assert says_in_scripts(site, "speechSynthesis") is (gone != "plugins.toolbar")
    for page in read_pages(folder):
        assert page.html.rstrip().endswith("</html>"), page.address
        for link in page.links():
            target = target_of(link, page, folder)
            assert target is None or target.is_file(), f"{page.address} → {link}"


def test_without_checks_nothing_is_refused(tmp_path: Path, settings: dict[str, Any]) -> None:
    alone = [name for name in PLUGINS if name != "plugins.checks"]
    assert build(tmp_path / "1", settings, alone, FILES | FAULTY)[0].is_dir()
    with pytest.raises(ContentError):
        build(tmp_path / "2", settings, PLUGINS, FILES | FAULTY)


@pytest.mark.parametrize("gone", NEEDED)
def test_the_start_says_which_plugin_needs_the_one_that_is_missing(
    tmp_path: Path, settings: dict[str, Any], gone: str
) -> None:
    with pytest.raises(SettingError) as said:
        build(tmp_path, settings, [name for name in PLUGINS if name != gone])
    assert re.fullmatch(
        rf"PLUGINS: thiếu “{gone}”, mà (“[\w.]+”|giao diện \(THEME\)) cần; "
        rf"thêm dòng “{gone}”( vào trước dòng “[\w.]+”)?\.",
        str(said.value),
    )


@pytest.mark.parametrize("n", range(len(PLUGINS) - 1), ids=lambda n: "-".join(PLUGINS[n : n + 2]))
def test_neighbours_may_stand_the_other_way_or_the_start_says_why_not(
    tmp_path: Path, settings: dict[str, Any], whole: dict[str, bytes], n: int
) -> None:
    one, other = PLUGINS[n : n + 2]
    exchanged = [*PLUGINS[:n], other, one, *PLUGINS[n + 2 :]]
    if (one, other) in ORDERED:
        with pytest.raises(SettingError) as said:
            build(tmp_path, settings, exchanged)
        assert str(said.value) == (
            f"PLUGINS: “{other}” đứng trước “{one}” mà nó dùng; "
            f"chuyển dòng “{one}” lên trước dòng “{other}”."
        )
    else:
        assert bytes_of(build(tmp_path, settings, exchanged)[0]) == whole


def test_the_table_in_the_guide_is_that_of_the_contracts() -> None:
    guide = (ROOT / "docs" / "internals" / "contracts.md").read_text("utf-8")
    for name, contract in own_contracts().items():
        gives = ", ".join(f"`{each}`" for each in contract.gives)
        needs = [
            *(f"`{each}`" for each in contract.needs),
            *(f"*{each}*" for each in contract.uses),
        ]
        row = f"| {name.removeprefix('plugins.')} | {gives} | {', '.join(needs)} |"
        _, found, rest = guide.partition(f"\n{row.replace('|  |', '| |')} ")
        assert found, row
        assert rest.startswith("refused |") is (name in NEEDED), name


def test_every_field_of_the_portal_is_given_by_one_contract() -> None:
    given = Counter(name for each in [OWN, *own_contracts().values()] for name in each.gives)
    fields = {field.name for field in dataclasses.fields(Portal)}
    assert given.keys() >= fields
    assert set(given.values()) == {1}


def test_contracts_name_only_what_there_is(built: tuple[Path, dict[str, Any]]) -> None:
    settings = built[1]
    portal = portal_of(settings)
    known = {field.name for field in dataclasses.fields(Portal)} | portal.steps.keys()
    known |= settings["JINJA_GLOBALS"].keys() | settings["JINJA_FILTERS"].keys()
    known |= vars(portal.articles[0]).keys()
    contracts = [OWN, *own_contracts().values(), contract_of_theme(ROOT / "theme")]
    given = {name for each in contracts for name in each.gives}
    assert given <= known
    assert {name for each in contracts for name in (*each.needs, *each.uses)} <= given


PORTAL = re.compile(r"\bportal(?:_of\([\w.\[\]]*\))?\.(\w+)")


def read_of(plugin: str) -> Iterator[tuple[str, str]]:
    """File and field of each place where a plugin's code touches the portal."""
    for file in (ROOT / plugin.replace(".", "/")).glob("*.py"):
        if not file.name.startswith("test_"):
            code = file.read_text("utf-8").replace("from plugins.shared.portal", "")
            yield from ((file.name, name) for name in PORTAL.findall(code))


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_touches_no_field_that_its_contract_does_not_name(plugin: str) -> None:
    contract = own_contracts()[plugin]
    required = {
        field.name
        for field in dataclasses.fields(Portal)
        if field.default is field.default_factory is dataclasses.MISSING and not field.init
    }
    for file, name in read_of(plugin):
        assert name in (*OWN.gives, *contract.gives, *contract.needs, *contract.uses), file
        assert name not in required & {*contract.uses}, file


def test_the_theme_says_what_its_templates_cannot_do_without() -> None:
    folder = ROOT / "theme" / "templates"
    environment = Environment(loader=FileSystemLoader(folder))
    environment.filters["day"] = str  # Jinja looks for those of macros
    read: set[str] = set()
    for file in folder.rglob("*.html"):
        read |= meta.find_undeclared_variables(environment.parse(file.read_text("utf-8")))
    given = {name for each in own_contracts().values() for name in each.gives}
    needs = {*contract_of_theme(ROOT / "theme").needs}
    # These stand behind `is defined`, but for the last, which a page is given.
    guarded = {"toolbar", "opinion", "offline", "share_picture", "headings_of", "minutes_of"}
    assert (read & given) - needs == {*guarded, "pages"}
