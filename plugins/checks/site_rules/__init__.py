"""What can be wrong between files; a file here is a rule: `check(site)` yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from plugins.checks.site import Site
from plugins.problems import Problem

SITE_RULES: tuple[Callable[[Site], Iterator[Problem]], ...] = tuple(
    import_module(f"{__name__}.{name}").check
    for name in sorted(module.name for module in iter_modules(__path__))
)
