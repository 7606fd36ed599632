"""Whatever a page is made with, a page is made anew when it changes; where nobody can tell, all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.edited_code import KINDS, add_code, edit_code
from tests.edited_site import Draft, Place, assert_equal, new_place

PAGE = "tin-tuc/2024/02/bai/index.html"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with new_place(tmp_path_factory.mktemp("shared")) as place:
        place.write("tin-tuc/bai.md", Draft().text(), 0)
        add_code(place)
        assert place.build() == ""
        words = [word.replace("-WORD", "-0") for _, _, word in KINDS.values()]
        assert [word for word in words if word not in shown(place)] == []
        yield place


def shown(place: Place) -> str:
    return (place.output / PAGE).read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_shows_at_the_next_build(place: Place, kind: str) -> None:
    word = edit_code(place, kind, 1)
    assert word not in shown(place)
    assert place.build() == ""
    assert word in shown(place)


def test_all_of_it_is_as_in_a_clean_build(place: Place) -> None:
    assert_equal(place)
