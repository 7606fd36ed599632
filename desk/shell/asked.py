"""What a script sends, as plain values."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from desk.shell.errors import DeskError
from desk.shell.words import WORDS


async def read_fields(request: Request) -> dict[str, str]:
    """The texts of a JSON object; what is no text is left out. Raises DeskError (400)."""
    said = await read_json(request)
    return {name: value for name, value in said.items() if isinstance(value, str)}


async def read_json(request: Request) -> dict[str, Any]:
    """An object. Raises DeskError (400)."""
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise DeskError(400, WORDS.errors.no_json)
    return said
