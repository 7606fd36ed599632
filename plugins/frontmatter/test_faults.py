"""Each mistake that editors make with a file or its head is told once, in words they can use."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from plugins.checks.testing import check_file
from plugins.frontmatter.schema import Schema, Section, Topic
from plugins.shared.command import COMMAND

FAULTS = [
    fault
    for name in ("faults.toml", "opinion_faults.toml")
    for fault in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["fault"]
]
PATH = "content/tin-tuc/bai.md"
SCHEMA = Schema(
    sections=(
        Section("tin-tuc", "Tin tức", "", ("Xây dựng Đảng", "Kinh tế", "Văn hóa - Xã hội")),
        Section(
            "dinh-huong-du-luan",
            "Định hướng dư luận xã hội",
            categories=("Nhận biết tin giả",),
            kinds=("hoi-dap", "kiem-chung"),
            topics=(Topic("Định danh điện tử VNeID"), Topic("Mưa lớn, lũ quét, sạt lở đất")),
        ),
    )
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"].replace(" ", "-"))
def test_the_fault_is_told_in_these_words(fault: dict[str, Any]) -> None:
    data = bytes.fromhex(fault["bytes"]) if "bytes" in fault else fault["text"].encode()
    found = check_file(PATH, data, SCHEMA).problems
    told = [str(problem).removeprefix(f"{PATH}:") for problem in found]
    wanted = [text.strip("\n") for text in fault["problems"]]
    assert told == [text.replace("python3 run.py", COMMAND) for text in wanted]


def test_every_message_names_what_was_read_and_what_to_do() -> None:
    for fault in FAULTS:
        for told in fault["problems"]:
            assert "\n    → " in told, fault["name"]
            assert told.strip().split(": ")[2][0].islower() or "“" in told, fault["name"]
    assert len(FAULTS) >= 30
