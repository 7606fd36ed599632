"""In any site of Pelican's: readers search all articles in their own browser, without a server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.parts.pages import PageFile, PagePart, add_part, styles
from plugins.parts.settings import settings_of
from plugins.parts.words import words_of
from plugins.search.memory import Memory
from plugins.search.pelican_site import PelicanSource, searched
from plugins.search.script import search_script
from plugins.search.writing import IndexWriter
from plugins.shared.cache import NoCache
from plugins.shared.outputs import FreshOutputs
from plugins.shared.settings import SettingError

NAME = "SEARCH"
FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates" / "search"
ADDRESS = re.compile(r"(?:[A-Za-z0-9_-]+/)+")
MARK = '<div class="site-search">'
# The block of a theme's base.html in which a page says what it has to say.
IN_THEME = """\
{% extends "base.html" %}
{% block title %}{{ search_title }} – {{ SITENAME }}{% endblock %}
{% block content %}{{ search_page }}{% endblock %}
"""
BOX = """\
<form class="search-box" role="search" action="{action}">
<input type="search" name="q" aria-label="{label}"> <button type="submit">{submit}</button>
</form>"""


@dataclass(frozen=True)
class SearchSettings:
    """The setting SEARCH. address: of the page, a folder of the site; styles: whether it gets the
    plugin's style sheet."""

    address: str = "search/"
    styles: bool = True


def read_search_settings(settings: Mapping[str, Any]) -> SearchSettings:
    """Raises SettingError."""
    read = settings_of(SearchSettings, settings, NAME)
    if not ADDRESS.fullmatch(read.address):
        told = f"{NAME}.address: “{read.address}” where a folder is needed"
        raise SettingError(f"{told}: letters, digits and a slash at its end, such as search/.")
    return read


class StandaloneSearch(Generator):  # type: ignore[misc]
    """Runs after Pelican's generators of articles and pages."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_output(self, writer: Writer) -> None:
        settings = self.settings
        address = read_search_settings(settings).address
        words = words_of(FOLDER, settings, "search")
        found = searched(self.context["articles"], self.context["pages"])
        outputs = FreshOutputs(Path(self.output_path))
        source, memory = PelicanSource(words["pages"]), Memory.of(NoCache())
        index = IndexWriter(found, source, outputs, memory, address)
        page = Environment(autoescape=True, trim_blocks=True).from_string(
            (TEMPLATES / "standalone.html").read_text("utf-8")
        )
        shown = page.render(
            t=words,
            index=index.write(),
            years=index.years(),
            categories=[category for category, _ in self.context["categories"]],
            up="../" * address.count("/"),
            keys="telex" if settings["DEFAULT_LANG"].startswith("vi") else "",
            sitename=settings["SITENAME"],
        )
        values = {"search_page": Markup(shown), "search_title": words["title"]}  # noqa: S704
        writer.write_file(
            f"{address}index.html",
            self._template(values),
            self.context,
            settings["RELATIVE_URLS"],
            url=address,
            **values,
        )

    def _template(self, values: Mapping[str, object]) -> Any:
        """The theme's, where its base has room for a page; else one of our own."""
        try:
            template = self.env.from_string(IN_THEME)
            if MARK in template.render({**self.context, **values}):
                return template
        except TemplateNotFound:
            pass
        return self.env.from_string((TEMPLATES / "alone.html").read_text("utf-8"))


def has_search(html: str) -> bool:
    return MARK in html


def prepare(pelican: Pelican) -> None:
    settings = pelican.settings
    read = read_search_settings(settings)
    words = words_of(FOLDER, settings, "search")

    @pass_context
    def search_box(context: Context) -> Markup:
        """A form that leads to the search page."""
        action = f"{context['SITEURL']}/{read.address}"
        values = {"action": action, "label": words["title"], "submit": words["submit"]}
        return Markup(BOX.format(**{key: escape(value) for key, value in values.items()}))  # noqa: S704

    # A new dict: the settings file's own may serve another build.
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], "search_box": search_box}
    sheets = [PageFile("search.css", styles(FOLDER / "css/page.css"))] if read.styles else []
    files = (*sheets, PageFile("search.js", search_script()))
    add_part(pelican, PagePart("search", files, needed=has_search))


def add_generator(_pelican: Pelican) -> type[StandaloneSearch]:
    return StandaloneSearch


def register() -> None:
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
