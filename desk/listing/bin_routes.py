"""Throwing an article away, and getting it back."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.moments import show_moment
from desk.history.people import who
from desk.history.presence import open_articles, shown
from desk.listing.bin import (
    KEPT_DAYS,
    Thrown,
    empty_old,
    file_of,
    restore,
    throw_away,
    thrown_away,
)
from desk.listing.index import OWN_WRITE_SECONDS, Index
from desk.listing.links import leading_to
from desk.listing.record import read_record
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.paths import article_path
from desk.shell.words import WORDS


def bin_routes(desk: Desk, index: Index) -> list[BaseRoute]:
    """Asks before an article goes, shows the bin, brings back, empties."""
    say = WORDS.listing.bin

    def ask(request: Request) -> Response:
        path = present(desk, request.path_params["path"])
        records = index.known().records
        record = records.get(path)
        leading = [
            (other, records[other].title or other) if other in records else ("", say.table)
            for other in leading_to(desk, path)
        ]
        return page(
            request,
            "drop.html",
            path=path,
            title=(record and record.title) or path,
            is_public=record is not None and record.is_public(time.time()),
            leading=leading,
            open=[shown(each) for each in open_articles(desk).get(path, ())],
            days=KEPT_DAYS,
        )

    async def drop(request: Request) -> Response:
        path = present(desk, (await read_fields(request)).get("path", ""))
        await run_in_threadpool(throw_away, desk, path, who(desk))
        return await goto("/thung-rac")

    def show(request: Request) -> Response:
        now, thrown = datetime.now(UTC), thrown_away(desk)
        return page(
            request,
            "bin.html",
            thrown=[_shown(desk, each) for each in thrown],
            old=sum(each.is_old(now) for each in thrown),
            days=KEPT_DAYS,
        )

    async def bring_back(request: Request) -> Response:
        said = await read_fields(request)
        wanted = (said.get("name"), said.get("path"))
        found = (each for each in thrown_away(desk) if (each.name, each.path) == wanted)
        thrown = next(found, None)
        try:
            path = await run_in_threadpool(restore, desk, thrown, who(desk)) if thrown else ""
        except FileNotFoundError:
            path = ""
        if not path:
            raise DeskError(404, say.gone)
        return await goto(address_of_page(path))

    async def empty(request: Request) -> Response:
        await run_in_threadpool(empty_old, desk, datetime.now(UTC), who(desk))
        return JSONResponse({"goto": "/thung-rac"})

    async def goto(address: str) -> Response:
        await run_in_threadpool(index.known, OWN_WRITE_SECONDS)
        return JSONResponse({"goto": address})

    return [
        Route("/bo/{path:path}", ask),
        Route("/api/bin", drop, methods=["POST"]),
        Route("/thung-rac", show),
        Route("/api/restore", bring_back, methods=["POST"]),
        Route("/api/empty-bin", empty, methods=["POST"]),
    ]


def present(desk: Desk, path: str) -> str:
    """Raises DeskError (404) where there is no such article."""
    if not article_path(desk.content, path).is_file():
        raise DeskError(404, WORDS.errors.no_article.format(path=path[:80]))
    return path


def address_of_page(path: str) -> str:
    """The desk's page of the article; path: inside content/."""
    return f"/bai/{quote(path)}"


def _shown(desk: Desk, thrown: Thrown) -> dict[str, str]:
    file = file_of(desk, thrown)
    try:
        record = read_record(file.parents[thrown.path.count("/")], thrown.path, (0, 0), desk.schema)
        title = record.title
    except OSError:
        title = ""
    return {
        "name": thrown.name,
        "path": thrown.path,
        "title": title or thrown.path,
        "time": show_moment(thrown.moment.timestamp()),
        "who": thrown.who,
    }
