"""A build in a process that has built before finds decoded what a new one would decode."""

from __future__ import annotations

import time
from types import CodeType
from typing import TYPE_CHECKING

from plugins.shared.database import Decoded
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings

if TYPE_CHECKING:
    from plugins.incremental.records import Plain
    from plugins.rendering.site import BuiltSite


class ProcessCache:
    """What one build leaves to the next in the same process.

    started: when this process began to load code, in nanoseconds since 1970; code: digest of it,
    once somebody has asked; templates: compiled, by name, with the checksums of their sources;
    contents: by kind and folder, see `records.contents_of`.
    wants_site: whether a build is to leave `site`, with which a text is rendered that nobody has
    saved (plugins/rendering); site: of the last build that made pages; problems: of the last build
    that looked for them.
    """

    def __init__(self, started: int | None = None) -> None:
        self.started = time.time_ns() if started is None else started
        self.code = ""
        self.templates: dict[str, tuple[str, CodeType]] = {}
        self.contents: dict[tuple[str, str], dict[str, Plain]] = {}
        self.wants_site = False
        self.site: BuiltSite | None = None
        self.problems: tuple[Problem, ...] = ()
        self.decoded = Decoded()


def wants_site(settings: Settings) -> bool:
    """Whether this process wants to be asked about unsaved texts after the build."""
    process: ProcessCache | None = settings.get("PROCESS_CACHE")
    return process is not None and process.wants_site
