"""Each rule finds what its examples say, word for word, and nothing in what is right."""

from __future__ import annotations

import importlib
import sys
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from plugins.checks.rules import FILE_RULES
from plugins.checks.rules.stray_spaces import ANY
from plugins.checks.text_edits import INVISIBLE
from plugins.frontmatter.encoding import CONTROL, TWICE_ENCODED
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.command import COMMAND
from plugins.vietnamese.look_alikes import LETTER
from plugins.vietnamese.text import COMBINING, is_plain, nfc

HERE = Path(__file__).parent
RULES = sorted(file.stem for file in (HERE / "rules").glob("[!_]*.py"))
SCHEMA = Schema(
    sections=(
        Section("tin-tuc", "Tin tức", "", ("Kinh tế", "Văn hóa - Xã hội")),
        Section("dinh-huong-du-luan", "Định hướng dư luận xã hội", kinds=("hoi-dap", "kiem-chung")),
    )
)


def examples(kind: str) -> list[Any]:
    found = []
    for rule in RULES:
        file = HERE / "examples" / f"{rule}.toml"
        for number, example in enumerate(tomllib.loads(file.read_text("utf-8"))[kind], 1):
            found.append(pytest.param(rule, example, id=f"{rule}-{number}"))
    return found


def found_by(rule: str, example: dict[str, Any]) -> list[str]:
    """The rule's problems as printed, without the path. `bytes`: hex, else `text` in UTF-8."""
    data = bytes.fromhex(example["bytes"]) if "bytes" in example else None
    path = example.get("path", "content/tin-tuc/bai.md")
    text = example.get("text", "").removeprefix("\n")
    article = parse(path, data if data is not None else text.encode(), SCHEMA)
    module = importlib.import_module(f"plugins.checks.rules.{rule}")
    return [str(problem).removeprefix(f"{path}:") for problem in sorted(module.check(article))]


@pytest.mark.parametrize(("rule", "example"), examples("valid"))
def test_nothing_is_found_in_what_is_right(rule: str, example: dict[str, Any]) -> None:
    assert found_by(rule, example) == []


@pytest.mark.parametrize(("rule", "example"), examples("faulty"))
def test_the_fault_is_named_with_place_and_remedy(rule: str, example: dict[str, Any]) -> None:
    told = [text.strip("\n") for text in example["problems"]]
    assert found_by(rule, example) == [text.replace("python3 run.py", COMMAND) for text in told]


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert len(FILE_RULES) == len(RULES)
    for rule in RULES:
        table = tomllib.loads((HERE / "examples" / f"{rule}.toml").read_text("utf-8"))
        assert table["valid"], rule
        assert table["faulty"], rule


def test_no_rule_about_letters_has_anything_to_say_of_a_plain_text() -> None:
    looked_for = (CONTROL, COMBINING, TWICE_ENCODED, LETTER, INVISIBLE, ANY)
    plain = [char for char in map(chr, range(sys.maxunicode + 1)) if is_plain(char)]
    assert {*"aZ09#*[]“”…–ếẶđƯ \n"} <= {*plain}
    for pair in map("".join, product(plain, repeat=2)):
        assert nfc(pair) == pair
        if is_plain(pair):
            assert not any(pattern.search(pair) for pattern in looked_for)
