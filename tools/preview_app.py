"""Shows an editor the built site in the browser, with the problems of the last build on top."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plugins.shared.messages import gettext
from tools.failures import sentence_of
from tools.local_server import UNREADABLE
from tools.preview import (
    EMPTY_PAGE,
    EVENTS,
    OWN_FILES,
    UNSAVED,
    Preview,
    beside_form,
    plain_page,
    with_preview,
)
from tools.preview_address import Address, is_flood, own_origins, resolve
from tools.preview_files import find_file, type_of
from tools.server.headers import TYPES, file_policy, preview_policy
from tools.server.policy import page_hashes

EVENT_STREAM = "text/event-stream"
READING = ("GET", "HEAD")
LOOKING_SECONDS = 0.1
HEARTBEATS = 100  # of these looks: a page that is gone is noticed by writing to it
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # Drafts and their photos are not to be shown by a page from elsewhere.
    "Cross-Origin-Resource-Policy": "same-origin",
}


def preview_app(preview: Preview) -> ASGIApp:
    """The site of `preview` as a web application, with the headers of a published one."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        try:
            response = await _answer(preview, Request(scope))
        except Exception as cause:
            response = _told(HTTPStatus.INTERNAL_SERVER_ERROR, sentence_of(cause))
        await response(scope, receive, send_with_headers)

    return app


async def _answer(preview: Preview, request: Request) -> Response:
    if is_flood(request.scope["headers"]):
        return _told(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, gettext(UNREADABLE))
    port = request.scope["server"][1]
    asked = resolve(_target(request.scope), request.headers.getlist("host"), port)
    if asked is HTTPStatus.MISDIRECTED_REQUEST:
        return _told(
            asked, gettext("Trang xem trước chỉ mở được tại http://127.0.0.1:{port}/", port=port)
        )
    if request.method not in READING:
        return _told(HTTPStatus.METHOD_NOT_ALLOWED, gettext(UNREADABLE))
    if isinstance(asked, Address) and asked.path == EVENTS:
        if request.method == "HEAD":
            return Response(media_type=EVENT_STREAM)
        return StreamingResponse(_events(preview), media_type=EVENT_STREAM)
    return await run_in_threadpool(_shown, preview, asked)


def _target(scope: Scope) -> str:
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _shown(preview: Preview, asked: Address | HTTPStatus) -> Response:
    folder = preview.now.folder
    if isinstance(asked, Address) and asked.path in OWN_FILES:
        file = OWN_FILES[asked.path]
        return Response(file.read_bytes(), media_type=type_of(file.name))
    if isinstance(asked, Address) and asked.path.startswith(UNSAVED):
        unsaved = preview.unsaved(asked.path)
        if unsaved is not None:
            return _page(preview, beside_form(unsaved, preview.desk))
    if folder is None:
        return _with_preview(preview, HTTPStatus.SERVICE_UNAVAILABLE, EMPTY_PAGE)
    if isinstance(asked, Address):
        return _file(preview, folder, asked)
    return _missing(preview, folder)


def _file(preview: Preview, folder: Path, asked: Address) -> Response:
    file = find_file(folder, asked.names)
    if file is not None and file.is_dir() and not asked.folder:
        return RedirectResponse(asked.with_slash, HTTPStatus.FOUND)
    if file is not None and file.is_dir():
        file = file / "index.html"
    try:
        content = file.read_bytes() if file else None
    except OSError:  # it is gone meanwhile, or not for reading
        content = None
    policy = file_policy(asked.path + "/" * asked.folder)
    if file is None or content is None:
        return _missing(preview, folder)
    if file.suffix == ".html" and not policy:
        page = content.decode("utf-8", "surrogateescape")
        return _with_preview(preview, HTTPStatus.OK, page)
    # As the published site has it.
    headers = {"Content-Security-Policy": policy} if policy else {}
    return Response(content, headers={**headers, "Content-Type": type_of(file.name)})


def _missing(preview: Preview, folder: Path) -> Response:
    try:
        page = (folder / "404.html").read_text("utf-8")
    except FileNotFoundError:
        page = EMPTY_PAGE
    return _with_preview(preview, HTTPStatus.NOT_FOUND, page)


def _with_preview(preview: Preview, status: HTTPStatus, page: str) -> Response:
    return _page(preview, with_preview(page, preview.now) if preview.live else page, status)


def _page(preview: Preview, page: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    content = page.encode("utf-8", "surrogateescape")
    headers = {"Content-Type": TYPES["html"]}
    if preview.live:
        framing = own_origins(preview.desk) if preview.desk else ()
        headers["Content-Security-Policy"] = preview_policy(page_hashes(content), framing)
    return Response(content, status, headers)


def _told(status: HTTPStatus, sentence: str) -> Response:
    return Response(plain_page(sentence), status, {"Content-Type": TYPES["html"]})


async def _events(preview: Preview) -> AsyncIterator[str]:
    """The version of what is shown, whenever it is another."""
    told, looks = None, 0
    while not preview.closing:
        version = preview.now.version
        if version != told or looks % HEARTBEATS == 0:
            told = version
            yield f"data: {version}\n\n"
        looks += 1
        await anyio.sleep(LOOKING_SECONDS)
