"""The room's addresses."""

from __future__ import annotations

from starlette.routing import BaseRoute

from desk.shell.desk import Desk


def routes(desk: Desk) -> list[BaseRoute]:
    return []
