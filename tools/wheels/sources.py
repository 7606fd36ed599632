"""The code of a distribution as the build backend takes it, with the names that others import."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.shared.contract import STANDALONE
from tools.wheels.parts import CORE_PACKAGE, PARTS, Part
from tools.wheels.reach import ROOM, file_of, room_of

# What plugins read besides code; the README is in the metadata.
DATA = ("*.css", "*.js", "*.html", "*.json", "strings.*.toml", "plugins.mo")
NOT_PACKED = ("test_", "testing", "conftest")
EMPTY = '"""Its modules are imported one by one."""\n'


@dataclass(frozen=True)
class Distribution:
    """name: on PyPI; package: what its folder is imported as; modules: of plugins/, by name.

    readme: its text; requires: of other distributions, as metadata names them.
    """

    name: str
    package: str
    summary: str
    readme: str
    modules: tuple[str, ...]
    requires: tuple[str, ...]
    keywords: tuple[str, ...] = ()


def renamed(code: str) -> str:
    """`plugins.captions` becomes `pelican.plugins.portal_captions`, `plugins.shared` a module of
    the core; in strings and comments too."""
    return re.sub(
        r"(?<![\w.])plugins\.(\w+)", lambda found: _package_of(found[1]), code, flags=re.ASCII
    )


def _package_of(room: str) -> str:
    packages: Mapping[str, str] = {part.name: part.package for part in PARTS}
    return packages.get(room, f"{CORE_PACKAGE}.{room}")


def lay_out(made: Distribution, project: Mapping[str, object], root: Path, folder: Path) -> None:
    """Writes into `folder`, which is empty. project: the table of pyproject.toml."""
    part = next((part for part in PARTS if part.distribution == made.name), None)
    for module in made.modules:
        source = file_of(module, root)
        _write(folder / _place_of(source, root, part), renamed(source.read_text("utf-8")))
    for room in sorted({room_of(module) for module in made.modules}):
        for source in data_of(root / ROOM / room):
            target = folder / _place_of(source, root, part)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    _fill_packages(folder / made.package.split(".")[0], part)
    (folder / "README.md").write_text(made.readme, "utf-8")
    (folder / "LICENSE").write_bytes((root / "LICENSE").read_bytes())
    (folder / "pyproject.toml").write_text(pyproject_of(made, project), "utf-8")


def data_of(room: Path) -> Iterable[Path]:
    return sorted(
        file
        for pattern in DATA
        for file in room.rglob(pattern)
        if file.is_file() and not file.name.startswith(NOT_PACKED)
    )


def pyproject_of(made: Distribution, project: Mapping[str, object]) -> str:
    """Strings and lists of TOML are written as JSON writes them."""
    fields = {
        "name": made.name,
        "version": project["version"],
        "description": made.summary,
        "readme": "README.md",
        "license": project["license"],
        "license-files": ["LICENSE"],
        "requires-python": project["requires-python"],
        "keywords": ["pelican", *made.keywords],
        "classifiers": [
            "Framework :: Pelican",
            "Framework :: Pelican :: Plugins",
            "Natural Language :: English",
            "Natural Language :: Vietnamese",
            "Programming Language :: Python :: 3",
            "Topic :: Internet :: WWW/HTTP :: Dynamic Content",
        ],
        "dependencies": list(made.requires),
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(
        [
            "[build-system]",
            'requires = ["flit_core>=4"]',
            'build-backend = "flit_core.buildapi"',
            "",
            "[project]",
            *lines,
            "",
            "[tool.flit.module]",
            f"name = {json.dumps(made.package)}",
            "",
        ]
    )


def _place_of(source: Path, root: Path, part: Part | None) -> Path:
    """Inside the distribution's folder; a part's standalone.py is its package."""
    room, *rest = source.relative_to(root / ROOM).parts
    if part and rest == [f"{STANDALONE}.py"]:
        rest = ["__init__.py"]
    return Path(*_package_of(room).split("."), *rest)


def _fill_packages(folder: Path, part: Part | None) -> None:
    """Every folder with code is a package; `pelican` and `pelican.plugins` are those of Pelican."""
    for code in sorted(folder.rglob("*.py")):
        for place in code.relative_to(folder).parents:
            is_others = part is not None and len(place.parts) < 2
            if not is_others and not (folder / place / "__init__.py").exists():
                _write(folder / place / "__init__.py", EMPTY)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
