"""Tests open a desk on a content folder of their own and look at it with a browser or by hand."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack
from urllib.error import HTTPError

from desk.shell.app import create_app
from desk.shell.desk import AllProblems, Desk, Render, Show
from plugins.shared.rendered_article import RenderedArticle
from plugins.site.languages import schema_of
from tools.local_server import listen, origin_of, running
from tools.places import PUBLISHED_SETTINGS, SETTINGS
from tools.settings_file import load_settings

TOKEN = "khoa-thu"


@dataclass(frozen=True)
class Opened:
    """origin: `http://127.0.0.1:…`."""

    desk: Desk
    origin: str

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """(status, what was answered: of JSON, text, a picture's bytes). body: JSON, or bytes."""
        raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        kind = "octet-stream" if isinstance(body, bytes) else "json"
        said = {
            "Content-Type": f"application/{kind}",
            "Origin": self.origin,
            "X-Desk-Token": TOKEN,
            **(headers or {}),
        }
        request = urllib.request.Request(
            self.origin + path, None if method == "GET" else raw, said, method=method
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, _read(answer)
        except HTTPError as refused:
            with refused:
                return refused.code, _read(refused)


def _read(answer: Any) -> Any:
    data: bytes = answer.read()
    kind = str(answer.headers["Content-Type"])
    if kind.startswith("image/"):
        return data
    return json.loads(data) if "json" in kind else data.decode()


def never_rendered(path: str, data: bytes) -> RenderedArticle:
    """No page, and nothing that a page waits for."""
    return RenderedArticle("", ())


class Given(TypedDict, total=False):
    """What is not as in most tests; settings: others than those of pelicanconf.py."""

    render: Render
    problems: AllProblems
    preview: str
    show: Show
    settings: Mapping[str, Any]
    publish_settings: Path


def make_desk(content: Path, scratch: Path, **given: Unpack[Given]) -> Desk:
    """As `open_desk`, without a server."""
    settings = load_settings(SETTINGS, {"PATH": str(content), **given.get("settings", {})})
    return Desk(
        content=content.resolve(),
        settings=settings,
        schema=schema_of(settings),
        render=given.get("render", never_rendered),
        problems=given.get("problems", dict),
        preview=given.get("preview", "http://127.0.0.1:9"),
        show=given.get("show", str),
        scratch=scratch,
        token=TOKEN,
        publish_settings=given.get("publish_settings", PUBLISHED_SETTINGS),
    )


@contextmanager
def open_desk(content: Path, scratch: Path, **given: Unpack[Given]) -> Iterator[Opened]:
    """content: made by the test, `content/tin-tuc/a.md` …; the sections are the project's own."""
    desk = make_desk(content, scratch, **given)
    mine = listen(0)
    with running(create_app(desk), mine):
        yield Opened(desk, origin_of(mine))
