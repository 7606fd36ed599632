"""How `serve` asks the process that builds for it for a build, or what a text would be that nobody
has saved: an order is a line of JSON, and so is its answer."""

from __future__ import annotations

import msgspec

from plugins.shared.problems import Problem
from plugins.shared.rendered_article import RenderedArticle

# The other order.
BUILD = "build"


class BuildAnswer(msgspec.Struct, frozen=True, array_like=True):
    """reported: all that a person is told; places: where the code lies that the process has loaded,
    besides the project's own; problems: of the last build that looked for them."""

    made: bool
    reported: str
    places: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class RenderOrder(msgspec.Struct, frozen=True):
    """See `render_article`. In JSON, `data` is in base64."""

    path: str
    data: bytes


def order_line(path: str, data: bytes) -> str:
    """The order to show the text `data` as if it were saved at `path`, as one line."""
    return msgspec.json.encode(RenderOrder(path, data)).decode() + "\n"


def read_order(line: str) -> RenderOrder:
    """Raises ValueError."""
    return msgspec.json.decode(line, type=RenderOrder)


def answer_line(answer: BuildAnswer | RenderedArticle | None) -> str:
    """None: no build has succeeded yet in which the article could stand."""
    return msgspec.json.encode(answer).decode()


def read_built(line: str) -> BuildAnswer:
    """Raises ValueError."""
    return msgspec.json.decode(line, type=BuildAnswer)


def read_answer(line: str) -> RenderedArticle | None:
    """Raises ValueError."""
    return msgspec.json.decode(line, type=RenderedArticle | None)
