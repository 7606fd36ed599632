"""What every page knows of the site: name, sections, contacts, notices and the words it says."""

from __future__ import annotations

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
from plugins.shared.messages import gettext
from plugins.shared.portal import add_filters, add_globals, portal_of
from plugins.shared.settings import SettingError, Settings, read_settings
from plugins.shared.strings import plugin_folders
from plugins.shared.themes import is_foreign, parts_of_theme
from plugins.site.brand import Brand
from plugins.site.colours import check_colours
from plugins.site.compiled import StoredTemplates
from plugins.site.editors import read_newsroom
from plugins.site.elsewhere import PELICANS, open_to_ours
from plugins.site.files import keep_the_rest_home, see_what_checks_see
from plugins.site.folders import refuse_stray_folders, warn_of_missing_folders
from plugins.site.folding import fold_nothing
from plugins.site.identity import SiteSettings, check_links, read_sections, read_translated_sites
from plugins.site.languages import read_languages, read_slugs
from plugins.site.logo import read_logo
from plugins.site.speaking import date_filters, speak
from plugins.site.urgent import still_urgent
from plugins.site.wording import check_name, check_words

CONTRACT = Contract(
    gives=(
        *("site", "brand", "sections", "languages", "words", "sites", "slugs", "environments"),
        *(
            "root",
            "linked",
            "foreign",
            "t",
            "site_address",
            "site_language",
            "once",
            "day",
            "month_year",
        ),
    ),
    uses=("tree", "outputs"),
)

# Names that Pelican passes to typogrify; anything else there turns every title into None.
TYPOGRIFY_FILTERS = {"amp", "caps", "initial_quotes", "smartypants", "titlecase", "widont"}

SITE_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[\w.~%-]+)*", re.ASCII)


def check_settings(pelican: Pelican) -> None:
    """Every setting is read once, before any article, so that a wrong one stops the build."""
    settings = pelican.settings
    portal = portal_of(settings)
    site = read_settings(SiteSettings, settings.get("SITE", {}), "SITE")
    check_name(settings["SITENAME"])
    check_words(site, "SITE")
    check_links(site)
    urgent = still_urgent(site.urgent, settings.get("PUBLISH_TIME") or datetime.now(UTC))
    site = replace(site, urgent=urgent)
    portal.brand = brand = brand_of(site, settings)
    portal.everywhere = repr((urgent, brand.digest))
    read_newsroom(settings)
    if not _is_site_address(settings["SITEURL"]):
        raise SettingError(
            gettext(
                "SITEURL: đọc được {value!r}; cần địa chỉ đầy đủ, không có dấu / ở cuối, ví "
                "dụ https://phuthong.example.vn",
                value=settings["SITEURL"],
            )
        )
    unknown = set(settings["TYPOGRIFY_OMIT_FILTERS"]) - TYPOGRIFY_FILTERS
    if unknown:
        raise SettingError(
            gettext(
                "TYPOGRIFY_OMIT_FILTERS: không có bộ lọc {names}.",
                names=", ".join(sorted(unknown)),
            )
        )
    root = urlsplit(settings["SITEURL"]).path
    portal.foreign = is_foreign(settings)
    if portal.foreign:
        for name, value in PELICANS.items():
            settings[name] = settings[name] or value
    portal.languages = read_languages(settings)
    portal.words = portal.languages[settings["DEFAULT_LANG"]]
    portal.slugs = read_slugs(portal.words)
    sections = read_sections(settings.get("SECTIONS", ()), portal.slugs, portal.languages)
    refuse_stray_folders(sections, portal.languages, settings)
    portal.site, portal.sections, portal.root = site, sections, root
    portal.sites = read_translated_sites(settings, portal.languages, urgent)
    settings["THEME_TEMPLATES_OVERRIDES"] = [
        *settings["THEME_TEMPLATES_OVERRIDES"],
        *template_folders(settings["PLUGINS"]),
    ]
    if portal.foreign and "search" in [name.rpartition(".")[2] for name in settings["PLUGINS"]]:
        search = (portal.words.search.title, f"{root}/{portal.slugs.search}/")
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
        brand=brand,
        sections=sections,
        root=root,
        site_address=settings["SITEURL"],
        site_language=settings["DEFAULT_LANG"],
        once=rendered,
    )
    add_filters(settings, **date_filters(portal.words))


def _is_site_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(SITE_ADDRESS.fullmatch(address)) and (parts.port or 0) >= 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def brand_of(site: SiteSettings, settings: Settings) -> Brand:
    folders = (Path(settings["PATH"]), parts_of_theme(settings) / "static")
    logo = read_logo(site.logo, settings["SITENAME"], folders)
    return Brand(check_colours(site.colours), logo)


def write_logo(pelican: Pelican) -> None:
    portal = portal_of(pelican.settings)
    if logo := portal.brand.logo:
        portal.outputs.write_bytes(logo.address, logo.data)


def template_folders(plugins: list[str]) -> list[str]:
    """The `templates` folders of the enabled plugins, in their order."""
    folders = (folder / "templates" for folder in plugin_folders(plugins))
    return [str(folder) for folder in folders if folder.is_dir()]


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
    """Called by Pelican."""
    signals.initialized.connect(check_settings)
    signals.generator_init.connect(fold_nothing)
    signals.generator_init.connect(open_to_ours)
    signals.generator_init.connect(link_from_the_root)
    signals.article_generator_write_article.connect(speak)
    signals.page_generator_write_page.connect(speak)
    signals.generator_init.connect(see_what_checks_see)
    signals.static_generator_finalized.connect(keep_the_rest_home)
    signals.all_generators_finalized.connect(warn_of_missing_folders)
    signals.finalized.connect(write_logo)
