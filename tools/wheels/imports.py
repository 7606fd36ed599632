"""What a module imports, read from its code without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FOR_TYPES = "TYPE_CHECKING"
# As settings of Markdown and Pelican name what they import.
MODULE = re.compile(r"plugins(?:\.\w+)+")


def imports_of(file: Path, root: Path, for_types: bool = True) -> Iterator[str]:
    """Names of modules, and of what may be one; inside functions too, and in strings of their own.

    root: the folder that module names begin at; for_types: also what only type checkers import.
    """
    package = ".".join(file.relative_to(root).parent.parts)
    for node in _nodes(ast.parse(file.read_text("utf-8")), for_types):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and MODULE.fullmatch(str(node.value)):
            yield str(node.value)


def _nodes(tree: ast.AST, for_types: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not for_types and isinstance(node, ast.If) and FOR_TYPES in ast.unparse(node.test):
            continue
        yield node
        yield from _nodes(node, for_types)
