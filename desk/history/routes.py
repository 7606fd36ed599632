"""The room's addresses."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.people import give_name
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


def routes(desk: Desk) -> list[BaseRoute]:
    async def take_name(request: Request) -> Response:
        name = (await read_fields(request)).get("name", "")
        if not await run_in_threadpool(give_name, desk, name):
            raise DeskError(422, WORDS.history.name_refused)
        return JSONResponse({"goto": "/"})

    return [Route("/api/name", take_name, methods=["POST"])]
