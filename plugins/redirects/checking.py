"""An editor hears which old addresses would lead nowhere, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from plugins.checks.site import Site
from plugins.links.nearest import Nearest
from plugins.links.published import refusal
from plugins.redirects.faults import Fault, fault_of
from plugins.redirects.resolve import ARTICLE_SUFFIX, Lead, PageFacts, Redirects, file_of
from plugins.redirects.table import FILE, read_table
from plugins.redirects.words import FaultKind, redirect_words, said
from plugins.shared.file_kinds import is_published
from plugins.shared.problems import Problem, Severity
from plugins.shared.quoting import quoted
from plugins.vietnamese.slugs import slugify

# Other parts of the build write there.
OTHERS = ("/theme/", "/.portal/")


class CheckedRedirects(Redirects):
    """Of content/ as the rules across files see it, with all that is wrong in `problems`."""

    def __init__(self, site: Site) -> None:
        self._words = redirect_words()
        rows, self._in_table = read_table(site.content, words=self._words)
        self._site = site
        super().__init__(_pages(site), rows, f"{site.name}/{FILE}", site.site_url, self._has)

    @property
    def problems(self) -> Iterator[Problem]:
        yield from self._in_table
        for path, line, typed in self.unreadable:
            sentence, remedy = self._said("unreadable", typed=quoted(typed))
            yield self._problem(path, line, typed, "error", sentence, remedy)
        for claim in self.claims:
            fault = fault_of(self, claim, self._is_live)
            if told := fault and self._told(fault):
                yield self._problem(claim.path, claim.line, claim.typed, *told)

    def _problem(
        self, path: str, line: int, typed: str, severity: Severity, sentence: str, remedy: str
    ) -> Problem:
        return Problem(path, line or self._alias_line(path, typed), 1, severity, sentence, remedy)

    def _alias_line(self, path: str, typed: str) -> int:
        aliases = self._site.outlines[path].aliases
        return dict(zip(aliases, self._site.details(path).alias_lines, strict=True))[typed]

    def _told(self, fault: Fault) -> tuple[Severity, str, str] | None:
        """In the editor's words; None where something else has been said already."""
        kind, claim, lead = fault.kind, fault.claim, fault.lead
        typed, new = quoted(claim.typed), quoted(claim.new)
        if kind == "taken":
            page = self._site.article_at(claim.old.key)
            is_held = page != "" and not self._site.is_public(page)
            return "warning" if is_held else "error", *self._said(kind, typed=typed)
        severity: Severity = "warning" if fault.is_harmless else "error"
        if kind in ("again", "elsewhere"):
            first = fault.first
            line = first.line or self._alias_line(first.path, first.typed)
            where = f"{first.path}:{line}"
            return severity, *self._said(kind, typed=typed, where=where)
        if kind == "missing":
            return self._missing(claim.new, lead)
        secure, way = f"https{claim.new[4:]}", " → ".join(lead.way)
        return severity, *self._said(
            kind, typed=typed, new=new, way=way, page=lead.page, secure=secure
        )

    def _said(self, kind: FaultKind, **values: object) -> tuple[str, str]:
        return said(self._words, kind, **values)

    def _missing(self, new: str, lead: Lead) -> tuple[Severity, str, str] | None:
        if refused := self._refusal(new):
            return "error", *refused
        if self._is_unread(new):
            return None
        wanted = new if new.endswith(ARTICLE_SUFFIX) else unquote(lead.address)
        sentence, forms = self._said("missing", wanted=quoted(wanted))
        return "error", sentence, self._advice(wanted) or forms

    def _advice(self, wanted: str) -> str:
        """ "" where nothing is near."""
        advice = self._words["problems"]["missing"]
        if self._has(f"{wanted}/"):
            return str(advice["slash"].format(wanted=wanted))
        is_file = wanted.endswith(ARTICLE_SUFFIX)
        near = (self._near_file if is_file else self._site.nearest_address)(wanted)
        return str(advice["near"].format(near=near)) if near else ""

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
