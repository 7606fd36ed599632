"""A link or picture path is taken as an editor wrote it: found in content/, or named as missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.frontmatter.reader import Body, shown_path
from plugins.links.attachments import read_attachments
from plugins.links.door import judge_written
from plugins.links.resolve import OUR_MARK, Resolver, leaves
from plugins.problems import Problem


class ResolveStep:
    def __init__(self, settings: dict[str, Any]) -> None:
        self._resolver = Resolver(
            settings["PATH"],
            settings["PORTAL_ROOT"],
            [section.slug for section in settings["PORTAL_SECTIONS"]] + settings["PAGE_PATHS"],
            settings["STATIC_PATHS"],
            settings.get("PORTAL_MEMORY"),
        )

    def __call__(self, content: str, body: Body) -> str:
        resolved = self._resolver.resolve(content, body)
        body.facts["attachment_files"] = read_attachments(self._resolver, body, resolved)
        return resolved


def add_step(pelican: Any) -> None:
    pelican.settings["INTRASITE_LINK_REGEX"] = OUR_MARK
    pelican.settings["PORTAL_BODY_STEPS"].append(ResolveStep(pelican.settings))


def check_static_files(generator: Any) -> None:
    """Pelican copies what a symbolic link leads to, be it a file that nobody meant to publish."""
    settings = generator.settings
    content = Path(settings["PATH"])
    for file in sorted(static.source_path for static in generator.staticfiles):
        if leaves(content, Path(file)):
            settings["PORTAL_PROBLEMS"].append(
                Problem(
                    shown_path(Path(file), content),
                    1,
                    1,
                    "error",
                    "tệp này chỉ là lối tắt (symlink) tới tệp ngoài thư mục content/.",
                    "xóa lối tắt, chép chính tệp cần đăng vào đây.",
                )
            )


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
    signals.static_generator_finalized.connect(check_static_files)
    signals.all_generators_finalized.connect(check_article_links)
    signals.content_written.connect(judge_written)
