"""An editor hears which old addresses would lead nowhere, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from plugins.checks.site import Site
from plugins.links.nearest import Nearest
from plugins.links.published import refusal
from plugins.redirects.faults import Fault, fault_of, told, told_unreadable
from plugins.redirects.resolve import ARTICLE_SUFFIX, PageFacts, Redirects, file_of
from plugins.redirects.table import FILE, read_table
from plugins.shared.file_kinds import is_published
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem, Severity
from plugins.vietnamese.slugs import slugify

# Other parts of the build write there.
OTHERS = ("/theme/", "/.portal/")


class CheckedRedirects(Redirects):
    """Of content/ as the rules across files see it, with all that is wrong in `problems`."""

    def __init__(self, site: Site) -> None:
        rows, self._in_table = read_table(site.content)
        self._site = site
        super().__init__(_pages(site), rows, f"{site.name}/{FILE}", site.site_url, self._has)

    @property
    def problems(self) -> Iterator[Problem]:
        """Old addresses that cannot be read, lead nowhere, or to two places."""
        yield from self._in_table
        for path, line, typed in self.unreadable:
            yield self._problem(path, line, typed, "error", *told_unreadable(typed))
        for claim in self.claims:
            fault = fault_of(self, claim, self._is_live)
            if said := fault and self._told(fault):
                yield self._problem(claim.path, claim.line, claim.typed, *said)

    def _problem(
        self, path: str, line: int, typed: str, severity: Severity, sentence: str, remedy: str
    ) -> Problem:
        return Problem(path, line or self._alias_line(path, typed), 1, severity, sentence, remedy)

    def _alias_line(self, path: str, typed: str) -> int:
        aliases = self._site.outlines[path].aliases
        return dict(zip(aliases, self._site.details(path).alias_lines, strict=True))[typed]

    def _told(self, fault: Fault) -> tuple[Severity, str, str] | None:
        """None where something else has been said already."""
        severity: Severity = "warning" if fault.is_harmless else "error"
        if fault.kind == "taken":
            page = self._site.article_at(fault.claim.old.key)
            is_held = page != "" and not self._site.is_public(page)
            severity = "warning" if is_held else "error"
        if fault.kind == "missing":
            return self._told_missing(fault)
        first, where = fault.first, ""
        if first is not fault.claim:
            line = first.line or self._alias_line(first.path, first.typed)
            where = f"{first.path}:{line}"
        return severity, *told(fault, where)

    def _told_missing(self, fault: Fault) -> tuple[Severity, str, str] | None:
        new = fault.claim.new
        if refused := self._refusal(new):
            return "error", *refused
        if self._is_unread(new):
            return None
        wanted = new if new.endswith(ARTICLE_SUFFIX) else unquote(fault.lead.address)
        sentence, forms = told(fault, wanted=wanted)
        return "error", sentence, self._advice(wanted) or forms

    def _advice(self, wanted: str) -> str:
        """ "" where nothing is near."""
        if self._has(f"{wanted}/"):
            return gettext("thiếu dấu / ở cuối, ghi: {typed}/", typed=wanted)
        is_file = wanted.endswith(ARTICLE_SUFFIX)
        near = (self._near_file if is_file else self._site.nearest_address)(wanted)
        return gettext("có phải là “{near}”? Nếu đúng, ghi: {near}", near=near) if near else ""

    def _is_unread(self, new: str) -> bool:
        """The file has been named already."""
        return _slug(new.rstrip("/")) in self._site.unread_slugs

    @cached_property
    def _near_file(self) -> Nearest:
        return Nearest(sorted(path.partition("/")[2] for path in self._site.outlines))

    def _has(self, address: str) -> bool:
        """Of a list or a file; pages are known by their facts."""
        file = self._file(address.lstrip("/"))
        return self._site.has_address(address) or (file != "" and not refusal(file, "redirect"))

    def _file(self, path: str) -> str:
        """As the disk spells it; "" for what is in no folder of files."""
        file = self._site.spelt.get(path, "")
        return file if file.partition("/")[0] in self._site.static else ""

    def file_at(self, new: str) -> str:
        """The file that a new address stands for, inside content/; "" for any other address."""
        return self._file(file_of(new, self._site.site_url))

    def _refusal(self, new: str) -> tuple[str, str] | None:
        file = self.file_at(new)
        return refusal(file, "redirect") if file else None

    def _is_live(self, key: str) -> bool:
        """key: in small letters, as on disks that do not tell them from capitals."""
        file = self._site.case_folded.get(key.lstrip("/"), "")
        return (
            self._site.has_address(key)
            or self._site.has_address(f"{key.rstrip('/')}/")
            or (file.partition("/")[0] in self._site.static and is_published(file))
            or key.startswith(OTHERS)
        )


def _slug(path: str) -> str:
    return slugify(path.rpartition("/")[2].removesuffix(ARTICLE_SUFFIX))


def _pages(site: Site) -> list[PageFacts]:
    return [
        PageFacts(path, f"/{outline.address}", site.is_public(path), outline.aliases)
        for path, outline in site.outlines.items()
    ]
