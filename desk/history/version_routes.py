"""What an article said before each save, what each save changed, and the way back."""

from __future__ import annotations

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.differences import Difference, differences, in_short
from desk.history.moments import show_moment
from desk.history.now import as_opened, bytes_now, path_of, readable, title_of
from desk.history.versions import ALWAYS_KEPT, MOST_BYTES, Version, read_version, versions
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.words import WORDS


def version_routes(desk: Desk) -> list[BaseRoute]:
    """Shows versions of an article and what changed between them."""

    def show(request: Request) -> Response:
        path = path_of(desk, request)
        kept, now = versions(desk, path), readable(bytes_now(desk, path))
        wanted = request.query_params.get("ban")
        at = next((at for at, version in enumerate(kept) if version.name == wanted), 0)
        then = _text(desk, kept[at]) if kept else now
        return page(
            request,
            "versions.html",
            path=path,
            title=title_of(desk, path),
            is_gone=not now,
            versions=[_shown(version) for version in kept],
            chosen=at,
            by_save=_changed(then, _text(desk, kept[at - 1]) if at else now),
            to_now=_changed(then, now),
            most=ALWAYS_KEPT,
            megabytes=MOST_BYTES >> 20,
        )

    def give(request: Request) -> Response:
        path = path_of(desk, request)
        data = read_version(desk, path, request.query_params.get("ban", ""))
        if data is None:
            raise DeskError(404, WORDS.history.no_version)
        now = bytes_now(desk, path)
        opened = as_opened(desk, path, data, sha256(now).hexdigest() if now else "")
        return JSONResponse({**opened, "fields": {}})

    return [Route("/lich-su/{path:path}", show), Route("/api/version/{path:path}", give)]


def _text(desk: Desk, version: Version) -> str:
    """ "" where it went meanwhile."""
    return readable(read_version(desk, version.path, version.name) or b"")


def _changed(old: str, new: str) -> list[Difference]:
    """Empty for equal texts."""
    return [] if old == new else in_short(differences(old, new))


def _shown(version: Version) -> dict[str, str]:
    return {
        "name": version.name,
        "who": version.who or "?",
        "time": show_moment(version.moment.timestamp()),
    }
