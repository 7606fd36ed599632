"""The desk as one application: the rooms' routes behind one guard, in one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

import desk.article.routes
import desk.body.routes
import desk.git.routes
import desk.history.routes
import desk.importing.routes
import desk.journal.routes
import desk.listing.routes
import desk.merging.routes
import desk.photos.routes
import desk.preview.routes
import desk.publishing.routes
import desk.renaming.routes
from desk.article.replacing import disk_error
from desk.git.committing import commit_deed
from desk.shell.deeds import Deed, Listener
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.guard import Guard
from desk.shell.pages import HERE, page, wants_page
from desk.shell.words import WORDS

ROOMS: Sequence[Callable[[Desk], list[BaseRoute]]] = (
    desk.listing.routes.routes,
    desk.article.routes.routes,
    desk.body.routes.routes,
    desk.photos.routes.routes,
    desk.importing.routes.routes,
    desk.preview.routes.routes,
    desk.history.routes.routes,
    desk.publishing.routes.routes,
    desk.renaming.routes.routes,
    desk.journal.routes.routes,
    desk.merging.routes.routes,
    desk.git.routes.routes,
)
# Who keeps a record of what was done.
LISTENERS: Sequence[Callable[[Desk, Deed], None]] = (desk.journal.routes.keep, commit_deed)
STATIC = (
    *("shell", "listing", "article", "body", "photos", "importing", "preview", "history"),
    *("approval", "publishing", "journal", "merging", "git"),
)


def create_app(given: Desk) -> Starlette:
    """Of the desk; it answers nobody but its own pages (see Guard)."""
    listeners: list[Listener] = [partial(each, given) for each in LISTENERS]
    given = replace(given, listeners=(*given.listeners, *listeners))
    routes = [route for room in ROOMS for route in room(given)]
    routes += [
        Mount(f"/static/{room}", StaticFiles(directory=folder))
        for room in STATIC
        if (folder := HERE / room / "static").is_dir()
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=given.token, preview=given.preview)],
        exception_handlers={
            DeskError: _answer_refused,  # type: ignore[dict-item]
            OSError: _answer_disk,  # type: ignore[dict-item]
            HTTPException: _answer_no_page,  # type: ignore[dict-item]
        },
    )
    app.state.desk = given
    return app


def _answer_disk(request: Request, why: OSError) -> Response:
    """A full or read-only disk, a file that another program holds, a network drive that is gone."""
    content = request.app.state.desk.content
    return _answer_refused(request, disk_error(why, content, WORDS.errors.disk))


def _answer_no_page(request: Request, why: HTTPException) -> Response:
    """Also for a method that an address doesn't know."""
    return _answer_refused(request, DeskError(why.status_code, WORDS.errors.no_page))


def _answer_refused(request: Request, why: DeskError) -> Response:
    if wants_page(request):
        return page(request, "refused.html", status=why.status, why=why)
    said = {"sentence": why.sentence, "remedy": why.remedy, **why.facts}
    return JSONResponse(said, why.status)
