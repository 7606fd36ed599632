"""Preview and desk answer on this machine alone, each from a thread; no client holds up another."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from plugins.shared.messages import gettext, gettext_noop

# A browser opens six connections to a host, some of them before it has anything to ask.
MOST_CONNECTIONS = 64
ASKING_SECONDS = 15.0  # for a whole request, in however many pieces
READING_SECONDS = 60.0  # until some of an answer must have been read: who is slow is waited for
CLOSING_SECONDS = 2
HIGHEST_PORT = 65535
UNREADABLE = gettext_noop("Trình duyệt gửi một yêu cầu mà phần mềm không đọc được.")


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


def listen_after(port: int) -> socket.socket:
    """On the next free port; after 0, on any. Raises OSError."""
    for candidate in range(port + 1, HIGHEST_PORT + 1) if port else ():
        with contextlib.suppress(OSError):
            return listen(candidate)
    return listen(0)


def port_of(mine: socket.socket) -> int:
    """The port of a listening socket."""
    return int(mine.getsockname()[1])


def origin_of(mine: socket.socket) -> str:
    """Its address without a final slash."""
    return f"http://127.0.0.1:{port_of(mine)}"


@contextlib.contextmanager
def running(app: ASGIApp, mine: socket.socket) -> Iterator[None]:
    """Answers while the block runs; the socket is closed at its end. What `app` raises is nowhere
    told: that is for the application."""
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        log_config=None,
        log_level="critical",  # what a client sends or breaks off is no news to an editor
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        loop="asyncio",
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


class BoundedProtocol(H11Protocol):
    """uvicorn's, with bounds that it lacks: of connections, of a request's time, of a reader's."""

    _asking: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        if len(self.connections) > MOST_CONNECTIONS:
            self.transport.abort()
        else:
            self._asking = self.loop.call_later(ASKING_SECONDS, self.transport.abort)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            _cancel(self._asking)
            self._asking = None
        elif self._asking is None:
            self._asking = self.loop.call_later(ASKING_SECONDS, self.transport.abort)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Who has nothing more to say may still wait for an answer."""
        is_asked = self.cycle is not None and self.conn.their_state is not h11.SEND_BODY
        if not is_asked or self.cycle.response_started:
            return False
        self.cycle.keep_alive = False
        return True

    def send_400_response(self, msg: str) -> None:
        body = gettext(UNREADABLE).encode()
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        events: list[h11.Event] = [
            h11.Response(status_code=400, headers=headers),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ]
        with contextlib.suppress(h11.LocalProtocolError):  # an answer is under way already
            for event in events:
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        _cancel(self._reading)

    def _await_reader(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._reading = self.loop.call_later(READING_SECONDS, self._look_at_reader, left)

    def _look_at_reader(self, left: int) -> None:
        if self.transport.get_write_buffer_size() < left:
            self._await_reader()
        else:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        _cancel(self._asking)
        _cancel(self._reading)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
