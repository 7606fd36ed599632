"""The room's addresses."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.git.checking import check, check_in_background, in_thread
from desk.git.exchanging import Exchanged, opened, refused, send, take
from desk.git.questions import PICTURE_NAME, pictures_of
from desk.git.repository import find_repository
from desk.git.running import GitError
from desk.git.shown import say_exchanged, show_standing, show_texts
from desk.photos.routes import said_kindly
from desk.photos.small import small_version
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.words import WORDS

WORKS = ("take", "join", "send")


def routes(desk: Desk) -> list[BaseRoute]:
    """The page of the shared repository, and what its buttons do."""

    def show(request: Request) -> Response:
        return page(request, "git.html")

    def state(_request: Request) -> Response:
        """{standing}: None where content/ is exchanged with nobody."""
        try:
            repository = find_repository(desk.content)
            standing = show_standing(desk, repository) if repository else None
        except GitError as cause:
            return JSONResponse({"standing": {"trouble": str(refused(cause.fault))}})
        if standing and not standing["trouble"]:
            check_in_background(desk, in_thread)
        return JSONResponse({"standing": standing})

    def texts(_request: Request) -> Response:
        repository, remote = opened(desk)
        try:
            return JSONResponse(show_texts(desk, repository, remote))
        except GitError as cause:
            raise refused(cause.fault, cause.details) from cause

    async def look(_request: Request) -> Response:
        await run_in_threadpool(check, desk)
        return await run_in_threadpool(state, _request)

    async def work(request: Request) -> Response:
        """{state, said, details}; work: of WORKS; state: `good`, `warning` while
        questions are open, `error`."""
        name = (await read_fields(request)).get("work", "")
        if name not in WORKS:
            raise DeskError(400, WORDS.errors.no_json)

        def exchange() -> Exchanged:
            return send(desk) if name == "send" else take(desk, with_fetch=name == "take")

        try:
            done = await run_in_threadpool(exchange)
        except DeskError as why:
            details = why.facts.get("details", "")
            return JSONResponse({"state": "error", "said": str(why), "details": details})
        said, count = say_exchanged(done, name == "send"), len(done.questions)
        return JSONResponse({"state": "warning" if count else "good", "said": said})

    def picture(request: Request) -> Response:
        name = request.path_params["name"]
        file = pictures_of(desk) / name
        if not (PICTURE_NAME.fullmatch(name) and file.is_file()):
            raise DeskError(404, WORDS.errors.no_page)
        data = said_kindly(lambda: small_version(file, desk.scratch / "git"))
        return Response(data, media_type="image/jpeg")

    return [
        Route("/kho", show),
        Route("/api/git", state),
        Route("/api/git", work, methods=["POST"]),
        Route("/api/git/look", look, methods=["POST"]),
        Route("/api/git/texts", texts),
        Route("/api/git/picture/{name}", picture),
    ]
