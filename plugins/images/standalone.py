"""In any site of Pelican's: a reader's phone gets small sharp photos that keep their place."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content, Static
from pelican.generators import Generator, StaticGenerator

from plugins.images.made import Made, Prepared, Shown
from plugins.images.originals import format_of, may_stay
from plugins.images.pelican_site import file_of, static_of
from plugins.images.picture import OURS, picture_html
from plugins.images.plan import PHOTO_WIDTHS, PORTAL, Format, Wanted
from plugins.images.progress import progress, told_damaged
from plugins.images.reading import NotAPictureError, is_drawing, read_picture
from plugins.images.store import ImageStore
from plugins.images.svg_size import svg_size
from plugins.images.tags import Attributes, with_pictures
from plugins.parts.pages import PageFile, PagePart, add_part, styles
from plugins.parts.settings import settings_of
from plugins.parts.speaking import speak
from plugins.shared.settings import SettingError

NAME = "IMAGES"
FOLDER = Path(__file__).parent
CLASS = "responsive"
BETTER: tuple[Format, ...] = ("avif", "webp")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImageSettings:
    """The setting IMAGES. widths: of a photo's files; formats: besides JPEG and PNG; sizes: how
    wide the theme shows photos, as HTML says it; cache: a folder, else in CACHE_PATH; untouched:
    patterns of paths in PATH; styles: whether pages with photos get the plugin's style sheet."""

    widths: tuple[int, ...] = PHOTO_WIDTHS
    formats: tuple[str, ...] = PORTAL.formats
    sizes: str = "(min-width:60rem) 60rem,100vw"
    cache: str = ""
    untouched: tuple[str, ...] = ()
    styles: bool = True


def read_image_settings(settings: Mapping[str, Any]) -> ImageSettings:
    """Raises SettingError."""
    read = settings_of(ImageSettings, settings, NAME)
    if not read.widths or min(read.widths) < 1 or list(read.widths) != sorted({*read.widths}):
        told = f"{NAME}.widths: {list(read.widths)} where widths in pixels are needed, each larger"
        raise SettingError(f"{told} than the one before.")
    for name in read.formats:
        if name not in BETTER:
            known = ", ".join(BETTER)
            raise SettingError(f"{NAME}.formats: “{name}” is none of those known: {known}.")
    return read


class StandaloneImages(Generator):  # type: ignore[misc]
    """Runs after Pelican's generators have read all articles and pages. A photo is prepared when a
    page that shows it is written, and made when all are."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._read = read_image_settings(self.settings)
        self._cache = self._read.cache or str(Path(self.settings["CACHE_PATH"], "images"))
        formats = tuple(name for name in BETTER if name in self._read.formats)
        self._store = ImageStore(Path(self._cache), wanted=Wanted(self._read.widths, formats))
        self._prepared: dict[str, Prepared | None] = {}
        self._originals: list[Static] = []
        self._is_done = False
        signals.static_generator_finalized.connect(self._keep_originals_home)
        signals.finalized.connect(self._write_pictures)

    def generate_context(self) -> None:
        # What Pelican could not read is there too, as None.
        for content in filter(None, self.context["generated_content"].values()):
            content._update_content = partial(self._show, content, content._update_content)

    def _show(self, content: Content, pelicans: Any, written: str, siteurl: str) -> str:
        """In place of Pelican's way from a text to its HTML: its way, and photos."""
        seen = 0

        def shown(tag: str, attributes: Attributes) -> str:
            nonlocal seen
            static = static_of(attributes.get("src", ""), content)
            linked: str = pelicans(tag, siteurl)  # it may move what is attached
            if static is None or self._is_untouched(static):
                return linked
            files = self._files(static, content)
            if not files:
                return linked
            seen += 1
            more = {key: value for key, value in attributes.items() if key not in OURS}
            more["class"] = f"{more.get('class', '')} {CLASS}".strip()
            return picture_html(
                files,
                attributes.get("alt", ""),
                self._read.sizes,
                first=seen == 1,
                root=siteurl,
                attributes=more.items(),
            )

        return str(pelicans(with_pictures(written, shown), siteurl)) if written else written

    def _files(self, static: Static, content: Content) -> tuple[Made | Shown, ...]:
        file, place = file_of(static), static.save_as.replace("\\", "/")
        try:
            if is_drawing(file):
                width, height = svg_size(file.name, read_picture(file))
                return (Shown(static.url, width, height, None, False),)
            prepared = self._prepared.get(place)
            if prepared is None and place not in self._prepared:
                self._prepared[place] = None  # it is told once
                prepared = self._prepared[place] = self._store.prepare(file, place)
        except NotAPictureError as problem:
            self._tell(content.get_relative_source_path(), problem)
            return ()
        return prepared.photo if prepared else ()

    def _keep_originals_home(self, generator: StaticGenerator) -> None:
        if generator.context is not self.context:  # of another build of this process
            return
        for static in list(generator.staticfiles):
            if not self._is_untouched(static) and not self._stays(static):
                generator.staticfiles.remove(static)

    def _stays(self, static: Static) -> bool:
        """Whether Pelican is to publish it; a copy is made of what is to have one."""
        file = file_of(static)
        try:
            if may_stay(file):
                return True
        except NotAPictureError as problem:
            self._tell(static.get_relative_source_path(), problem)
            return False
        self._originals.append(static)
        return False

    def _is_untouched(self, static: Static) -> bool:
        path = Path(static.get_relative_source_path()).as_posix()
        return any(fnmatchcase(path, pattern) for pattern in self._read.untouched)

    def _write_pictures(self, pelican: Pelican) -> None:
        if pelican.settings is not self.settings or self._is_done:
            return
        self._is_done = True
        photos = (prepared.photo for prepared in self._prepared.values() if prepared)
        files = [made for photo in photos for made in photo]
        files += [made for static in self._originals if (made := self._copy(static))]
        report = self._store.make(files, self._put, progress(sys.stderr))
        if report.damaged:
            logger.warning("%s", told_damaged(self._cache, report.damaged))
        for source, problem in report.problems:
            self._tell(str(source), problem)

    def _copy(self, static: Static) -> Made | None:
        file, name = file_of(static), format_of(static.save_as)
        try:
            return self._store.whole(file, static.save_as.replace("\\", "/"), name or "jpeg")
        except NotAPictureError as problem:
            self._tell(static.get_relative_source_path(), problem)
            return None

    def _put(self, address: str, data: bytes) -> None:
        file = Path(self.output_path, address)
        if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def _tell(self, path: str, problem: NotAPictureError) -> None:
        logger.error("%s: %s", path, problem)


def prepare(pelican: Pelican) -> None:
    speak(pelican.settings)
    if read_image_settings(pelican.settings).styles:
        sheet = PageFile("images.css", styles(FOLDER / "css/responsive.css"))
        add_part(pelican, PagePart("images", (sheet,), needed=has_pictures))


def has_pictures(html: str) -> bool:
    return f'{CLASS}"' in html


def add_generator(_pelican: Pelican) -> type[StandaloneImages]:
    return StandaloneImages


def register() -> None:
    signals.initialized.connect(prepare)
    signals.get_generators.connect(add_generator)
