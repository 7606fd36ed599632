"""The desk answers on this machine alone, in a thread beside the preview."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

CLOSING_SECONDS = 2


def listen(port: int) -> socket.socket:
    """On 127.0.0.1; 0 takes a free port. Raises OSError, OverflowError."""
    mine = socket.socket()
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may take it too
            mine.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        mine.bind(("127.0.0.1", port))
        mine.listen()
    except BaseException:
        mine.close()
        raise
    return mine


def origin_of(mine: socket.socket) -> str:
    return f"http://127.0.0.1:{mine.getsockname()[1]}"


@contextlib.contextmanager
def running(app: ASGIApp, mine: socket.socket) -> Iterator[None]:
    """Answers while the block runs; the socket is closed at its end."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [mine]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        mine.close()
