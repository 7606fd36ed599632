"""The benchmark measures what a reader's phone downloads, on pictures that never change."""

from __future__ import annotations

from pathlib import Path

from benchmarks.images import PHONE_PIXELS, measure, misses, table
from benchmarks.pictures import PAINTERS, paint
from plugins.images.store import ImageStore


def test_the_painted_photos_are_many_and_the_same_every_time() -> None:
    assert len(PAINTERS) >= 10
    small = {name: paint(name, (160, 120)) for name in PAINTERS}
    assert len({picture.tobytes() for picture in small.values()}) == len(PAINTERS)
    for name, picture in small.items():
        assert paint(name, (160, 120)).tobytes() == picture.tobytes()


def test_a_photo_is_measured_in_the_width_that_a_phone_asks_for(tmp_path: Path) -> None:
    file = tmp_path / "ruong.jpg"
    paint("ruong-dong", (1000, 300)).save(file, quality=90)
    row = measure(ImageStore(tmp_path / "cache"), file, "ruong", tmp_path / "output")
    assert PHONE_PIXELS == 760
    assert [d.format for d in row.downloads] == ["avif", "webp", "jpeg"]
    avif = next((tmp_path / "output").glob("ruong.*-800.avif"))
    assert row.downloads[0].bytes == avif.stat().st_size
    assert row.original == file.stat().st_size
    assert 0.9 < row.downloads[0].ssim <= 1
    assert row.cache == sum(path.stat().st_size for path in (tmp_path / "output").iterdir())
    assert "ruong" in table([row])
    assert all(text.startswith("ruong") for text in misses([row]))
