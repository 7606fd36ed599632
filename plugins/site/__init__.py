"""What every page knows of the site: name, sections, contacts, notices and the words it says."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import StrictUndefined, Undefined
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.frontmatter.schema import Section
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.shared.settings import SettingError, read_settings
from plugins.shared.themes import is_foreign, parts_of_theme
from plugins.site.compiled import StoredTemplates
from plugins.site.editors import read_newsroom
from plugins.site.elsewhere import PELICANS, open_to_ours
from plugins.site.files import keep_the_rest_home, see_what_checks_see
from plugins.site.folding import fold_nothing
from plugins.site.identity import SiteSettings, check_links, read_sections
from plugins.site.urgent import still_urgent
from plugins.site.words import read_words

CONTRACT = Contract(
    gives=("site", "sections", "words", "root", "linked", "t", "site_address", "once", "foreign"),
    uses=("tree",),
)

# Names that Pelican passes to typogrify; anything else there turns every title into None.
TYPOGRIFY_FILTERS = {"amp", "caps", "initial_quotes", "smartypants", "titlecase", "widont"}

SITE_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[\w.~%-]+)*", re.ASCII)


def check_settings(pelican: Pelican) -> None:
    """Every setting is read once, before any article, so that a wrong one stops the build."""
    settings = pelican.settings
    portal = portal_of(settings)
    site = read_settings(SiteSettings, settings.get("SITE", {}), "SITE")
    check_links(site)
    site = replace(
        site, urgent=still_urgent(site.urgent, settings.get("PUBLISH_TIME") or datetime.now(UTC))
    )
    portal.timely = repr(site.urgent)
    sections = read_sections(settings.get("SECTIONS", ()))
    read_newsroom(settings)
    if not SITE_ADDRESS.fullmatch(settings["SITEURL"]):
        raise SettingError(
            f"SITEURL: đọc được {settings['SITEURL']!r}; cần địa chỉ đầy đủ, "
            "không có dấu / ở cuối, ví dụ https://phuthong.example.vn"
        )
    unknown = set(settings["TYPOGRIFY_OMIT_FILTERS"]) - TYPOGRIFY_FILTERS
    if unknown:
        raise SettingError(f"TYPOGRIFY_OMIT_FILTERS: không có bộ lọc {', '.join(sorted(unknown))}.")
    root = urlsplit(settings["SITEURL"]).path
    portal.foreign = is_foreign(settings)
    if portal.foreign:
        for name, value in PELICANS.items():
            settings[name] = settings[name] or value
    words_file = parts_of_theme(settings) / "strings.vi.toml"
    portal.site, portal.sections, portal.root = site, sections, root
    portal.words = read_words(words_file)
    settings["THEME_TEMPLATES_OVERRIDES"] = [
        *settings["THEME_TEMPLATES_OVERRIDES"],
        *template_folders(settings["PLUGINS"]),
    ]
    if portal.foreign and "plugins.search" in settings["PLUGINS"]:
        search = (portal.words.search.title, f"{root}/tim-kiem/")
        settings["MENUITEMS"] = settings.get("MENUITEMS") or [search]
    templates = settings.get("TEMPLATES_CACHE")
    keeps = templates and not portal.foreign  # which of those are compiled in another way
    settings["JINJA_ENVIRONMENT"] = {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": Undefined if portal.foreign else StrictUndefined,
        "auto_reload": False,
        "optimized": False,  # see folding.py
        "bytecode_cache": StoredTemplates(Path(templates)) if keeps else None,
        "extensions": [],  # plugins from elsewhere add to it
    }
    add_globals(
        settings,
        t=portal.words,
        site=site,
        sections=sections,
        root=root,
        site_address=settings["SITEURL"],
        once=rendered,
    )


def template_folders(plugins: list[str]) -> list[str]:
    """The `templates` folders of the enabled plugins, in their order."""
    folders = []
    for name in plugins:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            folder = Path(spec.origin).parent / "templates"
            if folder.is_dir():
                folders.append(str(folder))
    return folders


def rendered(macro: Callable[..., str], *arguments: object) -> str:
    """For templates: `once(card, item, 2)` is `card(item, 2)`, which may be rendered once for all.

    An imported macro sees its arguments and the globals, nothing of the page that imports it. Do
    not mix text and Markup inside a tuple: they are equal, and are shown in different ways.
    """
    return macro(*arguments)


def link_from_the_root(generator: Generator) -> None:
    """Pelican's {filename} links become `/tin-tuc/…`, the same bytes wherever the site lives."""
    generator.context["localsiteurl"] = portal_of(generator.settings).root + "/"


__all__ = ["Section", "SiteSettings", "check_settings"]


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.generator_init.connect(fold_nothing)
    signals.generator_init.connect(open_to_ours)
    signals.generator_init.connect(link_from_the_root)
    signals.generator_init.connect(see_what_checks_see)
    signals.static_generator_finalized.connect(keep_the_rest_home)
