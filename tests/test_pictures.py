"""A reader on a slow line gets every illustration in a few kB, and it needs nothing else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "content" / "anh"
ILLUSTRATIONS = sorted(PICTURES.rglob("*.svg"))
MARKS = {"mark.svg": 400, "favicon.svg": 600}

RAW_LIMIT = 8192
BROTLI_LIMIT = 3072
SIZE = ("1600", "900", "0 0 1600 900")
# Text would be drawn in whatever font the reader has; the others run code or fetch something.
FORBIDDEN = frozenset(
    {"script", "style", "text", "tspan", "image", "foreignObject", "a", "animate", "set"}
)
REFERENCE = re.compile(r"url\(\s*['\"]?([^)'\"\s]*)")


def local(name: str) -> str:
    """The element's or attribute's name without its namespace."""
    return name.rpartition("}")[2]


def references(root: ET.Element) -> list[str]:
    """Everything that the drawing points to, in document order."""
    found: list[str] = []
    for element in root.iter():
        for name, value in element.attrib.items():
            if local(name) in {"href", "src"}:
                found.append(value)
            found += REFERENCE.findall(value)
    return found


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.fixture(params=ILLUSTRATIONS, ids=names(ILLUSTRATIONS))
def picture(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_there_are_illustrations_for_every_year_of_the_portal() -> None:
    assert {path.parent.name for path in ILLUSTRATIONS} >= {"2023", "2024", "2025", "2026"}


def test_illustration_stays_within_the_page_budget(picture: Path) -> None:
    data = picture.read_bytes()
    assert len(data) <= RAW_LIMIT
    assert len(brotli.compress(data)) <= BROTLI_LIMIT


def test_illustration_is_sixteen_by_nine(picture: Path) -> None:
    root = ET.parse(picture).getroot()
    assert local(root.tag) == "svg"
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == SIZE


def test_illustration_runs_no_code_and_carries_no_text(picture: Path) -> None:
    root = ET.parse(picture).getroot()
    used = {local(element.tag) for element in root.iter()}
    assert not used & FORBIDDEN
    attributes = {local(name) for element in root.iter() for name in element.attrib}
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on")]
    assert not "".join(root.itertext()).strip()


def test_illustration_refers_only_to_its_own_parts_and_names_none_in_vain(picture: Path) -> None:
    root = ET.parse(picture).getroot()
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert {f"#{name}" for name in ids} == set(references(root))


def test_illustration_has_a_background_of_its_own_in_dark_mode(picture: Path) -> None:
    root = ET.parse(picture).getroot()
    drawn = [element for element in root if local(element.tag) != "defs"]
    first = drawn[0]
    assert local(first.tag) == "rect"
    assert (first.get("width"), first.get("height")) == ("1600", "900")
    assert first.get("opacity") is None


@pytest.mark.parametrize(("name", "limit"), sorted(MARKS.items()))
def test_mark_is_small_enough_to_be_inlined(name: str, limit: int) -> None:
    data = (ROOT / "theme" / "static" / name).read_bytes()
    root = ET.fromstring(data)
    assert len(data) <= limit
    assert root.get("viewBox") == "0 0 64 64"
    assert {local(element.tag) for element in root.iter()} <= {"svg", "path", "rect", "circle"}
