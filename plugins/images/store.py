"""Photos cost an editor time once: what was made of a picture is kept and used by every build."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from PIL import Image

from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.picture_kinds import SVG
from plugins.shared.sealed import BrokenSealError, SealedFiles

from .encode import SUFFIXES, encode_moving, encode_still, recipe
from .made import Drawer, Made, NotDrawnError, Prepared, Report, public_name, short
from .plan import (
    PORTAL,
    SHARE_SIZE,
    Focus,
    Format,
    PictureFacts,
    Variant,
    Wanted,
    card_variants,
    photo_variants,
    share_variant,
    whole_variant,
)
from .raster import clean_still, load_facts, load_frames
from .reading import NotAPictureError, ReplacedPictureError, is_drawing, read_picture
from .svg import Drawing, load_drawing

# A longer one, such as a dividing line, is no picture of an article.
MAX_SHARE_RATIO = 8
NOT_DRAWN = gettext_noop("Hình vẽ “{name}” quá phức tạp, máy không vẽ được thành ảnh để chia sẻ.")
NOT_DRAWN_REMEDY = gettext_noop(
    "Trong chương trình vẽ, bỏ hiệu ứng (mờ, nhiễu, bóng), mặt nạ, họa tiết lặp rồi "
    "xuất lại, hoặc xuất ra dạng PNG."
)
# Where pictures lie that are nobody's photo.
DRAWN = "anh/chia-se.svg"
# Each worker may hold a picture of 25 million pixels several times over.
MOST_WORKERS = 4
# Older builds kept files here without a seal, under names that end in the recipe.
SEALED = "sealed"

Put = Callable[[str, bytes], None]
Tell = Callable[[int, int], None]


class ImageStore:
    """cache: a folder that may be deleted at any time between builds, and shared by all of them.

    What is in it is known by the very bytes that it was made of, and sealed. Nothing outside has a
    second name of its files, so that nobody changes them by changing a site.
    drawer: None leaves drawings without a picture for Facebook and Zalo, which show no SVG.
    writes: whether `prepare` keeps what it found; wanted: of photos.
    """

    def __init__(
        self,
        cache: Path,
        drawer: Drawer | None = None,
        *,
        writes: bool = True,
        wanted: Wanted = PORTAL,
    ) -> None:
        self._cache, self._writes, self._wanted = cache, writes, wanted
        self._recipe = recipe()
        self._files = SealedFiles(cache)
        self._folder = f"{self._recipe[:16]}-{SEALED}"
        self._drawer = drawer

    def read_only(self) -> ImageStore:
        """The same files, for asking only."""
        return ImageStore(self._cache, self._drawer, writes=False)

    def prepare(self, file: Path, place: str, focus: Focus = Focus()) -> Prepared:  # noqa: B008
        """Plans the files of a picture and names them; encodes nothing.

        place: where the picture lies in content/ (`anh/2024/quyt.jpg`); the names keep it.
        Raises NotAPictureError for whatever cannot be shown.
        """
        data = read_picture(file)
        if is_drawing(file):
            return self._prepare_drawing(file, data, place, focus)
        digest = hashlib.sha256(data).hexdigest()
        facts = self._facts(file.name, data, digest)

        def made(variant: Variant) -> Made:
            return self._made(file, place, digest, variant)

        return Prepared(
            facts.width,
            facts.height,
            tuple(made(variant) for variant in photo_variants(facts, self._wanted)),
            tuple(made(variant) for variant in card_variants(facts, focus)),
            made(share_variant(facts, focus)),
        )

    def whole(self, file: Path, address: str, name: Format) -> Made:
        """A picture in one file under an address of its own, as large as the largest photo.

        Raises as `prepare`.
        """
        data = read_picture(file)
        digest = hashlib.sha256(data).hexdigest()
        facts = self._facts(file.name, data, digest)
        variant = whole_variant(facts, name, self._wanted.widths[-1])
        return replace(self._made(file, address, digest, variant), address=address)

    def make(self, files: Iterable[Made], put: Put, tell: Tell) -> Report:
        """Each file is put in its place; what the cache lacks is encoded by all cores before.

        put: called with the file's address and its bytes;
        tell: called with how many are done and how many there are to encode, never when none is.
        """
        missing: dict[str, list[Made]] = {}
        damaged = 0
        for made in sorted(set(files), key=lambda made: made.address):
            try:
                data = None if made.key in missing else self._files.read(self._path(made.key))
            except BrokenSealError:
                damaged += 1
                data = None
            if data is None:
                missing.setdefault(made.key, []).append(made)
            else:
                put(made.address, data)
        problems: dict[Path, NotAPictureError] = {}
        jobs = [alike[0] for alike in missing.values()]
        for encoded, (one, problem) in enumerate(self._encode_all(jobs), 1):
            if problem is not None:
                problems.setdefault(one.source, problem)
            else:
                data = self._stored(one.key)
                for made in missing[one.key]:
                    put(made.address, data)
            tell(encoded, len(missing))
        named = tuple(sorted(problems.items(), key=lambda found: found[0]))
        return Report(len(missing), damaged, named)

    def _prepare_drawing(self, file: Path, source: bytes, place: str, focus: Focus) -> Prepared:
        drawn = load_drawing(file.name, source)
        width, height, data = drawn.width, drawn.height, drawn.data
        digest = hashlib.sha256(data).hexdigest()
        address, key = public_name(place, digest, "", SVG), f"{digest[:40]}{SVG}"
        drawing = Made(file, digest, address, key, width, height, None)
        share = None
        is_long = max(width, height) > MAX_SHARE_RATIO * min(width, height)
        # The letters of a text would depend on the machine's fonts.
        if self._drawer and b"<text" not in data and not is_long:
            variant = share_variant(PictureFacts(*_share_size(drawn)), focus)
            share = self._made(file, place, digest, variant, self._drawer.version)
        return Prepared(width, height, (drawing,), (drawing,), share)

    def _made(
        self, file: Path, place: str, digest: str, variant: Variant, version: str = ""
    ) -> Made:
        """version: of what draws the pixels, besides the recipe."""
        origin = digest + version
        suffix = SUFFIXES[variant.format]
        size = f"{variant.width}x{variant.height}"
        box = ".".join(str(side) for side in variant.box)
        moving = "-moving" if variant.moving else ""
        key = f"{short(origin, 40)}-{size}-{box}{moving}{suffix}"
        public = short(f"{self._recipe} {origin} {box if variant.use != 'photo' else ''}", 8)
        label = f"-{variant.width}" if variant.use == "photo" else f"-{size}"
        address = public_name(place, public, label, suffix)
        return Made(file, digest, address, key, variant.width, variant.height, variant)

    def drawn_address(self, digest: str) -> str:
        """digest: as `drawn` gets it."""
        label = f"-{SHARE_SIZE[0]}x{SHARE_SIZE[1]}"
        return public_name(DRAWN, short(f"{self._recipe} {digest}", 8), label, SUFFIXES["jpeg"])

    def drawn(self, digest: str, draw: Callable[[], Image.Image]) -> bytes:
        """A picture of SHARE_SIZE that the site draws itself, encoded; drawn if it is not kept.

        digest: SHA-256, in hex, of all that `draw` makes it of.
        """
        path = self._path(f"{short(digest, 40)}-drawn{SUFFIXES['jpeg']}")
        with suppress(BrokenSealError):
            if data := self._files.read(path):
                return data
        variant = Variant("share", "jpeg", *SHARE_SIZE, (0, 0, *SHARE_SIZE))
        data = encode_still(draw(), variant)
        self._files.write(path, data)
        return data

    def _facts(self, name: str, data: bytes, digest: str) -> PictureFacts:
        path = self._path(f"{short(digest, 40)}.whole.json")
        with suppress(BrokenSealError):
            if known := self._files.read(path):
                return PictureFacts(**json.loads(known))
        facts = load_facts(name, data)
        if self._writes:
            self._files.write(path, json.dumps(asdict(facts)).encode())
        return facts

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key}"

    def _stored(self, key: str) -> bytes:
        """What was written just now, as the disk has it."""
        try:
            data = self._files.read(self._path(key))
        except BrokenSealError:
            data = None
        if data is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), key)
        return data

    def _encode_all(self, missing: list[Made]) -> Iterator[tuple[Made, NotAPictureError | None]]:
        """An outcome for each file as soon as it is known."""
        jobs: dict[tuple[Path, bool], list[Made]] = {}
        for made in missing:
            # AVIF takes most of the time: two jobs keep two cores busy with one photo.
            slow = made.variant is not None and made.variant.format == "avif"
            jobs.setdefault((made.source, slow), []).append(made)
        pool = ThreadPoolExecutor(min(MOST_WORKERS, os.cpu_count() or 1))
        try:
            running = {pool.submit(self._encode, job): job for job in jobs.values()}
            for done in as_completed(running):
                problem = done.result()
                for made in running[done]:
                    yield made, problem
        finally:
            pool.shutdown(cancel_futures=True)

    def _encode(self, job: list[Made]) -> NotAPictureError | None:
        """job: all of one source."""
        file = job[0].source
        try:
            data = read_picture(file)
            drawing = load_drawing(file.name, data) if is_drawing(file) else None
            original = drawing.data if drawing else data
            digest = hashlib.sha256(original).hexdigest()
            still: Image.Image | None = None
            for made in job:
                if made.digest != digest:
                    raise ReplacedPictureError(file.name)
                if made.variant is None:
                    encoded = original
                elif made.variant.moving:
                    moving = load_frames(file.name, data, made.width, made.height)
                    encoded = encode_moving(moving)
                else:
                    still = still or self._still(file.name, data, drawing)
                    encoded = encode_still(still, made.variant)
                self._files.write(self._path(made.key), encoded)
        except NotAPictureError as problem:
            return problem
        return None

    def _still(self, name: str, data: bytes, drawing: Drawing | None) -> Image.Image:
        if drawing is None or self._drawer is None:
            return clean_still(name, data)
        try:
            return self._drawer.render(drawing.data, *_share_size(drawing))
        except NotDrawnError as cause:
            raise NotAPictureError(
                gettext(NOT_DRAWN, name=name), gettext(NOT_DRAWN_REMEDY)
            ) from cause


def _share_size(drawing: Drawing) -> tuple[int, int]:
    """All of the drawing, as large as it takes to cut the shared picture out."""
    scale = max(SHARE_SIZE[0] / drawing.width, SHARE_SIZE[1] / drawing.height)
    return round(drawing.width * scale), round(drawing.height * scale)
