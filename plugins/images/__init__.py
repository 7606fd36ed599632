"""A reader's phone gets small sharp photos that keep their place while they load."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator

from plugins.images.drawing import drawer
from plugins.images.in_articles import ArticlePictures
from plugins.images.made import CardPicture, Made, Prepared
from plugins.images.picture import address_of, picture_html
from plugins.images.progress import progress, told_damaged
from plugins.images.store import ImageStore
from plugins.shared.contract import Contract
from plugins.shared.portal import add_globals, portal_of
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings

CONTRACT = Contract(
    gives=("images", "pictures"),
    needs=("root", "steps", "unsaved_steps", "articles", "pages", "translations", "addresses"),
    uses=("outputs", "contents", "lists_key"),
)

logger = logging.getLogger(__name__)


class CardPictures:
    """For templates: the picture of a card, and the one that is shown where a page is shared."""

    def __init__(self, root: str) -> None:
        self._root = root

    def card(self, picture: CardPicture, sizes: str, eager: bool = False) -> Markup:
        """Decorative: the title beside it says what it is about."""
        return Markup(picture_html(picture.card, "", sizes, first=eager, root=self._root))  # noqa: S704

    def share(self, picture: CardPicture | None) -> str:
        """Root-relative address, "" where there is none that every program can show."""
        return address_of(picture.share, self._root) if picture and picture.share else ""


def prepare(pelican: Pelican) -> None:
    """Adds the step that makes photos ready."""
    settings = pelican.settings
    store = ImageStore(Path(settings["IMAGES_CACHE"]), drawer())
    portal = portal_of(settings)
    portal.images = store
    content = Path(settings["PATH"])
    portal.steps["pictures"] = ArticlePictures(store, content, portal.root)
    portal.unsaved_steps["pictures"] = ArticlePictures(store.read_only(), content, portal.root)
    add_globals(settings, pictures=CardPictures(portal.root))


def write_pictures(generators: list[Generator]) -> None:
    """Of the articles and pages that are written, no others: a draft's photos stay at home."""
    settings = generators[0].settings
    portal = portal_of(settings)
    portal.outputs.group("pictures", portal.lists_key, partial(_write_pictures, settings))


def _write_pictures(settings: Settings) -> None:
    portal = portal_of(settings)
    outputs = portal.outputs
    files: dict[Made, Content] = {}
    for content in [*portal.articles, *portal.pages, *portal.translations]:
        if outputs.keep_all_of(content.picture_files):
            continue
        wanted = files_of(portal.contents.with_pictures(content).pictures)
        files |= {made: content for made in wanted if not outputs.keep_all_of([made.address])}
    report = portal.images.make(files, outputs.write_bytes, progress(sys.stderr))
    if report.damaged:
        logger.warning("%s", told_damaged(settings["IMAGES_CACHE"], report.damaged))
    for source, problem in report.problems:
        users = sorted(
            content.relative_source_path for made, content in files.items() if made.source == source
        )
        portal.problems.append(
            Problem(f"content/{users[0]}", 1, 1, "error", problem.sentence, problem.remedy)
        )


def files_of(pictures: Sequence[Prepared]) -> list[Made]:
    """What is written of an article's pictures: its card and share picture are the first one's."""
    first = pictures[:1]
    cards = [made for picture in first for made in picture.card]
    shares = [picture.share for picture in first if picture.share]
    return [*(made for picture in pictures for made in picture.photo), *cards, *shares]


def name_files(content: Content) -> None:
    """Names the files of an article's photos for its page's key."""
    if isinstance(content, Article | Page):
        content.picture_files = [made.address for made in files_of(content.pictures)]
        content.card_picture = next((each.for_cards() for each in content.pictures), None)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
    signals.content_object_init.connect(name_files)
    signals.all_generators_finalized.connect(write_pictures)
