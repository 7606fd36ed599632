"""A build takes as long as what changed: the rest is kept from the last one, equal to the byte."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.incremental.code import ALL_ANEW, code_as_kept
from plugins.incremental.keys import UnstableSettings, folders_of_pages, keys_of
from plugins.incremental.memory import MARK, BuildMemory
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.sources import Sources
from plugins.incremental.state import State
from plugins.kept import Kept
from plugins.loaded import UnknownCodeError
from plugins.portal import portal_of

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


def open_state(pelican: Any) -> None:
    """Only a build that names a state file has one: tests and other programs build all."""
    settings = pelican.settings
    portal = portal_of(settings)
    if not settings.get("INCREMENTAL_STATE"):
        return
    if wanted := [*_only_pelicans(settings)]:
        logger.warning(ALL_ANEW, f"thiết lập {', '.join(wanted)} chỉ Pelican làm được.")
        return
    kept: Kept = settings["PORTAL_KEPT"]
    memory = kept.memory if kept.changed is not None else None
    hinted = memory if isinstance(memory, BuildMemory) else None
    folders = folders_of_pages(settings)
    try:
        keys = hinted.keys if hinted else keys_of(settings, folders, kept.started)
    except UnstableSettings as reason:
        logger.warning(ALL_ANEW, reason)
        return
    state = State(Path(settings["INCREMENTAL_STATE"]), keys.readings)
    settings["PORTAL_STATE"] = state  # at once: whoever began the build closes it
    try:
        is_ours = kept.is_of(state.recall(MARK))
        code = hinted.code if hinted and is_ours else code_as_kept(state)
    except UnknownCodeError as reason:
        settings.pop("PORTAL_STATE").close()
        logger.warning(ALL_ANEW, reason)
        return
    if code is None:
        state, code = state.anew(), {}
        settings["PORTAL_STATE"] = state
    memory = BuildMemory.take_up(kept, state)
    memory.keys, memory.code, state.recalled = keys, code, memory.recalled
    live, fresh = Path(settings["LIVE_OUTPUT"]), Path(settings["OUTPUT_PATH"])
    sources = Sources(Path(settings["PATH"]), settings["IGNORE_FILES"], state, memory)
    settings["PORTAL_SOURCES"], portal.tree = sources, sources.tree
    settings["PORTAL_PAGE_KEY"] = keys.pages
    settings["PORTAL_PAGE_FOLDERS"] = folders
    settings["PORTAL_OUTPUTS"] = portal.outputs = TrackedOutputs(
        live, fresh, live.with_name(f".{live.name}.spare"), state, memory, kept
    )
    settings["PORTAL_MEMORY"] = memory
    portal.cache = state


def _only_pelicans(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in ONLY_PELICANS if settings.get(name))
    for excludes, others in (
        ("ARTICLE_EXCLUDES", "PAGE_PATHS"),
        ("PAGE_EXCLUDES", "ARTICLE_PATHS"),
    ):
        if settings[excludes] != settings[others]:  # Pelican's own default
            yield excludes


def register() -> None:
    signals.initialized.connect(open_state)
