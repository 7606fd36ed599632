"""Pages are rendered fast: what many of them share is made once."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Environment, Template


class SiteTemplate(Template):
    """Has its globals in one dict: at every import Jinja compares those of two templates."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        return super().from_code(environment, code, dict(globals), uptodate)


def once_a_build() -> Callable[..., str]:
    """For templates, in place of plugins/site's `once`, which renders at each call."""

    @lru_cache(maxsize=None, typed=True)
    def once(macro: Callable[..., str], *arguments: object) -> str:
        return macro(*arguments)

    return once
