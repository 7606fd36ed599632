"""Photos cost an editor time once: what was made of a picture is kept and used by every build."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from PIL import Image

from plugins.files import is_whole, write_whole
from plugins.links.picture_kinds import SVG

from .encode import SUFFIXES, encode_moving, encode_still, recipe
from .made import Drawer, Made, NotDrawnError, Prepared, Report, public_name, short
from .plan import (
    SHARE_SIZE,
    Facts,
    Focus,
    Variant,
    card_variants,
    photo_variants,
    share_variant,
)
from .raster import load_facts, load_frames, load_still
from .reading import NotAPicture, is_drawing, read_picture
from .svg import Drawing, read_drawing

# A longer one, such as a dividing line, is no picture of an article.
MAX_SHARE_RATIO = 8
NOT_DRAWN = "Hình vẽ “{name}” quá phức tạp, máy không vẽ được thành ảnh để chia sẻ."
NOT_DRAWN_REMEDY = (
    "Trong chương trình vẽ, bỏ hiệu ứng (mờ, nhiễu, bóng), mặt nạ, họa tiết lặp rồi xuất lại, "
    "hoặc xuất ra dạng PNG."
)
# Each worker may hold a picture of 25 million pixels several times over.
MOST_WORKERS = 4

Put = Callable[[str, Path], None]
Tell = Callable[[int, int], None]


class ImageStore:
    """cache: a folder that may be deleted at any time between builds, and shared by all of them.

    drawer: None leaves drawings without a picture for Facebook and Zalo, which show no SVG.
    """

    def __init__(self, cache: Path, drawer: Drawer | None = None) -> None:
        self._recipe = recipe()
        self._folder = cache / self._recipe[:16]
        self._drawer = drawer

    def prepare(self, file: Path, place: str, focus: Focus = Focus()) -> Prepared:  # noqa: B008
        """Plans the files of a picture and names them; encodes nothing.

        place: where the picture lies in content/ (`anh/2024/quyt.jpg`); the names keep it.
        Raises NotAPicture for whatever cannot be shown.
        """
        if is_drawing(file):
            return self._prepare_drawing(file, place, focus)
        digest = _digest(file)
        facts = self._facts(file, digest)

        def made(variant: Variant) -> Made:
            return self._made(file, place, digest, variant)

        return Prepared(
            facts.width,
            facts.height,
            tuple(made(variant) for variant in photo_variants(facts)),
            tuple(made(variant) for variant in card_variants(facts, focus)),
            made(share_variant(facts, focus)),
        )

    def make(self, files: Iterable[Made], put: Put, tell: Tell) -> Report:
        """Each file is put in its place; what the cache lacks is encoded by all cores before.

        put: called with the file's address and with where it lies in the cache;
        tell: called with how many are done and how many there are to encode, never when none is.
        """
        wanted = sorted(set(files), key=lambda made: made.address)
        missing = {made.key: made for made in wanted if not is_whole(self._path(made.key))}
        problems: dict[Path, NotAPicture] = {}
        encoded = 0
        for source, outcome in self._encode_all(list(missing.values())):
            encoded += 1
            if outcome is not None:
                problems.setdefault(source, outcome)
            tell(encoded, len(missing))
        for made in wanted:
            if made.source not in problems and is_whole(self._path(made.key)):
                put(made.address, self._path(made.key))
        return Report(encoded, tuple(sorted(problems.items(), key=lambda found: found[0])))

    def _prepare_drawing(self, file: Path, place: str, focus: Focus) -> Prepared:
        drawn = read_drawing(file)
        width, height, data = drawn.width, drawn.height, drawn.data
        digest = hashlib.sha256(data).hexdigest()
        key = f"{digest[:40]}{SVG}"
        if not is_whole(self._path(key)):
            write_whole(self._path(key), data)
        drawing = Made(file, public_name(place, digest, "", SVG), key, width, height, None)
        share = None
        is_long = max(width, height) > MAX_SHARE_RATIO * min(width, height)
        # The letters of a text would depend on the machine's fonts.
        if self._drawer and b"<text" not in data and not is_long:
            variant = share_variant(Facts(*_share_size(drawn)), focus)
            share = self._made(file, place, digest + self._drawer.version, variant)
        return Prepared(width, height, (drawing,), (drawing,), share)

    def _made(self, file: Path, place: str, digest: str, variant: Variant) -> Made:
        suffix = SUFFIXES[variant.format]
        size = f"{variant.width}x{variant.height}"
        box = ".".join(str(side) for side in variant.box)
        moving = "-moving" if variant.moving else ""
        key = f"{short(digest, 40)}-{size}-{box}{moving}{suffix}"
        public = short(f"{self._recipe} {digest} {box if variant.use != 'photo' else ''}", 8)
        label = f"-{variant.width}" if variant.use == "photo" else f"-{size}"
        address = public_name(place, public, label, suffix)
        return Made(file, address, key, variant.width, variant.height, variant)

    def _facts(self, file: Path, digest: str) -> Facts:
        path = self._path(f"{short(digest, 40)}.whole.json")
        if is_whole(path):
            return Facts(**json.loads(path.read_bytes()))
        facts = load_facts(file)
        write_whole(path, json.dumps(asdict(facts)).encode())
        return facts

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _encode_all(self, missing: list[Made]) -> Iterator[tuple[Path, NotAPicture | None]]:
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
                    yield made.source, problem
        finally:
            pool.shutdown(cancel_futures=True)

    def _encode(self, job: list[Made]) -> NotAPicture | None:
        still: Image.Image | None = None
        try:
            for made in job:
                if made.variant is None:
                    data = read_drawing(made.source).data
                elif made.variant.moving:
                    data = encode_moving(load_frames(made.source, made.width, made.height))
                else:
                    still = still or self._still(made)
                    data = encode_still(still, made.variant)
                write_whole(self._path(made.key), data)
        except NotAPicture as problem:
            return problem
        return None

    def _still(self, made: Made) -> Image.Image:
        if not is_drawing(made.source) or self._drawer is None:
            return load_still(made.source)
        drawing = read_drawing(made.source)
        try:
            return self._drawer.render(drawing.data, *_share_size(drawing))
        except NotDrawnError as cause:
            name = made.source.name
            raise NotAPicture(NOT_DRAWN.format(name=name), NOT_DRAWN_REMEDY) from cause


def _share_size(drawing: Drawing) -> tuple[int, int]:
    """All of the drawing, as large as it takes to cut the shared picture out."""
    scale = max(SHARE_SIZE[0] / drawing.width, SHARE_SIZE[1] / drawing.height)
    return round(drawing.width * scale), round(drawing.height * scale)


def _digest(file: Path) -> str:
    return hashlib.sha256(read_picture(file)).hexdigest()
