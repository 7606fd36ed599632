"""A reader's page keeps its place while photos load, and loads only those that come into view."""

from __future__ import annotations

import html
import re
from typing import Any

from pelican import signals

from plugins.frontmatter.reader import Body
from plugins.images.markup import dress
from plugins.images.size import NotAPicture
from plugins.listings.cards import Picture
from plugins.problems import Problem

# The sanitiser's output has every attribute in double quotes, so the pattern is exact.
IMAGE = re.compile(r'<img((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')


def dress_pictures(content: str, body: Body) -> str:
    """Sizes and loading for each picture that plugins/links found; `pictures` for the cards."""
    pictures: list[Picture] = []
    body.facts["pictures"] = pictures

    def dressed(tag: re.Match[str]) -> str:
        found = ATTRIBUTE.findall(tag.group(1))
        attributes = {name: html.unescape(value) for name, value in found}
        address = attributes.get("src", "")
        file = body.facts["files"].get(address)
        if file is None:
            return tag.group()
        try:
            attributes = dress(attributes, file, first=not pictures)
        except NotAPicture as problem:
            line = body.line_of(file.name)
            body.problems.append(
                Problem(body.path, line, 1, "error", problem.sentence, problem.remedy)
            )
            return tag.group()
        pictures.append(Picture(address, int(attributes["width"]), int(attributes["height"])))
        written = (f'{name}="{html.escape(value)}"' for name, value in attributes.items())
        return f"<img {' '.join(written)}>"

    return IMAGE.sub(dressed, content)


def add_step(pelican: Any) -> None:
    pelican.settings["PORTAL_BODY_STEPS"].append(dress_pictures)


def register() -> None:
    signals.initialized.connect(add_step)
