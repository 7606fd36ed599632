"""The room's addresses."""

from __future__ import annotations

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.body.link import link, problems_of
from desk.body.paste import paste
from desk.body.whole import refusal, reopened, whole_text
from desk.shell.asked import read_json
from desk.shell.desk import Desk
from desk.shell.paths import article_path


def routes(desk: Desk) -> list[BaseRoute]:
    """Links, pasted text, and the whole file as text."""
    return [
        Route("/api/link", write_link, methods=["POST"]),
        Route("/api/paste", take_paste, methods=["POST"]),
        Route("/api/whole", show_whole, methods=["POST"]),
        Route("/api/pieces/{path:path}", take_whole, methods=["POST"]),
    ]


async def show_whole(request: Request) -> Response:
    """What is sent to be saved → {text, starts: [line of each piece]}."""
    text, starts = await run_in_threadpool(whole_text, await read_json(request))
    return JSONResponse({"text": text, "starts": starts})


async def take_whole(request: Request) -> Response:
    """{text, was: what made it} → the article as when it is opened. 422 for a broken head."""
    given: Desk = request.app.state.desk
    named = str(request.path_params["path"])
    article_path(given.content, named)
    said = await read_json(request)
    text, was = str(said.get("text", "")), said.get("was", {})
    made = await run_in_threadpool(reopened, f"content/{named}", text, was, given.schema)
    if isinstance(made, list):
        raise refusal(made)
    return JSONResponse({**made.as_json(), "base": was.get("base", "")})


async def take_paste(request: Request) -> Response:
    """{html} → {markdown, pieces, dropped: [sentence], pictures: [{type, data}]}."""
    said = await read_json(request)
    made = await run_in_threadpool(paste, str(said.get("html", "")))
    pictures = [asdict(each) for each in made.pictures]
    pieces = [each.as_json() for each in made.pieces]
    return JSONResponse({**vars(made), "pieces": pieces, "pictures": pictures})


async def write_link(request: Request) -> Response:
    """{text, address, plain} → {markdown, problems: [{sentence, remedy, severity}]}."""
    said = await read_json(request)
    text, address = str(said.get("text", "")), str(said.get("address", ""))
    markdown = link(text, address, plain=bool(said.get("plain")))
    problems = [
        {"sentence": each.sentence, "remedy": each.remedy, "severity": each.severity}
        for each in problems_of(markdown)
    ]
    return JSONResponse({"markdown": markdown, "problems": problems})
