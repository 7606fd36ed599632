"""What every room of the desk is given."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk.shell.deeds import Listener
from plugins.frontmatter.schema import Schema
from plugins.shared.problems import Problem
from plugins.shared.rendered_article import RenderedArticle
from tools.places import ASIDE, PUBLISHED_SETTINGS

Render = Callable[[str, bytes], RenderedArticle | None]
Show = Callable[[str], str]
AllProblems = Callable[[], Mapping[str, tuple[Problem, ...]]]


@dataclass(frozen=True)
class Desk:
    """content: real path of content/; settings: of pelicanconf.py when the desk was opened.

    render: the page and problems of unsaved bytes at a path (`content/tin-tuc/a.md`), None before
    the first build that succeeded; raises WorkerLostError. problems: of the last build or check, by
    path. preview: origin of the preview, `http://127.0.0.1:8000`. show: has the preview keep a
    page, and gives its address there. scratch: a folder of this machine alone, outside content/.
    token: what each request that writes has to carry. publish_settings: says where to publish.
    listeners: are told what was done to files of content/. turn: of whoever saves, moves or fetches
    articles, since two windows may at once.
    """

    content: Path
    settings: Mapping[str, Any]
    schema: Schema
    render: Render
    problems: AllProblems
    preview: str
    show: Show
    scratch: Path
    token: str
    publish_settings: Path = PUBLISHED_SETTINGS
    listeners: tuple[Listener, ...] = ()
    turn: AbstractContextManager[object] = field(default_factory=threading.RLock, compare=False)

    @property
    def aside(self) -> Path:
        """Where the desk keeps what is no article."""
        return self.content / ASIDE
