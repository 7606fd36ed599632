"""Whoever follows docs/contributing/ to the letter gets what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools.console import python_environment
from tools.places import ROOMS, ROOT

BLOCK = re.compile(r"^```(python|toml|diff) (\S+)\n(.+?)^```$", re.M | re.S)
CONTENT = {"content/tin-tuc/a.md": "title: Bài thử\ndate: 11/12/2023\n\nKhẩn cấp!!!\n"}
CODE = (*ROOMS, "tests", "docs", "pelicanconf.py", "tasks.py", "conftest.py")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "looks")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    for name, text in CONTENT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def follow(checkout: Path, guide: str) -> None:
    """Writes each new file, and changes others as the diffs say: their lines may have moved."""
    text = (ROOT / "docs/contributing" / guide).read_text("utf-8")
    for kind, name, block in BLOCK.findall(text):
        file = checkout / name
        if kind == "diff":
            before, after = (sides(block, sign) for sign in "-+")
            assert file.read_text("utf-8").count(before) == 1, (name, before)
            file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
        else:
            assert not file.exists(), name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block, "utf-8")


def sides(diff: str, sign: str) -> str:
    """The lines before (`-`) or after (`+`) a change."""
    lines = diff.splitlines(keepends=True)
    return "".join(line[1:] for line in lines if line[0] in (" ", sign))


def ran(checkout: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        env=python_environment() | {"PYTHONPATH": str(checkout)},
        cwd=checkout,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def passed(told: subprocess.CompletedProcess[str]) -> bool:
    return told.returncode == 0 and " passed" in told.stdout


def test_the_first_rule_speaks_and_passes_its_examples(checkout: Path) -> None:
    follow(checkout, "first-rule.md")
    told = ran(
        checkout, "pytest", "-q", "-n", "0", "plugins/checks/test_rules.py", "-k", "shouting"
    )
    assert passed(told), told.stdout
    told = ran(checkout, "tools.cli", "check")
    assert "content/tin-tuc/a.md:4:9: cảnh báo: “!!!” là lời hô" in told.stdout
    told = ran(checkout, "tools.catalogues")
    assert told.returncode == 1
    assert "plugins.po: {shout} là lời hô" in told.stdout
    assert told.stdout.count("\n") == 2


def test_the_first_change_of_a_page_is_seen(checkout: Path) -> None:
    follow(checkout, "first-template.md")
    told = ran(checkout, "tools.cli", "build")
    assert told.returncode == 0, told.stderr
    page = (checkout / "output/tin-tuc/2023/12/index.html").read_text("utf-8")
    assert "1 bài trong tháng" in page


def test_the_first_plugin_counts_and_keeps_its_contract(checkout: Path) -> None:
    follow(checkout, "first-plugin.md")
    named = ("plugins/word_count", "tests/test_contracts.py", "-k", "word or table or fields")
    told = ran(checkout, "pytest", "-q", "-n", "0", *named)
    assert passed(told), told.stdout
    told = ran(checkout, "tools.cli", "build", "--verify")
    assert told.returncode == 0, told.stderr
    page = (checkout / "output/tin-tuc/2023/12/a/index.html").read_text("utf-8")
    assert "2 chữ" in page


def test_pre_commit_has_the_ruff_of_the_lock() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    lock = (ROOT / "requirements-test.lock").read_text("utf-8")
    versions = set(re.findall(r"ruff==[\d.]+", hooks))
    assert versions == set(re.findall(r"^ruff==[\d.]+", lock, re.M))


@pytest.mark.parametrize(
    "file", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda file: file.name
)
def test_what_the_workflow_and_the_forms_name_is_there(file: Path) -> None:
    known = yaml.safe_load(file.read_text("utf-8"))
    assert known["name"]
    words = re.findall(r"(?:[\w.-]+/)+[\w.-]+\.py|[A-Z]+\.md|\.ci/run", file.read_text("utf-8"))
    assert [word for word in words if not (ROOT / word).exists()] == []
