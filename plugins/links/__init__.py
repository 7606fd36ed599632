"""A link or picture path is taken as an editor wrote it: found in content/, or named as missing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.content import tree_of
from plugins.frontmatter.body import Body
from plugins.links.attachments import read_attachments
from plugins.links.door import judge_written
from plugins.links.resolve import OUR_MARK, Resolver
from plugins.problems import Problem


class ResolveStep:
    def __init__(self, settings: dict[str, Any]) -> None:
        self._resolver = Resolver(
            settings["PATH"],
            settings["PORTAL_ROOT"],
            [section.slug for section in settings["PORTAL_SECTIONS"]] + settings["PAGE_PATHS"],
            settings["STATIC_PATHS"],
            lambda: tree_of(settings).files,
            settings.get("PORTAL_MEMORY"),
        )

    def __call__(self, content: str, body: Body) -> str:
        resolved = self._resolver.resolve(content, body)
        body.facts["attachment_files"] = read_attachments(self._resolver, body, resolved)
        return resolved


def add_step(pelican: Any) -> None:
    pelican.settings["INTRASITE_LINK_REGEX"] = OUR_MARK
    pelican.settings["PORTAL_BODY_STEPS"].append(ResolveStep(pelican.settings))
    pelican.settings["PORTAL_LINKED"].append(linked_files)


def linked_files(generator: Any) -> Iterable[str]:
    """Paths inside content/ of the files that published articles and pages show, link to, play or
    offer."""
    settings = generator.settings
    if readings := settings.get("PORTAL_READINGS"):  # an incremental build's
        linked: Iterable[str] = readings.linked()
        return linked
    content = Path(settings["PATH"])
    return {
        file.relative_to(content).as_posix()
        for each in generator.context["generated_content"].values()
        if each and each.status == "published"
        for file in each.files.values()
    }


def check_article_links(generators: list[Any]) -> None:
    """A link to an article that is not published would lead nowhere: it is named instead."""
    settings, context = generators[0].settings, generators[0].context
    readings = settings.get("PORTAL_READINGS")  # an incremental build's
    if readings and readings.are_alike:  # the last build had none, and links are as they were
        return
    contents = context["generated_content"].items()
    unpublished = {name for name, each in contents if each and each.status != "published"}
    if not unpublished:
        return
    for name, source in sorted(contents):
        for target, line in getattr(source, "article_links", ()):
            if source.status == "published" and target in unpublished:
                settings["PORTAL_PROBLEMS"].append(
                    Problem(
                        f"content/{name}",
                        line,
                        1,
                        "error",
                        f"liên kết tới bài chưa đăng “{target}”.",
                        "bỏ liên kết này, hoặc đăng bài đó trước.",
                    )
                )


def register() -> None:
    signals.initialized.connect(add_step)
    signals.all_generators_finalized.connect(check_article_links)
    signals.content_written.connect(judge_written)
