"""A page speaks the language of its article: its templates see that language's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from jinja2 import Environment
from pelican.contents import Content
from pelican.generators import Generator

from plugins.shared.portal import Portal, portal_of
from plugins.site.dates import show_day, show_month
from plugins.site.words import Words


def date_filters(words: Words) -> dict[str, Callable[[datetime], str]]:
    """Of templates in one language."""
    return {"day": partial(show_day, words=words), "month_year": partial(show_month, words=words)}


def environment_in(language: str, environment: Environment, portal: Portal) -> Environment:
    """language: of an article, "" for the site's own; environment: Jinja's, of this build."""
    if not language:
        return environment
    if language not in portal.environments:
        words = portal.languages[language]
        site = portal.sites.get(language, portal.site)
        made = environment.overlay()
        # An overlay has the same dicts as what it lies over.
        made.globals = {**environment.globals, "t": words, "site": site}
        made.filters = {**environment.filters, **date_filters(words)}
        portal.environments[language] = made
    return portal.environments[language]


def speak(generator: Generator, content: Content) -> None:
    """Right after this a generator asks itself, by its name, for the template of `content`."""
    environment = environment_in(content.head.lang, generator.env, portal_of(generator.settings))
    templates: dict[str, Any] = generator._templates
    templates[content.template] = environment.get_template(f"{content.template}.html")
