"""The desk of a running `serve`: it follows what pelicanconf.py says, and each build's problems."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import anyio
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.shell.app import create_app
from desk.shell.desk import Desk, Render
from desk.shell.guard import Guard
from desk.shell.words import WORDS
from plugins.shared.problems import Problem
from plugins.site.editors import read_newsroom
from plugins.site.languages import schema_of
from tools.failures import sentence_of
from tools.preview import Preview, plain_page
from tools.settings_file import load_settings

LOOKING_SECONDS = 0.05
LOOKS = 200


class OpenDesk:
    """An ASGI application: the desk of the settings as they are. Where these can't be read it goes
    on with those that could, and without any says why."""

    def __init__(
        self,
        content: Path,
        settings_file: Path,
        render: Render,
        preview: Preview,
        origin: str,
        scratch: Path,
    ) -> None:
        """origin: of the preview; the others: see Desk."""
        self._content = content.resolve()
        self._settings_file = settings_file
        self._render = render
        self._preview = preview
        self._origin = origin
        self._scratch = scratch
        self._token = secrets.token_urlsafe(32)
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._app: ASGIApp | None = None
        self.now: Desk | None = None
        self._why = ""
        self.read_settings()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(LOOKS):
            if self._app or self._why:
                break
            await anyio.sleep(LOOKING_SECONDS)
        await (self._app or self._closed())(scope, receive, send)

    def _closed(self) -> ASGIApp:
        page = HTMLResponse(plain_page(self._why or WORDS.errors.not_open), 503)
        return Guard(page, self._token, self._origin)

    def read_settings(self) -> None:
        """Once at the start, and whenever the file is another. In a thread: it is a program, which
        may never end. What rooms hold in memory is made anew; nothing that an editor wrote is."""
        threading.Thread(target=self._read_settings, daemon=True).start()

    def _read_settings(self) -> None:
        try:
            settings = load_settings(self._settings_file, {"PATH": str(self._content)})
            schema = schema_of(settings)
            read_newsroom(settings)
        except Exception as cause:
            self._why = sentence_of(cause)
            return
        self.now = Desk(
            content=self._content,
            settings=settings,
            schema=schema,
            render=self._render,
            problems=lambda: self._problems,
            preview=self._origin,
            show=self._preview.keep,
            scratch=self._scratch,
            token=self._token,
        )
        self._app = create_app(self.now)

    def take(self, problems: Iterable[Problem]) -> None:
        """Those of the last build."""
        path = attrgetter("path")
        self._problems = {name: tuple(each) for name, each in groupby(sorted(problems), path)}
