"""The room's addresses."""

from __future__ import annotations

from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.journal.carrying import finish_left
from desk.journal.journal import Journal
from desk.journal.lines import append
from desk.journal.query import KINDS, read_query, select
from desk.journal.rows import rows_of
from desk.journal.standing import standing_of
from desk.journal.undoing import undo
from desk.shell.asked import read_fields
from desk.shell.deeds import Deed
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.words import WORDS


def routes(desk: Desk) -> list[BaseRoute]:
    """The page of the journal, and undoing."""
    journal = Journal(desk.content)
    with suppress(OSError):  # a drive that is gone: then before the next such deed
        finish_left(desk)

    def show(request: Request) -> Response:
        query, told = read_query(request.query_params), journal.told()
        found = select(told.entries, query)
        return page(
            request,
            "journal.html",
            query=query,
            found=found,
            rows=rows_of(desk, told, found.items),
            people=told.people,
            kinds=[kind for kind in KINDS if kind in told.kinds],
            damaged=told.damaged,
        )

    async def take_back(request: Request) -> Response:
        said = await read_fields(request)
        told = await run_in_threadpool(journal.told)
        entry = told.by_id.get(said.get("id", ""))
        say = WORDS.journal.refused
        if entry is None:
            raise DeskError(404, say.unknown)
        standing = standing_of(entry.deed, told.facts)
        if standing == "undone":
            raise DeskError(409, say.undone)
        if standing == "for_good" or entry.deed.target:
            raise DeskError(422, say.for_good)
        await run_in_threadpool(undo, desk, entry.deed)
        return JSONResponse({"goto": read_query(said).address(page=1, undone="1")})

    return [
        Route("/nhat-ky", show),
        Route("/api/undo", take_back, methods=["POST"]),
    ]


def keep(desk: Desk, deed: Deed) -> None:
    """Appends the deed to this machine's file."""
    append(desk.content, deed)
