"""The room's addresses."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.draft_routes import draft_routes
from desk.history.now import path_of
from desk.history.people import give_name
from desk.history.presence import beat, is_own, leave, shown
from desk.history.version_routes import version_routes
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.site.editors import read_newsroom


def routes(desk: Desk) -> list[BaseRoute]:
    """Names of people, who has what open, drafts, versions."""

    async def take_name(request: Request) -> Response:
        name = (await read_fields(request)).get("name", "")
        if not await run_in_threadpool(give_name, desk, name):
            listed = read_newsroom(desk.settings).editors
            say = WORDS.history
            raise DeskError(422, say.name_not_listed if listed else say.name_refused)
        return JSONResponse({})

    async def take_beat(request: Request) -> Response:
        path, window = path_of(desk, request), (await read_fields(request)).get("window", "")
        others = await run_in_threadpool(beat, desk, path, window)
        said = [{**shown(each), "own": is_own(each.reader, desk)} for each in others]
        return JSONResponse({"others": said})

    async def take_leave(request: Request) -> Response:
        path, window = path_of(desk, request), (await read_fields(request)).get("window", "")
        await run_in_threadpool(leave, desk, path, window)
        return JSONResponse({})

    return [
        Route("/api/name", take_name, methods=["POST"]),
        Route("/api/open/{path:path}", take_beat, methods=["POST"]),
        Route("/api/leave/{path:path}", take_leave, methods=["POST"]),
        *draft_routes(desk),
        *version_routes(desk),
    ]
