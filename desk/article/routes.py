"""The room's addresses."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.approval.routes import approval_routes
from desk.article.form import form_fields, sections_json
from desk.article.opening import open_article
from desk.article.reading import read_back
from desk.article.replacing import disk_error, read_file
from desk.article.saving import save
from desk.history.drafts import drafts_of
from desk.history.people import given_name, who
from desk.shell.asked import read_fields, read_json
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.modules import modules_of
from desk.shell.pages import page
from desk.shell.paths import article_path
from desk.shell.words import WORDS
from plugins.frontmatter.kinds import KINDS
from plugins.site.editors import read_newsroom

# Of all rooms that have something in the page of an article, in the order in which they start.
STYLES = (
    *("article/article", "body/body", "photos/photos", "importing/importing"),
    *("preview/preview", "history/history"),
)
SCRIPTS = (
    *("article/article", "article/form", "article/save", "body/body", "photos/drop"),
    *("preview/preview", "history/history", "importing/report"),
)

# Where articles are approved.
APPROVAL_STYLES = ("approval/approval",)
APPROVAL_SCRIPTS = ("approval/approval", "history/name")


def routes(desk: Desk) -> list[BaseRoute]:
    """Opens and saves an article."""
    newsroom = read_newsroom(desk.settings)
    approval = newsroom.approval

    def path_of(request: Request) -> str:
        file = article_path(desk.content, request.path_params["path"])
        return file.relative_to(desk.content).as_posix()

    def bytes_of(path: str) -> bytes:
        try:
            return read_file(desk.content / path)
        except OSError as cause:
            raise disk_error(cause, desk.content) from cause

    def show(request: Request) -> Response:
        path = path_of(request)
        if not ((desk.content / path).is_file() or drafts_of(desk, path)):
            say = WORDS.errors
            raise DeskError(404, say.no_article.format(path=path), say.no_article_remedy)
        is_page = path.startswith(f"{desk.schema.page_folder}/")
        styles = STYLES + (APPROVAL_STYLES if approval else ())
        scripts = SCRIPTS + (APPROVAL_SCRIPTS if approval else ())
        modules = [f"/static/{name}.js" for name in scripts]
        return page(
            request,
            "article.html",
            path=path,
            styles=[f"/static/{name}.css" for name in styles],
            scripts=modules,
            modules=modules_of(modules),
            kinds=KINDS,
            approval=approval,
            names=list(newsroom.editors),
            person=who(desk),
            is_named=bool(given_name(desk)),
            fields=[each for each in form_fields(is_page, approval) if not each.is_fixed],
            sections=json.dumps(sections_json(desk.schema), ensure_ascii=False),
        )

    def give(request: Request) -> Response:
        path = path_of(request)
        opened = open_article(f"{desk.content.name}/{path}", bytes_of(path), desk.schema)
        return JSONResponse(opened.as_json())

    async def take(request: Request) -> Response:
        path, payload = path_of(request), await read_json(request)

        def work() -> dict[str, object]:
            with desk.turn:
                return save(desk, path, payload)

        return JSONResponse(await run_in_threadpool(work))

    async def read_form(request: Request) -> Response:
        """The texts of a form → what is read back of them."""
        path, values = path_of(request), await read_fields(request)
        return JSONResponse(read_back(desk.schema, path, values, datetime.now(UTC)))

    return [
        Route("/bai/{path:path}", show),
        Route("/api/article/{path:path}", give),
        Route("/api/article/{path:path}", take, methods=["PUT"]),
        Route("/api/form/{path:path}", read_form, methods=["POST"]),
        *approval_routes(desk),
    ]
