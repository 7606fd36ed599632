"""`POST /api/preview/PATH`: the page of what the form says now, and what is wrong with it.

Answers {address, problems, said}: address on the preview's origin, "" where there is no page;
problems: see Finding; said: why there is none yet, "" otherwise: then it is worth asking again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from desk.article.compose import compose
from desk.preview.findings import findings
from desk.preview.turns import Turns
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.paths import article_path
from desk.shell.words import WORDS
from plugins.checks.article_checks import parse_and_check
from tools.worker import WorkerLostError


def routes(desk: Desk) -> list[BaseRoute]:
    """The page of what is typed, and what is wrong with it."""
    turns = Turns()

    async def preview(request: Request) -> JSONResponse:
        try:
            payload = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise DeskError(400, WORDS.errors.no_json) from None
        path = str(request.path_params["path"])
        return JSONResponse(await run_in_threadpool(_shown, desk, turns, path, payload))

    return [Route("/api/preview/{path:path}", preview, methods=["POST"])]


def _shown(desk: Desk, turns: Turns, named: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    file = article_path(desk.content, named)
    path = f"{desk.content.name}/{file.relative_to(desk.content).as_posix()}"
    data = compose(payload)
    said, address = "", ""
    with turns.next_one() as is_mine:
        if not is_mine:
            raise DeskError(409, WORDS.preview.newer)
        try:
            rendered = desk.render(path, data)
        except WorkerLostError:
            rendered, said = None, WORDS.preview.lost
    if rendered is None:
        said = said or WORDS.preview.not_built
        problems = parse_and_check(path, data, desk.schema)[1].problems
    else:
        problems = rendered.problems
        address = desk.show(rendered.html) if rendered.html else ""
    found = msgspec.to_builtins(findings(path, data, problems, desk.schema))
    return {"address": address, "problems": found, "said": said}
