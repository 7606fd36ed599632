"""What can be wrong between files; a file here is a rule: `check(site)` yields problems.

A rule that says `READS = TITLES` reads nothing else of an article that it says nothing about, so
that it alone runs when a title was edited, and rests when anything else was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from plugins.checks.site import RULE_INPUTS, RuleInput, Site
from plugins.shared.problems import Problem

SiteRule = Callable[[Site], Iterator[Problem]]

_MODULES = [
    import_module(f"{__name__}.{name}")
    for name in sorted(module.name for module in iter_modules(__path__))
]
SITE_RULES: Mapping[RuleInput, tuple[SiteRule, ...]] = {
    rule_input: tuple(
        module.check for module in _MODULES if getattr(module, "READS", "outlines") == rule_input
    )
    for rule_input in RULE_INPUTS
}
