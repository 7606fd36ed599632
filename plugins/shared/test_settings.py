"""Whoever misspells a setting reads its name, what stood there and what is expected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.shared.settings import SettingError, read_settings


@dataclass(frozen=True)
class Contact:
    label: str
    href: str | None = None


@dataclass(frozen=True)
class Example:
    count: int
    on: bool = False
    width: int | str = 0
    contacts: tuple[Contact, ...] = ()
    lead: Contact | None = None
    sizes: list[int] = field(default_factory=list)
    words: tuple[str, ...] | None = None
    colours: dict[str, int] = field(default_factory=dict)


def test_nested_tables_and_lists_become_dataclasses() -> None:
    values = {
        "count": 3,
        "width": "auto",
        "contacts": [{"label": "Thư", "href": None}, {"label": "Máy", "href": "tel:1"}],
        "lead": {"label": "Đầu"},
        "sizes": (1, 2),
        "words": ["a", "b"],
        "colours": {"đỏ": 1},
    }
    assert read_settings(Example, values, "VÍ_DỤ") == Example(
        count=3,
        width="auto",
        contacts=(Contact("Thư"), Contact("Máy", "tel:1")),
        lead=Contact("Đầu"),
        sizes=[1, 2],
        words=("a", "b"),
        colours={"đỏ": 1},
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"count": True}, ["VÍ_DỤ.count", "True", "số nguyên"]),
        ({"count": "3"}, ["VÍ_DỤ.count", "'3'", "số nguyên"]),
        ({"count": None}, ["VÍ_DỤ.count", "None"]),
        ({"count": 1, "on": 1}, ["VÍ_DỤ.on", "1", "True hoặc False"]),
        (
            {"count": 1, "width": False},
            ["VÍ_DỤ.width", "False", "số nguyên, không có dấu nháy, hoặc chữ"],
        ),
        ({"count": 1, "contacts": "Thư"}, ["VÍ_DỤ.contacts", "'Thư'"]),
        (
            {"count": 1, "contacts": [{"label": 1}]},
            ["VÍ_DỤ.contacts[0].label", "chữ trong dấu nháy"],
        ),
        ({"count": 1, "contacts": [{"label": "a"}, {}]}, ["VÍ_DỤ.contacts[1]", "thiếu", "label"]),
        ({"count": 1, "contacts": [{"label": "a", "herf": ""}]}, ["[0]", "“herf”", "“href”"]),
        ({"count": 1, "lead": {"label": 1}}, ["VÍ_DỤ.lead"]),
        ({"count": 1, "sizes": [1, True]}, ["VÍ_DỤ.sizes[1]", "True"]),
        ({"count": 1, "words": [1]}, ["VÍ_DỤ.words"]),
        ({"count": 1, "colours": {"đỏ": "1"}}, ["VÍ_DỤ.colours.đỏ", "'1'"]),
        ({"cuont": 1}, ["“cuont”", "Có phải là “count”?"]),
        ({"count": 1, "xyz": 1}, ["“xyz”", "Các tên có", "colours"]),
        ({"on": True}, ["thiếu", "count"]),
        (["count"], ["VÍ_DỤ", "['count']"]),
        (None, ["VÍ_DỤ", "None"]),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_read(values: Any, named: list[str]) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(Example, values, "VÍ_DỤ")
    for part in named:
        assert part in str(caught.value)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = [*Example.__dataclass_fields__, "cuont"]


@given(st.dictionaries(st.sampled_from(NAMES), JUNK) | JUNK)
def test_any_value_is_read_as_typed_or_refused_with_a_sentence(values: Any) -> None:
    try:
        read = read_settings(Example, values, "VÍ_DỤ")
    except SettingError as wrong:
        sentence = str(wrong)
    else:
        assert type(read.count) is int
        assert type(read.on) is bool
        assert all(isinstance(contact, Contact) for contact in read.contacts)
        assert all(type(size) is int for size in read.sizes)
        return
    assert sentence.startswith("VÍ_DỤ")
