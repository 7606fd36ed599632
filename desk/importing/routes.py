"""The room's addresses."""

from __future__ import annotations

from pathlib import PurePosixPath
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.now import change_of_new
from desk.history.people import who
from desk.importing.command import import_file, keep_report, kept_report, new_files
from desk.photos.routes import said_kindly, whole_number
from desk.shell.deeds import Deed, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from importing.report_lines import Line
from plugins.frontmatter.parsed import parse


def routes(desk: Desk) -> list[BaseRoute]:
    """Takes files and gives the reports of them."""
    turn = Lock()  # names of new files and the ledger are one run's at a time
    scratch = desk.scratch / "importing"
    sections = [{"slug": each.slug, "title": each.title} for each in desk.schema.sections]

    async def add(request: Request) -> Response:
        data = await request.body()
        asked = request.query_params
        name, section = asked.get("name", ""), asked.get("section", "") or sections[0]["slug"]
        saved = whole_number(asked.get("saved", "")) or 0
        if section not in [each["slug"] for each in sections]:
            raise DeskError(422, WORDS.importing.no_section.format(section=section[:80]))

        def work() -> Response:
            with turn:
                imported = import_file(desk.content, scratch, section, name, saved, data)
                if new := new_files(desk.content, imported):
                    changes = tuple(change_of_new(desk, path) for path in new)
                    done(desk, Deed("import", who(desk), changes, imported.name))
                report = keep_report(scratch, imported)
            drafts = [_shown(desk, line) for line in imported.drafts]
            return JSONResponse({"report": report, "drafts": drafts})

        return await run_in_threadpool(said_kindly, work)

    def report(request: Request) -> Response:
        data = kept_report(scratch, request.path_params["name"])
        return Response(data, media_type="application/json")

    return [
        Route("/api/import", lambda request: JSONResponse({"sections": sections})),
        Route("/api/import", add, methods=["POST"]),
        Route("/api/import/{name}", report),
    ]


def _shown(desk: Desk, line: Line) -> dict[str, str]:
    """path: inside content/."""
    path = PurePosixPath(line.file)
    inside = path.relative_to(path.parts[0]).as_posix()
    head = parse(line.file, (desk.content / inside).read_bytes(), desk.schema).head
    title = head.title if head else path.stem
    return {"path": inside, "title": title, "state": line.state}
