"""The room's addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from threading import BoundedSemaphore
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.now import change_of_new
from desk.history.people import who
from desk.photos.adding import Added, add_file, add_photo
from desk.photos.recent import recent_photos
from desk.photos.small import find_picture, small_version
from desk.shell.deeds import Deed, Kind, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.checks import own_names
from plugins.images.reading import NotAPictureError
from plugins.vietnamese.dates import VIETNAM
from tools.failures import is_out_of_space, sentence_of

AT_ONCE = 2  # opened, each in a process that may take 2 GB of addresses
Adding = Callable[[int, str, str, bytes], Added]
R = TypeVar("R")


def routes(desk: Desk) -> list[BaseRoute]:
    """Takes photos and files, shows small ones, lists recent ones."""
    turns, small_turns = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE)
    scratch = desk.scratch / "photos"
    own = own_names(desk.settings)

    async def added(request: Request, kind: Kind, add: Adding) -> Response:
        data = await request.body()
        asked = request.query_params
        year = datetime.now(VIETNAM).year

        def work() -> Added:
            with turns:
                made = add(year, asked.get("name", ""), asked.get("article", ""), data)
            if made.is_new:
                done(desk, Deed(kind, who(desk), (change_of_new(desk, made.path),)))
            return made

        return JSONResponse(asdict(await run_in_threadpool(said_kindly, work)))

    async def photo(request: Request) -> Response:
        return await added(request, "photo", partial(add_photo, desk.content, scratch))

    async def file(request: Request) -> Response:
        return await added(request, "file", partial(add_file, desk.content, scratch, own))

    def small(request: Request) -> Response:
        asked = request.query_params
        found = find_picture(desk.content, asked.get("path", ""), asked.get("article", ""))
        with small_turns:
            data = said_kindly(lambda: small_version(found, scratch))
        return Response(data, media_type="image/jpeg")

    def recent(request: Request) -> Response:
        asked = request.query_params
        number = whole_number(asked.get("page", "")) or 1
        return JSONResponse(asdict(recent_photos(desk.content, asked.get("q", ""), number)))

    return [
        Route("/api/photo", photo, methods=["POST"]),
        Route("/api/photo", small),
        Route("/api/photos", recent),
        Route("/api/file", file, methods=["POST"]),
    ]


def whole_number(typed: str) -> int | None:
    """Of an address; None for what is no number, or one with more than 10 digits."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 11 else None


def said_kindly(work: Callable[[], R]) -> R:
    """What a picture or the disk refuses is a DeskError."""
    try:
        return work()
    except NotAPictureError as why:
        raise DeskError(422, why.sentence, why.remedy) from why
    except OSError as why:
        if is_out_of_space(why):
            raise DeskError(507, WORDS.photos.full, WORDS.photos.full_remedy) from why
        raise DeskError(500, sentence_of(why)) from why
