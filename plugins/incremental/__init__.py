"""A build takes as long as what changed: the rest is kept from the last one, equal to the byte."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from blinker import ANY, Signal
from pelican import signals

from plugins.digests.code import ALL_ANEW, code_as_kept
from plugins.digests.keys import UnstableSettingsError, folders_of_pages, keys_of
from plugins.incremental.build import KEY, Build
from plugins.incremental.cache import BuildCache
from plugins.incremental.outputs import CachedOutputs, OutputManifest
from plugins.incremental.sources import Sources
from plugins.shared.build_tree import tree_of
from plugins.shared.cache import NoCache
from plugins.shared.contract import Contract
from plugins.shared.loaded import UnknownCodeError
from plugins.shared.messages import gettext
from plugins.shared.portal import portal_of
from plugins.shared.process_cache import ProcessCache
from plugins.shared.settings import Settings
from plugins.shared.themes import is_foreign, theme_name

CONTRACT = Contract(gives=("outputs", "cache", "contents", "tree", "digest_of", "lists_key"))

logger = logging.getLogger(__name__)

# What only Pelican's own generators and writer do, so that a site that wants it is built by them.
ONLY_PELICANS = (
    *("TEMPLATE_PAGES", "DIRECT_TEMPLATES", "OUTPUT_SOURCES", "RELATIVE_URLS"),
    *("EXTRA_PATH_METADATA", "STATIC_EXCLUDES", "DRAFT_SAVE_AS", "DRAFT_PAGE_SAVE_AS"),
    *("CATEGORY_SAVE_AS", "TAG_SAVE_AS", "AUTHOR_SAVE_AS", "YEAR_ARCHIVE_SAVE_AS"),
    *("MONTH_ARCHIVE_SAVE_AS", "DAY_ARCHIVE_SAVE_AS", "FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM"),
    *("FEED_ALL_RSS", "CATEGORY_FEED_ATOM", "CATEGORY_FEED_RSS", "AUTHOR_FEED_ATOM"),
    *("AUTHOR_FEED_RSS", "TAG_FEED_ATOM", "TAG_FEED_RSS", "TRANSLATION_FEED_ATOM"),
)
# Signals that hand out no article, page or file. A plugin from elsewhere that listens to others
# works on what Pelican's own generators and writer make.
HARMLESS = ("initialized", "generator_init", "readers_init")
OWN_PACKAGE = "plugins."


def open_cache(pelican: Any) -> None:
    """Only a build that names a cache file has one: tests and other programs build all."""
    settings = pelican.settings
    if not settings.get("BUILD_CACHE"):
        return
    portal, process = portal_of(settings), settings.get("PROCESS_CACHE") or ProcessCache()
    if is_foreign(settings):
        reason = gettext("giao diện “{name}” cần cách làm của Pelican.", name=theme_name(settings))
        logger.warning(gettext(ALL_ANEW), reason)
        return
    if wanted := [*_only_pelicans(settings)]:
        reason = gettext("thiết lập {names} chỉ Pelican làm được.", names=", ".join(wanted))
        logger.warning(gettext(ALL_ANEW), reason)
        return
    if others := sorted({*_plugins_that_change_pages(settings)}):
        reason = gettext("plugin {names} cần cách làm của Pelican.", names=", ".join(others))
        logger.warning(gettext(ALL_ANEW), reason)
        return
    try:
        folders = folders_of_pages(settings)
        keys = keys_of(settings, folders, process.started)
        file = Path(settings["BUILD_CACHE"])
        portal.cache = cache = BuildCache(file, keys.readings, process.decoded)
        code = code_as_kept(cache.code.get(""))
        if code is None:
            portal.cache = cache = cache.anew()
    except (UnstableSettingsError, UnknownCodeError) as cause:
        portal.cache.close()
        portal.cache = NoCache()
        logger.warning(gettext(ALL_ANEW), cause)
        return

    def save(manifest: OutputManifest) -> None:
        cache.outputs[""] = manifest
        cache.commit()

    live, fresh = Path(settings["LIVE_OUTPUT"]), Path(settings["OUTPUT_PATH"])
    last = cache.outputs.all().get("") or OutputManifest()
    portal.outputs = outputs = CachedOutputs(live, fresh, last, save)
    sources = Sources(Path(settings["PATH"]), tree_of(settings), cache.sources.all().get("", {}))
    portal.digest_of = sources.digest
    settings[KEY] = Build(cache, process, sources, outputs, keys, folders, code or {})


def _only_pelicans(settings: Settings) -> Iterator[str]:
    yield from (name for name in ONLY_PELICANS if settings.get(name))
    for excludes, others in (
        ("ARTICLE_EXCLUDES", "PAGE_PATHS"),
        ("PAGE_EXCLUDES", "ARTICLE_PATHS"),
    ):
        if settings[excludes] != settings[others]:  # Pelican's own default
            yield excludes


def _plugins_that_change_pages(settings: Settings) -> Iterator[str]:
    """From elsewhere: what they change, no page's key would know."""
    for name, signal in vars(signals).items():
        if isinstance(signal, Signal) and name not in HARMLESS:
            for receiver in signal.receivers_for(ANY):
                module = str(getattr(receiver, "__module__", ""))
                if not module.startswith(OWN_PACKAGE):
                    named = (each for each in settings["PLUGINS"] if module.startswith(each))
                    yield next(named, module)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(open_cache)
