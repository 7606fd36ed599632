"""What an editor sees of a text that nobody has saved; here, so that it loads nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.shared.problems import Problem


@dataclass(frozen=True)
class RenderedArticle:
    """html: of the whole page, "" where there can be none; problems: sorted, and those of other
    articles that name this one among them."""

    html: str
    problems: tuple[Problem, ...]
