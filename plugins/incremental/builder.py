"""Pelican's build, made of what changed since the last one; without a state it is Pelican's own."""

from __future__ import annotations

import logging
import marshal
from hashlib import sha256
from typing import Any

from jinja2 import BaseLoader
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.incremental.code import (
    ALL_ANEW,
    forget_code,
    keep_code,
    places_of_templates,
)
from plugins.incremental.contents import Readings
from plugins.incremental.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from plugins.incremental.keys import PLUGINS
from plugins.incremental.memory import BuildMemory
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.quick_markdown import QuickExtension
from plugins.incremental.rendering import CompiledTemplates, SiteTemplate, once_a_build
from plugins.incremental.sources import Sources
from plugins.incremental.unchanged import problems_of_last, remember_build
from plugins.incremental.writer import KeyedWriter
from plugins.loaded import UnknownCodeError, places_of_code
from plugins.portal import portal_of

logger = logging.getLogger(__name__)


class IncrementalPelican(Pelican):  # type: ignore[misc]
    """The setting PELICAN_CLASS names it."""

    settings: dict[str, Any]

    def run(self) -> None:
        if "PORTAL_STATE" not in self.settings:
            super().run()
            return
        settings = self.settings
        problems = problems_of_last(settings)
        if problems is not None:
            portal_of(settings).problems += problems
            return
        sources: Sources = settings["PORTAL_SOURCES"]
        memory: BuildMemory = settings["PORTAL_MEMORY"]
        readings = Readings(settings["PORTAL_STATE"], sources, settings, memory)
        settings["PORTAL_READINGS"] = readings
        take_short_ways(settings)
        context: dict[str, Any] = settings.copy()
        context |= {"generated_content": {}, "static_links": set(), "static_content": {}}
        readings.context = context
        generators = self._generators(context)
        environment = generators[0].env
        environment.template_class = SiteTemplate
        environment.bytecode_cache = memory.notes.setdefault(
            "templates", CompiledTemplates(environment.bytecode_cache)
        )
        outputs: TrackedOutputs = self.settings["PORTAL_OUTPUTS"]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
            if isinstance(generator, PagesGenerator):  # the last that reads
                page_key: bytes = settings["PORTAL_PAGE_KEY"]
                shown = _shown(context["generated_content"], readings, memory)
                settings["PORTAL_LISTS_KEY"] = _lists_key(page_key, shown, memory)
                outputs.begin(page_key, shown)
        signals.all_generators_finalized.send(generators)
        writer = KeyedWriter(
            self.settings,
            outputs,
            self.settings["PORTAL_PAGE_KEY"],
            self.settings["PORTAL_STATE"],
        )
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
                # Of ten thousand cards, 35 MB that the search after the lists may need.
                settings["JINJA_GLOBALS"]["once"].cache_clear()
        signals.finalized.send(self)
        self._keep_code(generators[0].env.loader)
        sources.save()
        remember_build(settings, context["generated_content"].values(), not writer.unkeyed)
        readings.leave()

    def _keep_code(self, loader: BaseLoader | None) -> None:
        """All that ran is loaded by now."""
        settings = self.settings
        state, memory = settings["PORTAL_STATE"], settings["PORTAL_MEMORY"]
        known = *settings["PORTAL_PAGE_FOLDERS"], str(PLUGINS)
        try:
            places = places_of_code() | places_of_templates(loader, known)
        except UnknownCodeError as reason:
            logger.warning(ALL_ANEW, reason)
            forget_code(state)
        else:
            memory.code = keep_code(state, memory.code, places, settings["PORTAL_KEPT"].started)

    def _generators(self, context: dict[str, Any]) -> list[Generator]:
        """Pelican makes readers and an environment for each, all alike: here these are one."""
        generators: list[Generator] = []
        given = context, self.settings, self.path, self.theme, self.output_path
        for kind in self._kinds():
            if generators and kind.__init__ is Generator.__init__:
                generator: Generator = object.__new__(kind)
                vars(generator).update(vars(generators[0]))
                signals.generator_init.send(generator)
            else:
                generator = kind(*given)
            if generators:
                generator.env = generators[0].env
            generators.append(generator)
        return generators

    def _kinds(self) -> list[type[Generator]]:
        """In Pelican's order: its own first, then those of plugins, files last."""
        added = [kind for _, kind in signals.get_generators.send(self)]
        return [ArticlesGenerator, PagesGenerator, *added, StaticGenerator]


def take_short_ways(settings: dict[str, Any]) -> None:
    """The same HTML sooner: not where Pelican builds alone, which is there to prove it."""
    markdown = settings["MARKDOWN"]
    extensions = [*markdown["extensions"], QuickExtension()]
    settings["MARKDOWN"] = markdown | {"extensions": extensions}
    settings["JINJA_GLOBALS"] = settings["JINJA_GLOBALS"] | {"once": once_a_build()}


def _shown(contents: dict[str, Any], readings: Readings, memory: BuildMemory) -> dict[str, bytes]:
    if readings.are_alike:
        last: dict[str, bytes] = memory.notes["lists"][1]
        return last
    return {path: each.shown for path, each in contents.items()}


def _lists_key(page_key: bytes, shown: dict[str, bytes], memory: BuildMemory) -> bytes:
    """shown: of each article and page, a digest of all that others may show of it."""
    last = memory.notes.get("lists")
    if last and last[:2] == (page_key, shown):
        key: bytes = last[2]
    else:
        key = sha256(page_key + marshal.dumps(sorted(shown.items()), 2)).digest()
        memory.notes["lists"] = page_key, shown, key
    return key
