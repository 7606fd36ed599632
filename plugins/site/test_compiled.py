"""However the cache of compiled templates is damaged, pages are rendered, and as they should be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.site.compiled import StoredTemplates
from tests.support.meddling import DAMAGES

TEMPLATES = {"a.html": "{% for n in range(3) %}{{ n }} {{ word }}|{% endfor %}"}
PAGE = "0 x|1 x|2 x|"


def rendered(folder: Path) -> str:
    """As in a process of its own."""
    environment = Environment(loader=DictLoader(TEMPLATES), bytecode_cache=StoredTemplates(folder))
    return environment.get_template("a.html").render(word="x")


def compiled(folder: Path) -> bool:
    """Whether the next one has to compile."""
    compile_ = Environment.compile
    made: list[object] = []

    def noting(self: Environment, *given: object, **named: object) -> object:
        made.append(given)
        return compile_(self, *given, **named)  # type: ignore[call-overload]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", noting)
        assert rendered(folder) == PAGE
    return bool(made)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert compiled(tmp_path / "templates")
    assert not compiled(tmp_path / "templates")


def test_any_changed_byte_has_it_compiled_anew(tmp_path: Path) -> None:
    """Python's loader of code would end the process at some of them."""
    assert rendered(tmp_path) == PAGE
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    for place in range(0, len(data), 7):
        file.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        assert rendered(tmp_path) == PAGE
        assert file.read_bytes() == data


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_replaced_by_something_else_is_not_used(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    assert rendered(tmp_path / "templates") == PAGE
    damage(next((tmp_path / "templates").iterdir()))
    assert rendered(tmp_path / "templates") == PAGE
    assert not compiled(tmp_path / "templates")


def test_a_file_in_the_place_of_the_folder_makes_way(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("một tệp")
    assert rendered(tmp_path / "templates") == PAGE
    assert not compiled(tmp_path / "templates")
