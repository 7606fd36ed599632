"""A publisher sees what photos cost a reader's phone and the build: `python -m benchmarks.images`.

Twelve painted photos of 2000×1500 in JPEG 90, and the project's own pictures.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from benchmarks.pictures import PAINTERS, paint
from plugins.images.made import Made, Prepared
from plugins.images.raster import clean_still
from plugins.images.similarity import ssim
from plugins.images.store import ImageStore
from plugins.shared.outputs import FreshOutputs
from plugins.shared.picture_kinds import SVG
from tools.console import say
from tools.places import ROOT

SIZE = (2000, 1500)
QUALITY = 90
# A common phone: 412 CSS pixels less the page's two margins of 16, at two pixels each.
PHONE_PIXELS = (412 - 2 * 16) * 2
FORMATS = ("avif", "webp", "jpeg")
LEAST_ALIKE = 0.95
LARGEST_SHARE = 20.0
HEAD = (
    f"{'Ảnh':<26}{'Gốc':>9}"
    + "".join(f"{name.upper():>8}{'%':>6}{'SSIM':>7}" for name in FORMATS)
    + f"{'CPU':>7}{'Kho':>9}"
)
EXPLANATION = (
    f"Byte của tệp gốc và của tệp mà điện thoại rộng 412 px (2×) tải, phần trăm so với gốc, "
    f"SSIM so với ảnh gốc thu nhỏ, giây CPU và byte trong kho cho mọi cỡ và dạng.\n"
    f"Mục tiêu: không quá {LARGEST_SHARE:g} %, SSIM từ {LEAST_ALIKE:g}."
)


@dataclass(frozen=True)
class Download:
    """What a phone gets in one format; share: per cent of the original's bytes."""

    format: str
    bytes: int
    share: float
    ssim: float


@dataclass(frozen=True)
class Measured:
    """One picture; seconds: of CPU for all its files; cache: their bytes."""

    name: str
    original: int
    downloads: tuple[Download, ...]
    seconds: float
    cache: int


def measure(store: ImageStore, file: Path, name: str, output: Path) -> Measured:
    """Encodes every file of one picture, which `store` must not know yet."""
    began = time.process_time()
    prepared = store.prepare(file, f"{name}{file.suffix}")
    files = [*prepared.photo, *prepared.card]
    files += [prepared.share] if prepared.share else []
    report = store.make(files, FreshOutputs(output).write_bytes, lambda _done, _total: None)
    seconds = time.process_time() - began
    for _, problem in report.problems:
        raise problem
    cache = sum((output / address).stat().st_size for address in {made.address for made in files})
    original = file.stat().st_size
    downloads = tuple(
        _download(file, original, made, output / made.address) for made in _for_phone(prepared)
    )
    return Measured(name, original, downloads, round(seconds, 2), cache)


def _for_phone(prepared: Prepared) -> list[Made]:
    found = []
    for name in FORMATS:
        made = [m for m in prepared.photo if m.variant and m.variant.format == name]
        enough = [m for m in made if m.width >= PHONE_PIXELS]
        found += (enough or made[-1:])[:1]
    return found or [prepared.photo[0]]


def _download(file: Path, original: int, made: Made, path: Path) -> Download:
    size = path.stat().st_size
    share = round(100 * size / original, 1)
    if made.variant is None:
        return Download("svg", size, share, 1.0)
    goal = clean_still(file.name, file.read_bytes()).resize(
        (made.width, made.height), Image.Resampling.LANCZOS
    )
    with Image.open(path) as shown:
        alike = ssim(shown.convert("RGB"), goal.convert("RGB"))
    return Download(made.variant.format, size, share, round(alike, 4))


def table(rows: Iterable[Measured]) -> str:
    return "\n".join([EXPLANATION, "", HEAD, *(_row(row) for row in rows)])


def _row(row: Measured) -> str:
    cells = [f"{row.name:<26}{row.original:>9}"]
    cells += [f"{d.bytes:>8}{d.share:>6}{d.ssim:>7.3f}" for d in row.downloads]
    cells += [" " * 21] * (len(FORMATS) - len(row.downloads))
    return "".join([*cells, f"{row.seconds:>7.2f}{row.cache:>9}"])


def misses(rows: Iterable[Measured]) -> list[str]:
    """Where the goal is missed."""
    return [
        f"{row.name}: {d.format} {d.share} %, SSIM {d.ssim:.4f}"
        for row in rows
        for d in row.downloads
        if d.format != "svg" and (d.share > LARGEST_SHARE or d.ssim < LEAST_ALIKE)
    ]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.images", description=__doc__)
    parser.add_argument("--json", type=Path, help="tệp JSON để ghi số đo")
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure_all(Path(folder), options.content)
    say(table(rows))
    painted = [row for row in rows if len(row.downloads) == len(FORMATS)]
    seconds, cache = sum(row.seconds for row in rows), sum(row.cache for row in rows)
    columns = zip(*(row.downloads for row in painted), strict=True)
    for name, downloads in zip(FORMATS, columns, strict=True):
        mean = sum(d.bytes for d in downloads) / sum(row.original for row in painted)
        least = min(d.ssim for d in downloads)
        say(f"{name.upper()}: {mean:.1%} byte của ảnh gốc, SSIM thấp nhất {least:.4f}")
    say(f"Tổng cộng: {seconds:.1f} giây CPU, kho {cache / 1e6:.1f} MB cho {len(rows)} ảnh.")
    missed = misses(rows)
    say("Mọi ảnh đạt mục tiêu." if not missed else "Chưa đạt: " + "; ".join(missed))
    if options.json:
        text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _measure_all(folder: Path, content: Path) -> list[Measured]:
    store = ImageStore(folder / "cache")
    rows = []
    for name in PAINTERS:
        file = folder / f"{name}.jpg"
        paint(name, SIZE).save(file, quality=QUALITY)
        rows.append(measure(store, file, name, folder / "output"))
    kinds = (SVG, ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
    for file in sorted(content.glob("anh/**/*.*")):
        if file.suffix.lower() in kinds:
            rows.append(measure(store, file, file.stem, folder / "output"))
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
