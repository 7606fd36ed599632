"""A link or picture path is taken as an editor wrote it: found in content/, or named as missing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator

from plugins.frontmatter.body import Body
from plugins.links.attachments import read_attachments
from plugins.links.door import judge_written
from plugins.links.resolve import OUR_MARK, Resolver
from plugins.shared.build_tree import tree_of
from plugins.shared.contract import Contract
from plugins.shared.messages import gettext
from plugins.shared.portal import portal_of
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings

CONTRACT = Contract(
    gives=("addresses",),
    needs=("sections", "slugs", "root", "linked", "steps", "safe_html"),
    uses=("tree",),
)


class ResolveStep:
    """The step on each article's addresses."""

    def __init__(self, settings: Settings) -> None:
        portal = portal_of(settings)
        self._language = settings["DEFAULT_LANG"]
        self._resolver = Resolver(
            settings["PATH"],
            portal.root,
            portal.sections,
            portal.slugs,
            [section.slug for section in portal.sections] + settings["PAGE_PATHS"],
            settings["STATIC_PATHS"],
            lambda: tree_of(settings).files,
        )

    def __call__(self, content: str, body: Body) -> str:
        resolved = self._resolver.resolve(content, body)
        body.facts.attachment_files = read_attachments(
            self._resolver, body, resolved, body.head.lang or self._language
        )
        return resolved


def add_step(pelican: Pelican) -> None:
    """Adds the step."""
    pelican.settings["INTRASITE_LINK_REGEX"] = OUR_MARK
    portal = portal_of(pelican.settings)
    portal.steps["addresses"] = ResolveStep(pelican.settings)
    portal.linked.append(linked_files)


def linked_files(generator: Generator) -> Iterable[str]:
    """Paths inside content/ of the files that published articles and pages show, link to, play or
    offer."""
    return {
        path
        for each in generator.context["generated_content"].values()
        if each and each.status == "published"
        for path in each.reads
    }


def name_reads(content: Content) -> None:
    """Paths inside content/ of all that was read with an article or page."""
    if isinstance(content, Article | Page):
        folder = Path(content.settings["PATH"])
        files = content.files.values()
        content.reads = sorted({file.relative_to(folder).as_posix() for file in files})


def check_article_links(generators: list[Generator]) -> None:
    """A link to an article that is not published would lead nowhere: it is named instead."""
    settings, context = generators[0].settings, generators[0].context
    contents = context["generated_content"].items()
    unpublished = {name for name, each in contents if each and each.status != "published"}
    if not unpublished:
        return
    for name, source in contents:
        for target, line in getattr(source, "article_links", ()):
            if source.status == "published" and target in unpublished:
                portal_of(settings).problems.append(
                    Problem(
                        f"content/{name}",
                        line,
                        1,
                        "error",
                        gettext("liên kết tới bài chưa đăng “{target}”.", target=target),
                        gettext("bỏ liên kết này, hoặc đăng bài đó trước."),
                    )
                )


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(add_step)
    signals.content_object_init.connect(name_reads)
    signals.all_generators_finalized.connect(check_article_links)
    signals.content_written.connect(judge_written)
