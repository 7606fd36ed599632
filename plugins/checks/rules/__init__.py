"""What can be wrong in one file; a file here is a rule: `check(article)` yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.problems import Problem

FILE_RULES: tuple[Callable[[ParsedArticle], Iterator[Problem]], ...] = tuple(
    import_module(f"{__name__}.{name}").check
    for name in sorted(module.name for module in iter_modules(__path__))
)
