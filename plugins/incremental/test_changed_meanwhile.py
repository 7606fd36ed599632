"""Whatever is replaced while a build runs, no later build shows it under another's name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.support.edited_site import Draft, Place, assert_equal, new_place, photo
from tests.support.meanwhile import meanwhile

PHOTO, FILE, ARTICLE = "anh/0.jpg", "tep/a.txt", "tin-tuc/bai.md"
REPLACED = "vừa bị thay bằng tệp khác trong lúc dựng"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with new_place(tmp_path_factory.mktemp("caches")) as place:
        yield place


@pytest.fixture(scope="module")
def versions() -> count[int]:
    return count(10)


def version(number: int) -> dict[str, str | bytes]:
    """Of each file, of another size than the others', which pages tell."""
    draft = Draft(f"Bài {number}", picture="0.jpg", caption="Quýt", link=f"/{FILE}")
    return {
        PHOTO: photo(f"#{number}0", 10 + number),
        FILE: "Chữ. " * 300 * number,
        ARTICLE: draft.text(),
    }


@pytest.mark.parametrize(
    ("name", "replaced", "put_back"),
    [
        (PHOTO, "read", "never"),
        (PHOTO, "checked", "kept"),
        (PHOTO, "made", "never"),
        (FILE, "checked", "kept"),
        (FILE, "copied", "completed"),
        (ARTICLE, "checked", "kept"),
    ],
)
def test_what_is_replaced_while_a_build_runs_is_read_by_the_next(
    place: Place, versions: count[int], name: str, replaced: str, put_back: str
) -> None:
    """And so is what was there before, whenever it is put back."""
    for path, data in version(next(versions)).items():
        place.write(path, data, 0)
    other = version(next(versions))[name]
    file, aside = place.content / name, place.folder / "aside"

    def replace() -> None:
        file.rename(aside)
        place.write(name, other, 9)

    def restore() -> None:
        aside.replace(file)

    with meanwhile({replaced: replace, put_back: restore}):
        told = place.build()
    assert told == "" or REPLACED in told
    assert place.build() == ""
    if put_back == "never":
        restore()
        assert place.build() == ""
    assert_equal(place)
