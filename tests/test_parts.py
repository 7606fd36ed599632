"""Others install features of this portal as plugins, from wheels that one command makes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from PIL import Image

from conftest import PageMaker, served
from tests.support.bare_site import BareSite, quickstart, read_wheel
from tests.support.barriers import SCRIPT
from tools.places import ROOT
from tools.wheels.command import project_of, wheels
from tools.wheels.parts import CORE_DISTRIBUTION, PARTS, Part

# The portal's own: no part may need them.
PORTAL = ("portal.py", "contract.py")

each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    assert wheels(folder) == 0
    return folder


def wheel_of(folder: Path, distribution: str) -> Path:
    (found,) = folder.glob(f"{distribution.replace('-', '_')}-*.whl")
    return found


def test_the_same_code_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    wheels(tmp_path)
    bytes_of = [
        {file.name: file.read_bytes() for file in at.iterdir()} for at in (folder, tmp_path)
    ]
    assert bytes_of[0] == bytes_of[1]
    assert len(bytes_of[0]) == len(PARTS) + 1


@each_part
def test_a_wheel_says_what_it_is(folder: Path, part: Part) -> None:
    raw = read_wheel(wheel_of(folder, part.distribution)).read_text("METADATA") or ""
    told = Metadata.from_email(raw)
    assert str(told.version) == project_of(ROOT)["version"]
    assert told.license_expression == "AGPL-3.0-or-later"
    assert "Framework :: Pelican :: Plugins" in (told.classifiers or [])
    needs = [str(each) for each in told.requires_dist or []]
    assert f"{CORE_DISTRIBUTION}=={told.version}" in needs
    assert f"# {part.distribution}\n" in (told.description or "")
    assert f"pip install {part.distribution}\n" in (told.description or "")
    assert f'PLUGINS = ["{part.module}"]' in (told.description or "")


def test_a_wheel_carries_nothing_of_the_portal_or_of_tests(folder: Path) -> None:
    for file in folder.iterdir():
        for name in zipfile.ZipFile(file).namelist():
            base = name.rpartition("/")[2]
            assert base not in PORTAL, name
            assert not base.startswith(("test_", "conftest", "testing")), name


def test_no_module_names_the_project_that_it_comes_from(folder: Path) -> None:
    for file in folder.iterdir():
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                if name.endswith(".py"):
                    code = packed.read(name).decode()
                    assert "from plugins" not in code, name
                    assert '"plugins.' not in code, name


@each_part
def test_a_part_can_be_imported_alone(parts_python: Path, part: Part) -> None:
    code = f"import {part.package} as part; assert part.register"
    subprocess.run([parts_python, "-c", code], check=True)


@each_part
def test_what_a_part_says_to_readers_it_says_in_both_languages(part: Part) -> None:
    folder = ROOT / "plugins" / part.name
    assert (folder / "strings.en.toml").is_file() == (folder / "strings.vi.toml").is_file()


def named(folder: Path, plugin: str) -> BareSite:
    """A site that names a folder of this project, with its venv's program."""
    site = quickstart(folder / "site", Path(sys.executable))
    site.set(f"PLUGIN_PATHS = [{str(ROOT)!r}]\nPLUGINS = [{plugin!r}]")
    site.write("a.md", 'Title: A\nDate: 2023-12-11\n\n![Alt](a.jpg "Said. Photo: Ann")\n')
    return site


@pytest.mark.parametrize("name", ["captions", "toolbar"])
def test_the_portals_own_way_is_refused_elsewhere_with_what_to_write(
    tmp_path: Path, name: str
) -> None:
    told = named(tmp_path, f"plugins.{name}").tried()
    assert told.returncode == 1
    assert f"“plugins.{name}.standalone” thay cho “plugins.{name}”" in " ".join(told.stdout.split())


def test_a_folder_of_the_project_may_be_named_without_a_wheel(tmp_path: Path) -> None:
    site = named(tmp_path, "plugins.captions.standalone")
    site.build()
    assert '<figure class="photo"><img' in site.page("a.html")


ARTICLE = """Title: Hills
Date: 11/12/2023

A lead of some words.

![A hill]({static}/images/hill.jpg "Evening over the hills. Photo: Ann")

Table: Heights

| Hill | m |
|---|---:|
| One | 300 |
"""
# What the parts have made of a page.
MADE = (".toolbar", "figure.photo", "figure.table")
BARRIERS = """parts => axe.run({ include: parts.map(part => [part]) }).then(found =>
  found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html)}`))"""


@pytest.mark.long
@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_all_parts_work_in_one_site_without_a_line_of_settings(
    tmp_path: Path, parts_python: Path, page_of: PageMaker, theme: str
) -> None:
    site = quickstart(tmp_path / "site", parts_python, theme=theme)
    picture = io.BytesIO()
    Image.new("RGB", (1200, 800), (90, 120, 90)).save(picture, "JPEG")
    site.write("images/hill.jpg", picture.getvalue())
    site.write("hills.md", ARTICLE)
    site.build()
    told = site.tried("--print-settings", "PLUGINS")
    assert all(part.package in told.stdout for part in PARTS)
    with served(site.output) as address:
        # That theme asks for files that it has not.
        expected = ("404",) if theme == "notmyidea" else ()
        page = page_of(base_url=address, width=320, expected=expected)
        page.goto("/hills.html")
        assert "2023-12-11T00:00:00" in page.content()
        assert page.locator("figure.photo picture source").count() > 0
        assert page.locator("figure.photo .credit").inner_text() == "Photo: Ann"
        page.locator(".toolbar summary").click()
        page.evaluate(SCRIPT)
        assert page.evaluate(BARRIERS, [*MADE]) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320 or theme != "simple"
