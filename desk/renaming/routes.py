"""The room's addresses."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.now import path_of, title_of
from desk.history.presence import is_own, open_articles, shown
from desk.listing.bin_routes import address_of_page, present
from desk.listing.links import leading_to
from desk.renaming.renaming import readable_head, rename, was_public
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.pages import page
from plugins.frontmatter.addresses import address_of
from plugins.redirects.table import FILE as TABLE


def routes(desk: Desk) -> list[BaseRoute]:
    """Asks for name and section, and moves."""

    def ask(request: Request) -> Response:
        path = present(desk, path_of(desk, request))
        head = readable_head(desk, path).head
        assert head
        readers = open_articles(desk).get(path, ())
        return page(
            request,
            "rename.html",
            path=path,
            title=head.title,
            stem=path.rpartition("/")[2].removesuffix(".md"),
            section=head.section,
            sections=desk.schema.sections,
            address=f"/{address_of(head, path)}",
            keeps=was_public(desk, path, head),
            leading=[
                (other, "" if other == TABLE else title_of(desk, other))
                for other in leading_to(desk, path)
            ],
            open=[shown(each) for each in readers if not is_own(each.reader, desk)],
        )

    async def take(request: Request) -> Response:
        said = await read_fields(request)
        path = present(desk, said.get("path", ""))
        name, section = said.get("name", ""), said.get("section", "")
        new = await run_in_threadpool(rename, desk, path, name, section)
        return JSONResponse({"path": new, "goto": address_of_page(new)})

    return [
        Route("/doi-ten/{path:path}", ask),
        Route("/api/rename", take, methods=["POST"]),
    ]
