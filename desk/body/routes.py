"""The room's addresses."""

from __future__ import annotations

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.body.link import link, problems_of
from desk.body.paste import paste
from desk.shell.desk import Desk


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        Route("/api/link", write_link, methods=["POST"]),
        Route("/api/paste", take_paste, methods=["POST"]),
    ]


async def take_paste(request: Request) -> Response:
    """{html} → {markdown, dropped: [sentence], pictures: [{type, data}]}."""
    said = await request.json()
    return JSONResponse(asdict(await run_in_threadpool(paste, str(said["html"]))))


async def write_link(request: Request) -> Response:
    """{text, address, plain} → {markdown, problems: [{sentence, remedy, severity}]}."""
    said = await request.json()
    markdown = link(str(said["text"]), str(said["address"]), plain=bool(said["plain"]))
    problems = [
        {"sentence": each.sentence, "remedy": each.remedy, "severity": each.severity}
        for each in problems_of(markdown)
    ]
    return JSONResponse({"markdown": markdown, "problems": problems})
