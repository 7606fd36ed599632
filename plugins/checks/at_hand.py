"""What is known of all articles, for asking what is wrong with one whose text nobody has saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from plugins.checks.facts import ArticleFacts, Details, Outline, facts_of
from plugins.checks.memory import Memory, Picture, PictureFault
from plugins.checks.site import FileIndex, Site
from plugins.checks.site_rules import SITE_RULES
from plugins.documents.traces import Trace
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.problems import Held, Problem, marked

V = TypeVar("V")


@dataclass(frozen=True)
class KnownFacts:
    """What a run's Memory had. all_titles, all_outlines, all_details: by path, sorted; pictures:
    see `Memory.known_pictures`; documents: what each gives away, by its digest."""

    all_titles: Mapping[str, str]
    all_outlines: Mapping[str, Outline]
    all_details: Mapping[str, Details]
    pictures: Mapping[str, Picture]
    documents: Mapping[str, tuple[Trace, ...]]

    @classmethod
    def of(cls, memory: Memory, paths: Collection[str]) -> KnownFacts:
        """What `memory` has of all these articles."""
        return cls(
            memory.titles(paths),
            memory.outlines(paths),
            memory.all_details(paths),
            memory.known_pictures,
            memory.known_documents,
        )

    def with_article(self, path: str, facts: ArticleFacts | None) -> KnownFacts:
        """facts: None where its head is refused."""
        outline, details = facts or (None, None)
        return replace(
            self,
            all_titles=_with(self.all_titles, path, details and details.plain_title),
            all_outlines=_with(self.all_outlines, path, outline),
            all_details=_with(self.all_details, path, details),
        )


class ReadOnlyFacts:
    """KnownFacts as rules ask for them: whatever they find, nothing of it is kept."""

    def __init__(self, known: KnownFacts) -> None:
        self.known = known
        self.is_passing = False

    def titles(self, paths: Iterable[str]) -> Mapping[str, str]:
        return self.known.all_titles

    def outlines(self, paths: Iterable[str]) -> Mapping[str, Outline]:
        return self.known.all_outlines

    def details(self, path: str) -> Details:
        return self.known.all_details[path]

    def picture_fault(
        self, folder: Path, name: str, look: Callable[[Path], PictureFault]
    ) -> PictureFault:
        known = self.known.pictures.get(name)
        stat = (folder / name).stat()
        if known is None or known.stamp != (stat.st_size, stat.st_mtime_ns):
            return look(folder / name)
        return known.fault

    def traces(self, digest: str) -> tuple[Trace, ...] | None:
        return self.known.documents.get(digest)

    def forget_other_pictures(self) -> None: ...
    def remember_traces(self, digest: str, traces: tuple[Trace, ...]) -> None: ...
    def forget_other_documents(self, digests: Collection[str]) -> None: ...


@dataclass(frozen=True)
class CheckedContent:
    """All that rules across files know of content/, once all of it was checked."""

    site: Site
    facts: KnownFacts

    @classmethod
    def of(cls, site: Site, memory: Memory) -> CheckedContent:
        """Nothing of `memory` is asked for later."""
        facts = KnownFacts.of(memory, site.articles)
        return cls(replace(site, memory=ReadOnlyFacts(facts)), facts)

    def problems_of(self, article: ParsedArticle, held: Held) -> tuple[Problem, ...]:
        """What rules across files say that names `article`, if it stood among the others as it is
        parsed; those of drafts and of what waits are marked. A picture or document with a fault is
        said at each article that shows it, not only at the first. held: why this one is not
        published."""
        site = self._site_with(article)
        rules = (rule for rules in SITE_RULES.values() for rule in rules)
        found = {each for rule in rules for each in rule(site) if article.path in str(each)}
        all_held = {each.path: _held(site, each.path) for each in found} | {article.path: held}
        return tuple(marked(found, all_held))

    def _site_with(self, article: ParsedArticle) -> Site:
        site, path = self.site, article.path
        facts = self.facts.with_article(path, facts_of(article))
        file = path.removeprefix(f"{site.name}/")
        if file not in site.files:
            files = tuple(sorted((*site.files, file)))
            site = replace(
                site,
                tree=replace(site.tree, files=files),
                index=FileIndex(files, site.folders, site.static),
            )
        return replace(
            site, articles=tuple(facts.all_outlines), memory=ReadOnlyFacts(facts), about=path
        )


def _held(site: Site, path: str) -> Held:
    outline = site.outlines.get(path)
    if outline is None or site.is_public(path):
        return ""
    return "draft" if outline.state == "draft" else "scheduled"


def _with(values: Mapping[str, V], path: str, value: V | None) -> Mapping[str, V]:
    """Sorted by path, as `values` are."""
    if value is None:
        return {each: known for each, known in values.items() if each != path}
    known = {**values, path: value}
    return known if path in values else dict(sorted(known.items()))
