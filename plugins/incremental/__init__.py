"""A build takes as long as what changed: the rest is kept from the last one, equal to the byte."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.incremental.keys import UnstableSettings, page_key, reading_key
from plugins.incremental.memory import BuildMemory
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.sources import Sources
from plugins.incremental.state import State

logger = logging.getLogger(__name__)


def open_state(pelican: Any) -> None:
    """Only a build that names a state file has one: tests and other programs build all."""
    settings = pelican.settings
    if not settings.get("INCREMENTAL_STATE"):
        return
    try:
        key, pages = reading_key(settings), page_key(settings)
    except UnstableSettings as reason:
        logger.warning("Every page is made anew: %s", reason)
        return
    state = State(Path(settings["INCREMENTAL_STATE"]), key)
    settings["PORTAL_STATE"] = state  # at once: whoever began the build closes it
    memory = BuildMemory.take_up(settings["PORTAL_KEPT"], state)
    live, fresh = Path(settings["LIVE_OUTPUT"]), Path(settings["OUTPUT_PATH"])
    sources = Sources(Path(settings["PATH"]), settings["IGNORE_FILES"], state, memory)
    settings["PORTAL_SOURCES"] = sources
    settings["PORTAL_PAGE_KEY"] = pages
    settings["PORTAL_OUTPUTS"] = TrackedOutputs(
        live, fresh, live.with_name(f".{live.name}.spare"), state, memory, settings["PORTAL_KEPT"]
    )
    settings["PORTAL_MEMORY"] = memory


def register() -> None:
    signals.initialized.connect(open_state)
