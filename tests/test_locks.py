"""The locks name every package that is needed, by hash, and no test's for who runs no tests."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import run
from tools.places import ROOMS, ROOT

ENTRY = re.compile(r"^([\w.-]+)==([^ ;]+)(?: ; [^\\]+)? \\\n +--hash=sha256:", re.MULTILINE)
# What measures is run where the tests are.


def _entries(lock: Path) -> set[tuple[str, str]]:
    """Names and versions of what is installed by hash."""
    return set(ENTRY.findall(lock.read_text("utf-8")))


def _names(lock: Path) -> set[str]:
    return {name for name, _ in _entries(lock)}


def test_each_lock_holds_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    running = project["project"]["dependencies"]
    for lock, wanted in (
        (run.LOCK_FILE, running),
        (run.TEST_LOCK_FILE, running + project["dependency-groups"]["test"]),
    ):
        names = {re.split(r"[\[=<>~; ]", requirement)[0].lower() for requirement in wanted}
        assert names <= _names(lock), f"make {lock.name} anew: see README.md"
        pinned = re.findall(r"^[\w.-]+==", lock.read_text("utf-8"), re.MULTILINE)
        assert len(pinned) == len(_entries(lock))


def test_the_lock_of_tests_holds_the_other_in_the_same_versions() -> None:
    assert _entries(run.LOCK_FILE) < _entries(run.TEST_LOCK_FILE)


def test_who_edits_serves_or_publishes_installs_no_test_package() -> None:
    tests = _names(run.TEST_LOCK_FILE) - _names(run.LOCK_FILE)
    assert {"cryptography", "moto", "playwright", "pytest"} <= tests
    modules = {name.replace("-", "_") for name in tests}
    files = [
        file
        for folder in ROOMS
        for file in (ROOT / folder).rglob("*.py")
        if not file.name.startswith(("test_", "testing", "conftest"))
    ]
    for file in [ROOT / "run.py", ROOT / "tasks.py", ROOT / "pelicanconf.py", *files]:
        imported = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(file.read_bytes()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
            )
        }
        assert not imported & modules, f"{file} needs {imported & modules}"


@pytest.mark.parametrize("lock", [run.LOCK_FILE, run.TEST_LOCK_FILE])
def test_a_lock_names_no_machine_and_no_index(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert not re.search(r"(^|\s)/\w", text)
