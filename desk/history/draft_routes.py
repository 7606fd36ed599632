"""Text that is typed is kept every few seconds, and offered again where it was never saved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from hashlib import sha256
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.article.compose import compose
from desk.history.differences import differences, in_short
from desk.history.drafts import Draft, drafts_of, drop_draft, find_draft, keep_draft
from desk.history.moments import show_recent
from desk.history.now import as_opened, bytes_now, path_of, readable
from desk.history.people import who
from desk.history.presence import open_elsewhere
from desk.shell.asked import read_json
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


def draft_routes(desk: Desk) -> list[BaseRoute]:
    """Takes drafts, gives them back, drops them."""
    turn = Lock()  # two requests of one window

    async def take(request: Request) -> Response:
        path, said = path_of(desk, request), await read_json(request)
        payload, moment = said.get("payload"), said.get("moment")
        if not isinstance(payload, dict):
            raise DeskError(400, WORDS.errors.no_json)
        compose(payload)  # what can't be put together is refused while it is still in the window
        typed_at = moment if isinstance(moment, (int, float)) else time.time()
        number = said.get("number")
        sent = number if isinstance(number, int) else 0
        draft = Draft(path, str(said.get("window")), who(desk), float(typed_at), payload, sent)

        def keep() -> None:
            with turn:
                keep_draft(desk, draft)

        await run_in_threadpool(keep)
        return JSONResponse({})

    async def end(request: Request) -> Response:
        window = request.query_params.get("window", "")
        await run_in_threadpool(drop_draft, desk, path_of(desk, request), window)
        return JSONResponse({})

    def offer(request: Request) -> Response:
        return JSONResponse({"drafts": list(offered(desk, path_of(desk, request)))})

    def give(request: Request) -> Response:
        path = path_of(desk, request)
        draft = find_draft(desk, path, request.query_params.get("window", ""))
        if draft is None:
            raise DeskError(404, WORDS.history.no_draft)
        base = str(draft.payload.get("base", ""))
        return JSONResponse(as_opened(desk, path, compose(draft.payload), base))

    return [
        Route("/api/drafts/{path:path}", offer),
        Route("/api/draft/{path:path}", give),
        Route("/api/draft/{path:path}", take, methods=["PUT"]),
        Route("/api/draft/{path:path}", end, methods=["DELETE"]),
    ]


def offered(desk: Desk, path: str) -> Iterator[dict[str, object]]:
    """Drafts that say something else than the file, and that no other machine is typing in.

    differences: from the file to the draft; stale: the file was changed since.
    """
    now = bytes_now(desk, path)
    elsewhere = open_elsewhere(desk, path)
    for draft in drafts_of(desk, path):
        data = _composed(draft)
        if draft.window in elsewhere or data is None:
            continue
        if data == now:  # the save that was to end it did, but nobody was told
            drop_draft(desk, path, draft.window)
            continue
        yield {
            "window": draft.window,
            "who": draft.who,
            "time": show_recent(draft.moment),
            "stale": draft.payload.get("base") != (sha256(now).hexdigest() if now else ""),
            "differences": in_short(differences(readable(now), readable(data))),
        }


def _composed(draft: Draft) -> bytes | None:
    """None where it can't be put together: written by another release of the desk."""
    try:
        return compose(draft.payload)
    except DeskError:
        return None
