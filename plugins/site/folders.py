"""A section whose folder has another name than was meant is named before articles are missed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from pelican.generators import Generator

from plugins.frontmatter.schema import Section
from plugins.shared.build_tree import tree_of
from plugins.shared.messages import gettext
from plugins.shared.portal import portal_of
from plugins.shared.settings import SettingError, Settings

logger = logging.getLogger(__name__)


def refuse_stray_folders(
    sections: Iterable[Section], languages: Iterable[str], settings: Settings
) -> None:
    """Raises SettingError where a section has no folder in content/ and a folder with articles no
    section: one of them has another name than is meant."""
    content, missing = Path(settings["PATH"]), missing_folders(sections, settings)
    if not missing:
        return
    known = {"trang", *languages, *settings["PAGE_PATHS"], *settings["STATIC_PATHS"]}
    known |= {section.slug for section in sections}
    files = tree_of(settings).files
    tops = (path.partition("/")[0] for path in files if path.endswith(".md") and "/" in path)
    if stray := next((top for top in tops if top not in known), ""):
        raise SettingError(
            gettext(
                "SECTIONS: mục “{slug}” không có thư mục {content}/{slug}, còn thư mục "
                "{content}/{stray} không thuộc mục nào; đổi tên thư mục, hoặc ghi "
                '"slug": "{stray}".',
                slug=missing[0],
                content=content.name,
                stray=stray,
            )
        )


def missing_folders(sections: Iterable[Section], settings: Settings) -> list[str]:
    content = Path(settings["PATH"])
    return [section.slug for section in sections if not (content / section.slug).is_dir()]


def warn_of_missing_folders(generators: list[Generator]) -> None:
    """A section that is yet to get its first article has none, so that nothing is refused."""
    settings = generators[0].settings
    for slug in missing_folders(portal_of(settings).sections, settings):
        logger.warning(
            gettext(
                "SECTIONS: mục “{slug}” chưa có thư mục {content}/{slug}; tạo thư mục ấy để viết "
                "bài, hoặc bỏ mục.",
                slug=slug,
                content=Path(settings["PATH"]).name,
            )
        )
