"""In any site of Pelican's: text size, listening, printing and sharing above each article."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Article

from plugins.parts.pages import END_OF_HEAD, PageFile, PagePart, add_part, scripts, styles
from plugins.parts.settings import settings_of
from plugins.parts.words import words_of
from plugins.shared.strings import SHARED
from plugins.toolbar.settings import ToolbarSettings, refuse_unknown_places

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
NAME = "TOOLBAR"
# Where a theme wants the toolbar, if not above the text.
PLACE = "<!-- toolbar -->"
CANONICAL = "canonical"
# Zalo is what Vietnamese readers share by. Colours need a theme that follows them.
DEFAULTS: dict[str, dict[str, Any]] = {
    "vi": {"colours": False},
    "": {"colours": False, "share": ["facebook", "email"]},
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Toolbar:
    """words: of the strings, as pairs; short: abbreviations, and what is said for them."""

    settings: ToolbarSettings
    words: tuple[tuple[str, str], ...]
    short: tuple[tuple[str, str], ...]
    site_address: str


def prepare(pelican: Pelican) -> None:
    settings = pelican.settings
    defaults = DEFAULTS.get(settings["DEFAULT_LANG"], DEFAULTS[""])
    given = settings.get(NAME, {})
    whole = {**defaults, **given} if isinstance(given, Mapping) else given
    toolbar = settings_of(ToolbarSettings, {**settings, NAME: whole}, NAME)
    refuse_unknown_places(toolbar)
    words = words_of(FOLDER, settings, "toolbar").items()
    short = words_of(SHARED, settings, "abbreviations").items()
    made = Toolbar(toolbar, tuple(words), tuple(short), settings["SITEURL"])
    add_part(pelican, PagePart("toolbar", files(), partial(with_toolbar, toolbar=made)))


def files() -> tuple[PageFile, ...]:
    css = [FOLDER / "css" / f"{name}.css" for name in ("display", "toolbar", "standalone")]
    return (
        PageFile("toolbar.css", styles(*css, in_layer=False)),
        PageFile("first.js", (TEMPLATES / "toolbar/first.js").read_text("utf-8"), early=True),
        PageFile("toolbar.js", scripts(*sorted((FOLDER / "js").glob("*.js")))),
    )


def with_toolbar(html: str, context: Mapping[str, Any], toolbar: Toolbar) -> str:
    """An article's page with its toolbar; a page of another kind as it is."""
    article = context.get("article")
    if not isinstance(article, Article):
        return html
    text: str = article.content
    found = html.find(text) if text else -1
    if found < 0 and PLACE not in html:
        log.warning(
            "toolbar: %s does not show the text as it is; write %s into the theme's article.html",
            context.get("output_file"),
            PLACE,
        )
        return html
    address = f"{toolbar.site_address}/{article.url}"
    bar = toolbar_of(article, address, toolbar)
    if found >= 0:
        own = "" if PLACE in html else bar
        read = f"{own}<div data-listen>{text}</div>"
        html = html[:found] + read + html[found + len(text) :]
    return with_address(read_title(html.replace(PLACE, bar, 1), article.title), address)


def read_title(html: str, title: str) -> str:
    """The first heading that holds the title is read aloud too."""
    heading = rf"<h[1-6]\b(?=[^>]*>(?:(?!</h[1-6]).)*?{re.escape(title)})"
    return re.sub(heading, lambda found: f"{found[0]} data-listen", html, count=1, flags=re.S)


def with_address(html: str, address: str) -> str:
    """What is copied is the article's own address, not the one by which a reader came."""
    if CANONICAL in html:
        return html
    link = f'<link rel="{CANONICAL}" href="{escape(address)}">\n'
    return html.replace(END_OF_HEAD, link + END_OF_HEAD, 1)


def toolbar_of(article: Article, address: str, toolbar: Toolbar) -> str:
    title = unescape(re.sub(r"<[^>]+>", "", article.title))
    return _template(toolbar.words).render(
        toolbar=toolbar.settings,
        links=toolbar.settings.links(title, address),
        short=toolbar.settings.abbreviations(toolbar.short, article, article.content),
    )


@lru_cache(4)
def _template(words: tuple[tuple[str, str], ...]) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"t": {"toolbar": dict(words)}, "once": _rendered}
    return environment.get_template("toolbar/standalone.html")


def _rendered(macro: Any, *arguments: object) -> Markup:
    made: Markup = macro(*arguments)
    return made


def register() -> None:
    signals.initialized.connect(prepare)
