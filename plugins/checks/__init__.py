"""Nothing wrong is published: all of content/ is checked before the first page is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.checks.at_hand import CheckedContent
from plugins.checks.engine import Place, check_all
from plugins.checks.memory import Memory
from plugins.checks.site import OldAddresses, Site
from plugins.frontmatter.schema import Schema
from plugins.shared.build_tree import tree_of
from plugins.shared.code_digest import code_digest
from plugins.shared.contract import Contract
from plugins.shared.messages import language
from plugins.shared.portal import portal_of
from plugins.shared.problems import (
    ContentError,
    Held,
    Problem,
    marked,
    stop_builds,
    without_held_errors,
)
from plugins.shared.process_cache import ProcessCache, wants_site
from plugins.shared.settings import Settings

CONTRACT = Contract(
    gives=("checked_content",),
    needs=("schema",),
    uses=("tree", "digest_of", "parsed", "addresses", "pictures", "old_addresses"),
)


def place_of(
    settings: Settings,
    schema: Schema,
    old_addresses: Callable[[Site], OldAddresses] | None = None,
) -> Place:
    """What the settings of a build say is to be checked; schema: of its sections; old_addresses:
    see Place."""
    return Place(
        content=Path(settings["PATH"]),
        articles=(*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]),
        static=tuple(settings["STATIC_PATHS"]),
        schema=schema,
        site_url=settings["SITEURL"],
        now=settings["PUBLISH_TIME"],
        old_addresses=old_addresses,
        own_names=own_names(settings),
        ignored=tuple(settings["IGNORE_FILES"]),
    )


def own_names(settings: Mapping[str, object]) -> tuple[str, ...]:
    """How the site and its publisher call themselves; what is no name, plugins.site refuses."""
    site = settings.get("SITE")
    site = site if isinstance(site, Mapping) else {}
    desks = site.get("desks")
    desks = desks if isinstance(desks, list | tuple) else ()
    names = (settings.get("SITENAME"), site.get("publisher"), *desks)
    return tuple(name for name in names if isinstance(name, str))


def memory_of(settings: Settings, place: Place) -> Memory:
    """In the folder CHECKS_MEMORY, a file for each content folder and language of messages; it
    only saves time."""
    folder = settings.get("CHECKS_MEMORY")
    if not folder:
        return Memory.empty()
    whose = f"{place.content.resolve()}\0{language()}"
    name = hashlib.sha256(whose.encode()).hexdigest()[:12]
    process = settings.get("PROCESS_CACHE") or ProcessCache()
    process.code = process.code or code_digest()
    made_with = repr((process.code, place.content.name, place.schema))
    key = hashlib.sha256(made_with.encode()).hexdigest()
    return Memory(Path(folder) / f"checks-{name}.sqlite", key, process.decoded)


def check_content(pelican: Pelican) -> None:
    """Checks all before a page is made. Raises ContentError for an error that stops a build."""
    portal = portal_of(pelican.settings)
    place = place_of(pelican.settings, portal.schema, portal.old_addresses)
    memory = memory_of(pelican.settings, place)
    tree = tree_of(pelican.settings)
    checked = check_all(place, memory, portal.digest_of, tree, portal.parsed)
    if wants_site(pelican.settings):
        portal.checked_content = CheckedContent.of(checked.site, memory)
    memory.save()
    problems = _said(checked.problems, pelican.settings)
    if stop_builds(problems):
        raise ContentError(problems)
    portal.problems += problems


def refuse(generators: list[Generator]) -> None:
    """What only showed while reading; Pelican logs such an article and goes on without it."""
    settings, context = generators[0].settings, generators[0].context
    problems = portal_of(settings).problems
    if not any(problem.severity == "error" for problem in problems):
        return
    name = Path(settings["PATH"]).name
    held: dict[str, Held] = {
        f"{name}/{path}": each.state
        for path, each in context["generated_content"].items()
        if each and each.state
    }
    problems[:] = _said(marked(problems, held), settings)
    if stop_builds(problems):
        raise ContentError(set(problems))


def _said(problems: Sequence[Problem], settings: Settings) -> list[Problem]:
    return [*problems] if settings["SHOW_UNPUBLISHED"] else without_held_errors(problems)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(check_content)
    signals.all_generators_finalized.connect(refuse)
