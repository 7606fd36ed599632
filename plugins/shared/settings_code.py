"""A publisher who changes where the site goes waits for no page to be made anew."""

from __future__ import annotations

import ast

PUBLISH = "PUBLISH"
# Of a value that only says something: to make it calls and keeps nothing.
PLAIN = (
    ast.Constant, ast.Name, ast.Load, ast.Dict, ast.List, ast.Tuple, ast.JoinedStr,
    ast.FormattedValue,
)  # fmt: skip


def without_publish(code: bytes) -> bytes:
    """The code of a settings file without its line `PUBLISH = …`, where nothing else can tell that
    it is there: a plain value, whose name the file says nowhere else."""
    if PUBLISH.encode() not in code:
        return code
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return code
    lines = code.split(b"\n")
    said = [node for node in tree.body if _says_it(node) and _is_alone(node, lines)]
    inside = {id(part) for node in said for part in ast.walk(node)}
    if any(_names_it(node) for node in ast.walk(tree) if id(node) not in inside):
        return code
    for node in reversed(said):
        del lines[node.lineno - 1 : node.end_lineno]
    return b"\n".join(lines)


def _says_it(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    target = node.targets[0]
    return (
        isinstance(target, ast.Name)
        and target.id == PUBLISH
        and all(isinstance(part, PLAIN) for part in ast.walk(node.value))
    )


def _is_alone(node: ast.stmt, lines: list[bytes]) -> bool:
    """On its lines."""
    end, column = node.end_lineno or 0, node.end_col_offset or 0
    return node.col_offset == 0 and not lines[end - 1][column:].strip()


def _names_it(node: ast.AST) -> bool:
    values = (getattr(node, name, None) for name in ("id", "attr", "name", "value", "arg"))
    return PUBLISH in [value for value in values if isinstance(value, str)]
