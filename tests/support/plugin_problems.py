"""What the plugins themselves find while an article is read, without the checks made before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from pelicanconf import PLUGINS
from plugins.shared.portal import portal_of
from plugins.shared.problems import ContentError, Problem
from tests.support.whole_site import build_articles

# Stands in for plugins.checks, whose rules would speak first.
ALONE = ["tests.support.plugin_problems" if name == "plugins.checks" else name for name in PLUGINS]


def problems_of(folder: Path, files: Mapping[str, str | bytes], **overrides: Any) -> list[Problem]:
    """The sorted problems that end a build of `files`; none where the site was built."""
    try:
        build_articles(folder, files, **({"PLUGINS": ALONE} | overrides))
    except ContentError as refused:
        return refused.problems
    return []


def refuse(generators: list[Any]) -> None:
    problems = portal_of(generators[0].settings).problems
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)


def register() -> None:
    signals.all_generators_finalized.connect(refuse)
