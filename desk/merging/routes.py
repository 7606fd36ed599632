"""The room's addresses."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.moments import show_recent
from desk.history.now import title_of
from desk.listing.bin_routes import address_of_page
from desk.merging.choices import choose, read_choices
from desk.merging.resolving import compared, find_copies, resolve
from desk.merging.shown import show_places
from desk.shell.asked import read_fields, read_json
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.words import WORDS

NAME = re.compile("[0-9a-f]{20}")


def routes(desk: Desk) -> list[BaseRoute]:
    """Articles that have two versions, and merging them."""

    def show(request: Request) -> Response:
        return page(request, "copies.html")

    def list_copies(_request: Request) -> Response:
        chosen = read_choices(desk)
        shown = []
        for copy in find_copies(desk):
            merged = compared(desk, copy)
            if merged is None:
                continue
            times = [_changed(desk, path) for path in (copy.original, copy.path)]
            shown.append(
                {
                    "path": copy.original,
                    "copy": copy.path,
                    "title": title_of(desk, copy.original),
                    "ours": {"name": copy.original, "time": times[0]},
                    "theirs": {"name": copy.path, "time": times[1]},
                    "places": show_places(merged.places, chosen),
                }
            )
        return JSONResponse({"questions": shown})

    async def take_choice(request: Request) -> Response:
        """{name, text}: of a place; without a text it is open again."""
        said = await read_json(request)
        name, text = said.get("name"), said.get("text")
        if not (isinstance(name, str) and NAME.fullmatch(name)):
            raise DeskError(400, WORDS.errors.no_json)
        await run_in_threadpool(choose, desk, name, text if isinstance(text, str) else None)
        return JSONResponse({})

    async def join(request: Request) -> Response:
        path = (await read_fields(request)).get("path", "")
        return JSONResponse({"goto": address_of_page(await run_in_threadpool(resolve, desk, path))})

    return [
        Route("/hai-ban", show),
        Route("/api/copies", list_copies),
        Route("/api/copies", join, methods=["POST"]),
        Route("/api/choice", take_choice, methods=["POST"]),
    ]


def _changed(desk: Desk, path: str) -> str:
    return show_recent((desk.content / path).stat().st_mtime)
