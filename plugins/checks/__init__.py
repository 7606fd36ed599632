"""Nothing wrong is published: what a plugin found wrong ends the build before writing."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.problems import Refused


def refuse(generators: list[Any]) -> None:
    """Pelican only logs an article that it could not read, and goes on without it."""
    problems = generators[0].settings["PORTAL_PROBLEMS"]
    if any(problem.severity == "error" for problem in problems):
        raise Refused(problems)


def register() -> None:
    signals.all_generators_finalized.connect(refuse)
