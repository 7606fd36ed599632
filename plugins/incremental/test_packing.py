"""What was read of an article is the same after it was kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from markupsafe import Markup

from plugins.frontmatter.kinds import Claim, Correction, Evidence, Question
from plugins.frontmatter.schema import Head
from plugins.incremental.packing import pack, unpack
from plugins.problems import Problem
from plugins.vietnamese.dates import VIETNAM

DAY = datetime(2023, 12, 11, 8, 30, tzinfo=VIETNAM)
HEADS = [
    Head("Bài"),
    Head("Bài", DAY, has_time=True, modified=DAY, tags=("Tết", "quýt"), aliases=("/a.aspx",)),
    Head("Bài", datetime(2023, 12, 11, tzinfo=UTC), focus=(50, 30), order=2, minor=True),
    Head("Hỏi", DAY, kind="hoi-dap", question=Question("Vì sao?", DAY, "xã", "cho-tra-loi")),
    Head(
        "Sai",
        DAY,
        kind="kiem-chung",
        claim=Claim("Có.", DAY, "sai", (Evidence("Báo", "https://bao.vn/", DAY),)),
        corrections=(Correction(DAY, "51", "546"),),
    ),
]
VALUES: list[Any] = [
    *("chữ", b"", None, True, 5, 2.5, (), ("a", ("b",)), ["a"], {"a": 1}, {"a"}),
    *(Markup("<b>"), [Markup("<b>")], DAY, Problem("a.md", 1, 1, "error", "a", "b")),
]


@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_as_it_was_read(head: Head) -> None:
    assert unpack(pack({"head": head, "title": "Bài"})) == {"head": head, "title": "Bài"}


@pytest.mark.parametrize("value", VALUES)
def test_a_value_keeps_its_type(value: Any) -> None:
    back = unpack(pack({"plain": "chữ", "value": value}))["value"]
    assert (back, repr(back)) == (value, repr(value))
