"""`python3 run.py wheels` makes the wheels of all parts; the same code gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from plugins.shared.contract import STANDALONE
from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext
from tools.console import say
from tools.places import ROOT, SCRATCH, shown
from tools.wheels.parts import CORE_DISTRIBUTION, CORE_PACKAGE, CORE_SUMMARY, PARTS, Part
from tools.wheels.reach import ROOM, elsewhere_of, reach_of, room_of
from tools.wheels.sources import Distribution, lay_out

FOLDER = SCRATCH / "wheels"
CORE_README = Path(__file__).with_name("core.md")
# What the parts were tried with; a new major version of Pelican may change what they hold on to.
PELICAN = "pelican>=4.12,<5"
# The first second that a zip file can say.
EPOCH = "315532800"


def wheels(output: Path = FOLDER) -> int:
    output.mkdir(parents=True, exist_ok=True)
    for made in distributions(ROOT):
        say(shown(build_wheel(made, ROOT, output)))
    return 0


def distributions(root: Path) -> list[Distribution]:
    """Of all parts, and first that of what they share."""
    project = project_of(root)
    reaches = {part: reach_of([f"{ROOM}.{part.name}.{STANDALONE}"], root) for part in PARTS}
    rooms = {part.name for part in PARTS}
    modules = {module for reach in reaches.values() for module in reach}
    shared = tuple(sorted(module for module in modules if room_of(module) not in rooms))
    core = Distribution(
        CORE_DISTRIBUTION,
        CORE_PACKAGE,
        CORE_SUMMARY,
        CORE_README.read_text("utf-8"),
        shared,
        _requires(shared, root),
    )
    made = [core]
    for part in PARTS:
        own = tuple(sorted(module for module in modules if room_of(module) == part.name))
        others = {room_of(module) for module in reaches[part]} & (rooms - {part.name})
        wanted = [
            CORE_DISTRIBUTION,
            *(other.distribution for other in PARTS if other.name in others),
        ]
        made.append(
            Distribution(
                part.distribution,
                part.package,
                part.summary,
                _readme(part, root),
                own,
                (
                    *_requires(own, root),
                    *(f"{name}=={project['version']}" for name in wanted),
                ),
                part.keywords,
            )
        )
    return made


def build_wheel(made: Distribution, root: Path, output: Path) -> Path:
    """Raises PortalError with what the backend says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, made.name)
        folder.mkdir()
        lay_out(made, project_of(root), root, folder)
        told = subprocess.run(
            [sys.executable, "-m", "flit_core.wheel", str(folder), "--outdir", name],
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            cwd=name,
            capture_output=True,
            encoding="utf-8",
        )
        wheel = next(Path(name).glob("*.whl"), None)
        if told.returncode or wheel is None:
            reason = told.stderr.strip()
            raise PortalError(
                gettext("Không đóng gói được {name}: {reason}", name=made.name, reason=reason)
            )
        return Path(shutil.move(wheel, output / wheel.name))


def project_of(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def _readme(part: Part, root: Path) -> str:
    return (root / ROOM / part.name / "README.md").read_text("utf-8")


def _requires(modules: Iterable[str], root: Path) -> tuple[str, ...]:
    """The distributions that what `modules` import from elsewhere is installed from."""
    names = {**packages_distributions(), "pelican": [PELICAN]}  # a package that many add to
    return tuple(sorted(min(names[package]) for package in elsewhere_of(modules, root)))
