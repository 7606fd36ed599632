"""In any site of Pelican's: whoever follows an old address is led to the page of today."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.parts.settings import settings_of
from plugins.parts.speaking import speak
from plugins.parts.words import words_of
from plugins.redirects.faults import fault_of, told, told_unreadable
from plugins.redirects.moved_page import moved_page
from plugins.redirects.old import IN_QUERY
from plugins.redirects.pelican_site import addresses_of, key_of, pages_of, theme_files
from plugins.redirects.resolve import Redirects
from plugins.redirects.server_files import FILES, SERVERS
from plugins.redirects.stubs import stub_of
from plugins.redirects.table import FILE, read_table
from plugins.shared.settings import SettingError
from plugins.vietnamese.text import nfc

NAME = "REDIRECTS"
FOLDER = Path(__file__).parent
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".asc", ".adoc")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RedirectSettings:
    """The setting REDIRECTS. table: a file in PATH; keys: of articles' metadata, which name their
    old addresses; pages: whether a small page leads on; servers: whose files are written."""

    table: str = FILE
    keys: tuple[str, ...] = ("aliases", "redirect_from")
    pages: bool = True
    servers: tuple[str, ...] = ()


def read_redirect_settings(settings: Mapping[str, Any]) -> RedirectSettings:
    """Raises SettingError."""
    read = settings_of(RedirectSettings, settings, NAME)
    for server in read.servers:
        if server not in SERVERS:
            known = ", ".join(SERVERS)
            raise SettingError(f"{NAME}.servers: “{server}” is none of those known: {known}.")
    return read


class StandaloneRedirects(Generator):  # type: ignore[misc]
    """Runs after Pelican's generators of pages, and knows what they wrote."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._read = read_redirect_settings(self.settings)
        self._words = words_of(FOLDER, self.settings, "redirects")
        self._written: set[str] = set()
        self._output = Path(self.output_path).absolute()
        signals.content_written.connect(self._note)
        signals.feed_written.connect(self._note)

    def generate_output(self, writer: Writer) -> None:
        content = Path(self.settings["PATH"])
        rows, problems = read_table(content, self._read.table)
        for problem in problems:
            self._tell(problem.path, problem.line, problem.sentence, problem.remedy)
        contents: Iterable[Content] = self.context["generated_content"].values()
        addresses = self._addresses()
        redirects = Redirects(
            pages_of(contents, content, self._read.keys),
            rows,
            f"{content.name}/{self._read.table}",
            self.settings["SITEURL"],
            (addresses | {address.removesuffix(".html") for address in addresses}).__contains__,
            SUFFIXES,
        )
        self._name_faults(redirects, {key_of(address) for address in addresses})
        if self._read.pages:
            self._write_pages(redirects)
        root = urlsplit(self.settings["SITEURL"]).path
        moved = {root + old: _rooted(_ascii(new), root) for old, new in redirects.map.items()}
        for server in SERVERS:
            if server in self._read.servers:
                path, text_of = FILES[server]
                self._write(path, text_of(moved))

    def _note(self, path: str, **_: object) -> None:
        self._written.add(nfc(Path(path).absolute().relative_to(self._output).as_posix()))

    def _addresses(self) -> set[str]:
        # All of them, also where another plugin writes them.
        static = (each.save_as for each in self.context["static_content"].values())
        return addresses_of([*self._written, *static, *theme_files(self.settings)])

    def _name_faults(self, redirects: Redirects, live: set[str]) -> None:
        for path, line, typed in redirects.unreadable:
            self._tell(path, line, *told_unreadable(typed))
        for claim in redirects.claims:
            if fault := fault_of(redirects, claim, live.__contains__):
                level = logging.WARNING if fault.is_harmless else logging.ERROR
                first = fault.first
                where = f"{first.path}:{first.line}" if first.line else first.path
                self._tell(claim.path, claim.line, *told(fault, where, claim.new), level)

    def _tell(
        self, path: str, line: int, sentence: str, remedy: str, level: int = logging.ERROR
    ) -> None:
        logger.log(level, "%s: %s %s", f"{path}:{line}" if line else path, sentence, remedy)

    def _write_pages(self, redirects: Redirects) -> None:
        site, lang = self.settings["SITEURL"], self.settings["DEFAULT_LANG"]
        taken = {path.lower() for path in self._written}
        for old, new in redirects.active.values():
            path = stub_of(old, folders=())
            if path and path.lower() not in taken:
                target = _ascii(new)
                page = moved_page(
                    self._words, lang, self._link(path, target), _rooted(target, site)
                )
                self._write(path, page)

    def _link(self, path: str, new: str) -> str:
        if new.startswith("/") and self.settings["RELATIVE_URLS"]:
            return "/".join([".."] * path.count("/") or ["."]) + new
        return _rooted(new, urlsplit(self.settings["SITEURL"]).path)

    def _write(self, path: str, text: str) -> None:
        file = self._output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def _ascii(address: str) -> str:
    return quote(address, f"{IN_QUERY}%#[]")


def _rooted(new: str, root: str) -> str:
    return root + new if new.startswith("/") else new


def check_settings(pelican: Pelican) -> None:
    speak(pelican.settings)
    read_redirect_settings(pelican.settings)


def add_generator(_pelican: Pelican) -> type[StandaloneRedirects]:
    return StandaloneRedirects


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
