"""Who calls a function of another room reads there what it takes and gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tools.places import ROOT

ROOMS = ("desk", "importing", "plugins", "tools")
LEAST = 0.9
Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def trees(room: str) -> Iterator[ast.Module]:
    for file in sorted((ROOT / room).rglob("*.py")):
        if not file.name.startswith(("test_", "testing", "conftest")):
            yield ast.parse(file.read_text("utf-8"))


def public_in(tree: ast.Module | ast.ClassDef) -> Iterator[Documented]:
    """Functions, classes, and what those have, without a name that begins with `_`."""
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node
            yield from public_in(node) if isinstance(node, ast.ClassDef) else ()


def promised() -> frozenset[str]:
    """Methods that a Protocol describes, for all that keep to it."""
    return frozenset(
        method.name
        for room in ROOMS
        for tree in trees(room)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).startswith("Protocol") for base in node.bases)
        for method in public_in(node)
        if ast.get_docstring(method)
    )


def silent(tree: ast.Module, described: frozenset[str]) -> tuple[list[str], int]:
    """Names without a word about them, and how many there are in all."""
    named = list(public_in(tree))
    top = {*map(id, tree.body)}
    return [
        node.name
        for node in named
        if not ast.get_docstring(node) and (id(node) in top or node.name not in described)
    ], len(named)


@pytest.mark.parametrize("room", ROOMS)
def test_nine_of_ten_public_names_say_what_they_take_and_give(room: str) -> None:
    described = promised()
    found = [silent(tree, described) for tree in trees(room)]
    names = [name for each, _ in found for name in each]
    assert len(names) <= (1 - LEAST) * sum(count for _, count in found), names


def test_a_name_without_a_word_is_found() -> None:
    source = 'def a(): ...\ndef _b(): ...\nclass C:\n    """D."""\n    def e(self): ...\n'
    assert silent(ast.parse(source), frozenset()) == (["a", "e"], 3)
    assert silent(ast.parse(source), frozenset({"a", "e"})) == (["a"], 3)
