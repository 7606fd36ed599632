"""The figures that the documents show are the medians, and a missed goal is called so."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from benchmarks.support.chart import BAR_WIDTH, LABEL_WIDTH, chart
from benchmarks.support.report import STEPS, Taken, as_json, goals_of, medians, table

TAKEN = [
    Taken("body", 9.0, 100, 1, 7, 6),
    Taken("body", 1.0, 100, 1, 5, 4),
    Taken("body", 2.0, 100, 1, 6, 5),
    Taken("without", 150.0, 540, 15600, 18000, 18000),
    Taken("cold", 30.0, 500, 15600, 18000, 18000),
    Taken("new", 5.5, 300, 39, 90, 88),
    Taken("hugo-cold", 36.0, 1000),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_the_median_of_the_rounds_counts() -> None:
    found = medians(TAKEN)
    assert found["body"] == Taken("body", 2.0, 100, 1, 6, 5)
    assert list(found) == ["without", "cold", "body", "new", "hugo-cold"]


def test_each_goal_is_compared_with_what_it_names() -> None:
    reached = {
        (one.goal.step, one.goal.figure, one.goal.base): (round(one.value, 4), one.met)
        for one in goals_of(medians(TAKEN))
    }
    assert reached == {
        ("cold", "cpu", "without"): (0.2, True),
        ("body", "cpu", "without"): (0.0133, True),
        ("new", "cpu", "without"): (0.0367, True),
        ("new", "pages", ""): (39, True),
        ("cold", "memory", ""): (500, False),
    }


def test_the_table_names_every_step_and_says_which_goal_is_missed() -> None:
    told = table(medians(TAKEN))
    for step in ("without", "cold", "body", "new", "hugo-cold"):
        assert STEPS[step] in told
    assert (
        "Sửa thân một bài, CPU so với “Dựng toàn bộ, không có plugin”: 1/75 (cần 1/30): đạt" in told
    )
    assert "Dựng lần đầu, RAM: 500 (cần 450): chưa đạt" in told


def test_json_holds_the_medians_the_goals_and_every_round() -> None:
    read = json.loads(as_json({"articles": 10}, TAKEN))
    assert read["articles"] == 10
    assert [one["step"] for one in read["medians"]] == list(medians(TAKEN))
    assert len(read["taken"]) == len(TAKEN)
    assert {
        "step": "new",
        "figure": "pages",
        "limit": 39,
        "base": "",
        "value": 39,
        "met": True,
    } in (read["goals"])


def test_a_longer_bar_stands_for_more_seconds() -> None:
    found = medians(TAKEN)
    drawn = ElementTree.fromstring(chart(found, 10_000))
    bars = [bar for bar in drawn.iter(f"{SVG}rect") if bar.get("x") == str(LABEL_WIDTH)]
    lengths = {step: float(bar.get("width", "")) for step, bar in zip(found, bars, strict=True)}
    order = sorted(found, key=lambda step: found[step].cpu)
    assert sorted(lengths, key=lambda step: lengths[step]) == order
    assert max(lengths.values()) <= BAR_WIDTH
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {STEPS[step] for step in found} < set(texts)
    assert "150,00" in texts
    assert "10.000" in str(drawn.findtext(f"{SVG}title"))
