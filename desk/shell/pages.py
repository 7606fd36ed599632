"""A page of the desk: Jinja, everything escaped, the words at hand."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.shell.desk import Desk
from desk.shell.words import LANGUAGE, WORDS

HERE = Path(__file__).parents[1]


@lru_cache(1)
def _environment() -> Environment:
    folders = [room / "templates" for room in sorted(HERE.iterdir()) if room.is_dir()]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = WORDS
    environment.globals["language"] = LANGUAGE
    return environment


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """`template` of any room, with `values`, the words (`t`), the desk and the token."""
    given: Desk = request.app.state.desk
    words = json.dumps(WORDS.script.as_dict(), ensure_ascii=False)
    text = (
        _environment()
        .get_template(template)
        .render(values, desk=given, token=given.token, script_words=words)
    )
    return HTMLResponse(text, status)


def wants_page(request: Request) -> bool:
    """Whether a person looks at it, not a script."""
    return "text/html" in request.headers.get("accept", "")
