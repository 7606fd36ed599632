"""What the parts of one incremental build share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from plugins.digests.keys import Keys
from plugins.incremental.articles import Articles
from plugins.incremental.cache import BuildCache, LastBuild
from plugins.incremental.outputs import CachedOutputs
from plugins.incremental.records import Plain
from plugins.incremental.sources import Sources
from plugins.shared.messages import language
from plugins.shared.problems import Held, Problem, marked, without_held_errors
from plugins.shared.process_cache import ProcessCache
from plugins.shared.settings import Settings

KEY = "incremental"


@dataclass(eq=False, repr=False)
class Build:
    """page_folders: where files are that pages are made with, besides the project's own plugins.

    code: digests by place of code from elsewhere, as far as it is known; articles: once there is
    Pelican's context.
    """

    cache: BuildCache
    process: ProcessCache
    sources: Sources
    outputs: CachedOutputs
    keys: Keys
    page_folders: tuple[str, ...]
    code: dict[str, bytes]
    articles: Articles = field(init=False)

    def problems_of_last(self, now: float) -> list[Problem] | None:
        """What the last build had to say, if this one would make the same site; else None."""
        last = self.cache.last.get("")
        if (
            last is None
            or last.key != self.keys.pages
            or (last.problems and last.language != language())
            or now < last.moment
            or (last.due is not None and now >= last.due)
            or not self.sources.are_as_known
            or not self.outputs.is_as_left
        ):
            return None
        self.outputs.keep_site()
        return list(last.problems)

    def remember(self, contents: Iterable[Plain], now: float, is_whole: bool) -> None:
        """contents: all articles and pages, also those that are held back; is_whole: whether every
        page is known by what it was made from."""
        self.cache.sources[""] = self.sources.now()
        contents = list(contents)
        # A file that IGNORE_FILES leaves out has no stamp, so nobody would see it change.
        files = set().union(*(content.record.reads for content in contents))
        if not is_whole or not files <= self.sources.stamps.keys():
            self.cache.last.pop("", None)
            return
        waiting = [content.head.date for content in contents if content.state == "scheduled"]
        due = min((date.timestamp() for date in waiting if date), default=None)
        faulty = [content for content in contents if content.record.problems]
        told = [problem for content in faulty for problem in _told_of(content)]
        last = LastBuild(self.keys.pages, now, due, tuple(told), language())
        self.cache.last[""] = last


def build_of(settings: Settings) -> Build:
    """That of these settings, which must have one."""
    build: Build = settings[KEY]
    return build


def lists_key(before: bytes, contents: Mapping[str, Plain]) -> bytes:
    """Of all that pages that list these may show of them; before: of what else they show."""
    shown = [content.listed for content in contents.values()]
    return sha256(b"\0".join([before, "\0".join(contents).encode(), *shown])).digest()


def _told_of(content: Plain) -> list[Problem]:
    """Where it is not published its errors have stopped nothing."""
    problems = list(content.record.problems)
    if content.status == "published":
        return problems
    held: dict[str, Held] = {problem.path: content.state for problem in problems}
    return without_held_errors(marked(problems, held))
