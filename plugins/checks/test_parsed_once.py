"""What was checked is what is shown: an article that changed is parsed once in a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from plugins.frontmatter import parsed
from plugins.frontmatter.encoding import decode
from plugins.shared.problems import Problem
from tests.support.edited_site import Draft, Place, assert_equal, new_place
from tests.support.meanwhile import meanwhile

ONE, TWO = "tin-tuc/mot.md", "tin-tuc/hai.md"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with new_place(tmp_path_factory.mktemp("caches")) as place:
        place.values["checks"] = str(place.folder / "checks")
        yield place


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    counted: Counter[str] = Counter()

    def counting(data: bytes, path: str) -> tuple[str, list[Problem]]:
        counted[path.partition("/")[2]] += 1
        return decode(data, path)

    monkeypatch.setattr(parsed, "decode", counting)
    return counted


def test_only_what_changed_is_parsed_and_only_once(place: Place, count: Counter[str]) -> None:
    for path in (ONE, TWO):
        place.write(path, Draft(path).text(), 0)
    assert place.build() == ""
    assert (count[ONE], count[TWO]) == (1, 1)
    count.clear()
    place.write(ONE, Draft("Bài khác").text(), 1)
    assert place.build() == ""
    assert count == {ONE: 1}


def test_what_is_shown_was_checked_though_it_is_replaced_meanwhile(place: Place) -> None:
    """And the next build shows what is there by then."""
    place.write(ONE, Draft("Bài được kiểm tra").text(), 2)
    with meanwhile({"checked": lambda: place.write(ONE, "Tiêu đề: hỏng\n", 3)}):
        assert place.build() == ""
    pages = [file.read_text("utf-8") for file in (place.output / "tin-tuc").rglob("index.html")]
    assert any("Bài được kiểm tra" in page.replace("&nbsp;", " ") for page in pages)
    assert ONE in place.build()
    place.write(ONE, Draft("Bài mới nhất").text(), 4)
    assert place.build() == ""
    assert_equal(place)
