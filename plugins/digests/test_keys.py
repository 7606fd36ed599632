"""Whatever a page is made with, a page is made anew when it changes; where nobody can tell, all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial, wraps
from pathlib import Path

import pytest

from plugins.digests.keys import _by_name
from plugins.digests.values import Digester, NoStableDigestError
from tests.support.edited_code import KINDS, add_code, edit_code
from tests.support.edited_site import Draft, Place, assert_equal, new_place
from tools.build import build

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


class Own:
    def method(self) -> str:
        return "a"


def named(text: str) -> str:
    return text


@wraps(named)
def renamed(text: str) -> str:
    return text * 2


def made(number: int) -> Callable[[str], str]:
    @wraps(named)
    def inner(text: str) -> str:
        return text * number

    return inner


exec(compile("def executed(text): return text", "/nowhere.py", "exec"))


@pytest.mark.parametrize("value", [named, Own, Own.method, sorted, str, {"a": [named]}, ("a", 1)])
def test_what_its_name_leads_to_is_known_by_it(value: object) -> None:
    Digester().digest(_by_name(value))


@pytest.mark.parametrize(
    "value",
    [lambda text: text, made(2), renamed, Own().method, partial(named), globals()["executed"]],
    ids=["lambda", "closure", "name of another", "method", "partial", "exec"],
)
def test_what_no_name_leads_to_is_not_known(value: object) -> None:
    with pytest.raises(NoStableDigestError):
        Digester().digest(_by_name({"filter": value}))


def test_a_function_without_a_name_is_told_and_all_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_place(tmp_path) as place:
        place.write("tin-tuc/bai.md", Draft().text(), 0)
        place.values["more"] = 'JINJA_FILTERS = {"keu": lambda text: text}\n'
        assert build(place.content, place.output, settings_file=place.settings_file()) == 0
        place.forget_code()
        assert (place.output / PAGE).is_file()
    told = capsys.readouterr().err
    assert "Mỗi lần dựng đều làm lại mọi trang, vì thiết lập JINJA_FILTERS: conf.<lambda>" in told
    assert "không so được với lần trước; hãy viết nó thành một hàm có tên (def)" in told
