"""Whoever reads a plugin reads it alone: no two import each other, by whatever way round."""

from __future__ import annotations

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tools.places import ROOT
from tools.wheels.imports import imports_of

Graph = dict[str, set[str]]
# Modules whose imports are left out.
EXCUSED = {
    # They name the types of all that plugins give one another.
    "plugins.shared.portal",
    "plugins.shared.body_facts",
    "plugins.shared.process_cache",
}


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of_modules() -> Graph:
    files = {
        module_of(file): file
        for file in sorted((ROOT / "plugins").rglob("*.py"))
        if not file.name.startswith(("test_", "testing", "conftest"))
    }
    return {
        name: {other for other in imports_of(file, ROOT) if other in files} - {name}
        for name, file in files.items()
        if name not in EXCUSED
    }


def imports_of_rooms() -> Graph:
    """A room is a folder of plugins/, or a file that lies there by itself."""
    graph: Graph = {}
    for name, others in imports_of_modules().items():
        graph.setdefault(room_of(name), set()).update(map(room_of, others))
    return {room: others - {room, "plugins"} for room, others in graph.items()}


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def circle_in(graph: Graph) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1]
        return circle
    return []


@pytest.mark.parametrize("imports", [imports_of_modules, imports_of_rooms])
def test_imports_go_in_no_circle(imports: Callable[[], Graph]) -> None:
    graph = imports()
    assert len(graph) > 20
    assert circle_in(graph) == []


def test_a_circle_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a/__init__.py": "from plugins.b import one",
        "b/__init__.py": "",
        "b/one.py": "def f():\n    from ..c.two import x",
        "c/two.py": "if TYPE_CHECKING:\n    import plugins.a",
    }
    for name, text in files.items():
        file = tmp_path / "plugins" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert set(circle_in(imports_of_modules())) == {"plugins.a", "plugins.b.one", "plugins.c.two"}
    assert set(circle_in(imports_of_rooms())) == {"plugins.a", "plugins.b", "plugins.c"}
