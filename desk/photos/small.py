"""A picture of content/ as the desk shows it: small, made once, never the file itself."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from PIL import Image

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.images.drawing import rasterise
from plugins.images.made import NotDrawnError
from plugins.images.raster import clean_still
from plugins.images.reading import is_drawing, read_picture
from plugins.images.svg import read_drawing
from plugins.links.files import meant
from plugins.links.locate import MARKDOWN_ESCAPE, PELICAN_MARK
from plugins.shared.file_kinds import PICTURE_FOLDER
from plugins.shared.files import write_whole
from plugins.vietnamese.text import nfc
from tools.preview_address import is_name

ROOM = "small"
SIDE = 960
QUALITY = 80
MOST_KEPT = 1000  # 60 MB, about


def find_picture(content: Path, typed: str, article: str) -> Path:
    """The file that `typed` means in `article` (`tin-tuc/a.md`), as on the site.

    Raises DeskError (404) for whatever is no file of the folder of pictures.
    """
    plain = PELICAN_MARK.sub("", unquote(MARKDOWN_ESCAPE.sub(r"\1", typed)))
    for path in meant(nfc(plain), article.rpartition("/")[0]):
        names = path.split("/")
        is_ours = names[0] == PICTURE_FOLDER and all(
            name and not name.startswith(".") and is_name(name, windows=True) for name in names
        )
        if is_ours and (file := _inside(content, names)):
            return file
    raise DeskError(404, WORDS.photos.no_photo.format(path=typed[:80]))


def _inside(content: Path, names: list[str]) -> Path | None:
    file = content.joinpath(*names)
    try:
        there = file.resolve(strict=True)
        return file if there.is_relative_to(content.resolve()) and there.is_file() else None
    except (OSError, RuntimeError, ValueError):  # missing, a loop of links, too long a name
        return None


def small_version(file: Path, scratch: Path) -> bytes:
    """JPEG, at most SIDE wide and high, kept in `scratch`. Raises NotAPictureError."""
    facts = file.stat()
    key = f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\0{SIDE}"
    kept = scratch / ROOM / f"{hashlib.sha256(key.encode()).hexdigest()}.jpg"
    try:
        return kept.read_bytes()
    except OSError:
        made = _made(file)
    with suppress(OSError):  # a full disk: it is made again
        write_whole(kept, made)
        _forget_old(kept.parent)
    return made


def _forget_old(room: Path) -> None:
    kept = sorted(room.glob("*.jpg"), key=lambda file: file.stat().st_mtime_ns)
    for file in kept[:-MOST_KEPT]:
        file.unlink(missing_ok=True)


def _made(file: Path) -> bytes:
    out = BytesIO()
    _shrunk(file).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _shrunk(file: Path) -> Image.Image:
    if is_drawing(file):
        drawing = read_drawing(file)
        scale = min(1.0, SIDE / drawing.width, SIDE / drawing.height)
        size = (max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
        try:
            return rasterise(drawing.data, *size)
        except NotDrawnError:
            return Image.new("RGB", size, "white")
    still = clean_still(file.name, read_picture(file), near=(SIDE, SIDE))
    still.thumbnail((SIDE, SIDE))
    if still.mode == "RGBA":
        ground = Image.new("RGBA", still.size, "white")
        still = Image.alpha_composite(ground, still).convert("RGB")
    return still
