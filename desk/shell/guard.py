"""Nobody but the desk's own pages is answered: not another machine, not a page from elsewhere."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.shell.words import WORDS
from tools.failures import sentence_of
from tools.preview_address import NAMES, is_flood

READING = ("GET", "HEAD")
TOKEN = "x-desk-token"  # noqa: S105  (a header's name)
# What a form of a page elsewhere can't send without being asked first.
BODIES = ("application/json", "application/octet-stream")
MOST_BYTES = 64 << 20


class Guard:
    """Refuses what is not asked under this machine's own names, and what writes without the token,
    from another origin, or as a form; says on every answer what its page may do."""

    def __init__(self, app: ASGIApp, token: str, preview: str) -> None:
        self._app = app
        self._token = token
        self._policy = policy(preview)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        started = False
        status = refusal(str(scope["method"]), headers, scope["server"][1], self._token)

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                said = MutableHeaders(scope=message)
                said["Content-Security-Policy"] = self._policy
                # Scripts and styles are asked for again, and sent if they are others.
                is_static = str(scope["path"]).startswith("/static/")
                said["Cache-Control"] = "no-cache" if is_static else "no-store"
                said["X-Content-Type-Options"] = "nosniff"
                said["Cross-Origin-Resource-Policy"] = "same-origin"
                said["Cross-Origin-Opener-Policy"] = "same-origin"
                said["Referrer-Policy"] = "no-referrer"
            await send(message)

        if status:
            sentence = WORDS.errors[f"guard_{status}"]
            await _refused(status, sentence)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception as cause:
            if started:
                raise
            await _refused(500, sentence_of(cause))(scope, receive, send_guarded)


def _refused(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"sentence": sentence, "remedy": ""}, status)


def policy(preview: str) -> str:
    """The Content-Security-Policy of the desk's pages; preview: address of the framed site."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            f"frame-src {preview}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def refusal(method: str, headers: Headers, port: int, token: str) -> int:
    """The status of HTTP with which a request is refused, 0 where it is not."""
    if is_flood(headers.raw):
        return 431
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0].lower() not in [f"{name}:{port}" for name in NAMES]:
        return 421
    if method in READING:
        # A page elsewhere may lead here, but not fetch or show what is here.
        is_ours = headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return 0 if is_ours or headers.get("sec-fetch-mode") == "navigate" else 403
    if headers.getlist("origin") != [f"http://{hosts[0].lower()}"]:
        return 403
    if not hmac.compare_digest(headers.get(TOKEN, "").encode(), token.encode()):
        return 401
    if headers.get("content-type", "").partition(";")[0] not in BODIES:
        return 415
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers or not length.isdecimal():
        return 411
    return 413 if int(length) > MOST_BYTES else 0
