"""The room's addresses."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.body.link import link, problems_of
from desk.shell.desk import Desk


def routes(desk: Desk) -> list[BaseRoute]:
    return [Route("/api/link", write_link, methods=["POST"])]


async def write_link(request: Request) -> Response:
    """{text, address, plain} → {markdown, problems: [{sentence, remedy, severity}]}."""
    said = await request.json()
    markdown = link(str(said["text"]), str(said["address"]), plain=bool(said["plain"]))
    problems = [
        {"sentence": each.sentence, "remedy": each.remedy, "severity": each.severity}
        for each in problems_of(markdown)
    ]
    return JSONResponse({"markdown": markdown, "problems": problems})
