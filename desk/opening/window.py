"""A second double click opens the desk that runs already, not a second one beside it.

A running desk leaves a small file: its port, and a sign that nobody guesses, by which it is known
again. What a desk left that is gone is no obstacle: another program at that port has not the sign.
"""

from __future__ import annotations

import http.client
import secrets
from pathlib import Path

import msgspec
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from plugins.shared.files import write_whole
from tools.local_server import HIGHEST_PORT

PATIENCE_SECONDS = 10.0
OWN = "/dang-mo/"


class Window(msgspec.Struct, frozen=True):
    """Where a desk listens; sign: by which it is known to be ours."""

    port: int
    sign: str

    @property
    def address(self) -> str:
        """Of its first page."""
        return f"http://127.0.0.1:{self.port}/"


def leave_window(file: Path, port: int) -> Window:
    """Writes down where this desk listens, for the next double click."""
    window = Window(port, secrets.token_urlsafe(16))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, msgspec.json.encode(window))
    return window


def take_away(file: Path, window: Window) -> None:
    """Unless another desk has left its own there since."""
    if _read(file) == window:
        file.unlink(missing_ok=True)


def running_window(file: Path) -> Window | None:
    """That of a desk that answers now."""
    window = _read(file)
    if window is None:
        return None
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", OWN + window.sign)
        return window if connection.getresponse().status == 204 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _read(file: Path) -> Window | None:
    try:
        window = msgspec.json.decode(file.read_bytes(), type=Window)
    except (OSError, ValueError):
        return None
    is_sound = (
        0 < window.port <= HIGHEST_PORT and window.sign.isascii() and window.sign.isprintable()
    )
    return window if is_sound and " " not in window.sign else None


def with_sign(app: ASGIApp, window: Window) -> ASGIApp:
    """The desk, which says that it is there to whoever knows its sign."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        is_asked = scope.get("path") == OWN + window.sign
        await (Response(status_code=204) if is_asked else app)(scope, receive, send)

    return answer
