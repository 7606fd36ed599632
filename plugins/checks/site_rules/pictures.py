"""A reader sees every picture whole: none is cut off, mistaken for one, or too large to load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.checks.memory import PictureFault
from plugins.checks.site import Site
from plugins.images.raster import check_raster
from plugins.images.reading import (
    NotAPictureError,
    UnreadablePictureError,
    is_drawing,
    read_picture,
)
from plugins.images.svg import read_drawing
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import PICTURES
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import nfc


def check(site: Site) -> Iterator[Problem]:
    """Pictures that are damaged, misnamed, too large or unsafe."""
    shown = _shown(site)
    for file in shown if site.about else site.files:
        if file.partition("/")[0] not in site.static or file.rpartition("/")[2].startswith("."):
            continue
        is_picture = file in shown or file.lower().endswith(PICTURES)
        if is_picture and (found := _known_fault(site, file)):
            yield _at(site, file, shown.get(file), *found)
        if nfc(file) != file:
            name = Path(file)
            yield Problem(
                f"{site.name}/{file}",
                1,
                1,
                "warning",
                gettext(
                    "tên tệp {name} viết bằng dấu rời (NFD): trông giống tên gõ ở bài nhưng máy "
                    "chủ coi là tên khác.",
                    name=quoted(nfc(name.name)),
                ),
                gettext(
                    "đổi tên thành {name} và sửa tên trong bài.",
                    name=f"{slugify(name.stem)}{name.suffix.lower()}",
                ),
            )
    site.memory.forget_other_pictures()


def _shown(site: Site) -> dict[str, tuple[str, int]]:
    """By picture: the article that shows it first, and the number of the reference there."""
    found: dict[str, tuple[str, int]] = {}
    seen: set[tuple[str, str]] = set()
    for article, outline in site.subjects.items():
        folder = site.folder_of(article)
        for number, (kind, typed) in enumerate(outline.shown, len(outline.links)):
            if kind == "picture" and (typed, folder) not in seen:
                seen.add((typed, folder))
                _, target = site.leads(kind, typed, folder)
                if target.kind == "file":
                    found.setdefault(target.path, (article, number))
    return found


def _at(
    site: Site, file: str, shown: tuple[str, int] | None, sentence: str, remedy: str
) -> Problem:
    """An error where the picture is shown first; a warning on the file that no article shows."""
    if shown is None:
        return Problem(f"{site.name}/{file}", 1, 1, "warning", sentence, remedy)
    article, number = shown
    line, column = site.details(article).places[number]
    return Problem(article, line, column, "error", sentence, remedy)


def _known_fault(site: Site, file: str) -> PictureFault:
    try:
        return site.memory.picture_fault(site.content, file, _fault)
    except UnreadablePictureError as problem:
        return _told(problem)


def _fault(path: Path) -> PictureFault:
    """A function of the picture's bytes and name. Raises UnreadablePictureError, an OSError."""
    try:
        if is_drawing(path):
            read_drawing(path)
        else:
            check_raster(path.name, read_picture(path))
    except UnreadablePictureError:
        raise
    except NotAPictureError as problem:
        return _told(problem)
    return None


def _told(problem: NotAPictureError) -> tuple[str, str]:
    return _lower(problem.sentence), _lower(problem.remedy)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
