"""What a reader downloads: small, like the original, without a word about camera or place."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.pictures import paint
from tests.support.picture_files import facts_of, frames_of, still_of

from .encode import QUALITIES, encode_moving, encode_still, on_white, recipe
from .plan import Focus, Format, PictureFacts, card_variants, photo_variants, share_variant
from .similarity import ssim

ROOT = Path(__file__).parents[2]
SIZE = (960, 640)
AGAIN = """
import hashlib, sys
from pathlib import Path
from plugins.images.encode import encode_still
from plugins.images.plan import photo_variants
from tests.support.picture_files import facts_of, still_of
path = Path(sys.argv[1])
for variant in photo_variants(facts_of(path))[::2]:
    print(hashlib.sha256(encode_still(still_of(path), variant)).hexdigest())
"""


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("anh") / "dong.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Hang may anh"
    exif.get_ifd(0x8825)[1] = "N"
    paint("dam-dong", SIZE).save(path, quality=90, exif=exif, comment=b"ghi chu")
    return path


@pytest.mark.parametrize("name", ["avif", "webp", "jpeg"])
def test_each_format_is_like_the_original_and_smaller(photo: Path, name: Format) -> None:
    still = still_of(photo)
    variants = [v for v in photo_variants(facts_of(photo)) if v.format == name]
    goal = still.resize((variants[0].width, variants[0].height), Image.Resampling.LANCZOS)
    data = encode_still(still, variants[0])
    with Image.open(BytesIO(data)) as made:
        assert made.format == name.upper()
        assert made.size == goal.size
        assert ssim(made.convert("RGB"), goal) >= 0.95
        assert not made.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(made.info)
    assert len(data) < photo.stat().st_size / 3
    assert b"Hang may anh" not in data


def test_an_easy_picture_gets_the_least_quality_and_a_hard_one_the_most() -> None:
    easy = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    hard = paint("dem-hoi", (320, 240))  # a sensor's noise in the dark
    variant = next(v for v in photo_variants(PictureFacts(320, 240)) if v.format == "jpeg")
    for picture, step in ((easy, 0), (hard, -1)):
        held = BytesIO()
        quality = QUALITIES["jpeg"][step]
        picture.save(held, "JPEG", quality=quality, optimize=True, progressive=True)
        assert encode_still(picture, variant) == held.getvalue()


def test_the_same_photo_gives_the_same_bytes_in_another_process(photo: Path) -> None:
    still = still_of(photo)
    here = [
        hashlib.sha256(encode_still(still, variant)).hexdigest()
        for variant in photo_variants(facts_of(photo))[::2]
    ]
    told = subprocess.run(
        [sys.executable, "-c", AGAIN, str(photo)], cwd=ROOT, capture_output=True, text=True
    )
    assert told.stdout.split() == here, told.stderr


def test_transparency_survives_in_every_format_that_can(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (300, 200), (200, 30, 40, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 150, 200))
    picture.save(tmp_path / "dau.png")
    still, facts = still_of(tmp_path / "dau.png"), facts_of(tmp_path / "dau.png")
    for variant in photo_variants(facts):
        with Image.open(BytesIO(encode_still(still, variant))) as made:
            alpha = made.convert("RGBA").getchannel("A")
            assert (alpha.getpixel((20, 100)), alpha.getpixel((280, 100))) == (0, 255)
    shared = share_variant(facts, Focus())
    with Image.open(BytesIO(encode_still(still, shared))) as made:
        clear = made.getpixel((10, 50))
        assert isinstance(clear, tuple)
        assert min(clear) > 240  # on white, not black


def test_a_card_shows_the_part_around_the_focus(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 900), (20, 60, 160))
    picture.paste((220, 200, 30), (0, 700, 400, 900))
    for focus, yellow in ((Focus(50, 90), True), (Focus(50, 10), False)):
        variant = card_variants(PictureFacts(400, 900), focus)[0]
        with Image.open(BytesIO(encode_still(picture, variant))) as made:
            middle = made.convert("RGB").getpixel((variant.width // 2, variant.height // 2))
        assert isinstance(middle, tuple)
        assert (middle[0] > 150) is yellow


def test_an_animated_gif_becomes_a_smaller_animated_webp(tmp_path: Path) -> None:
    scene = paint("ruong-dong", (360, 240))
    frames = [scene.crop((n * 6, 0, n * 6 + 240, 160)) for n in range(8)]
    path = tmp_path / "bay.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=120, loop=0)
    variant = next(v for v in photo_variants(facts_of(path)) if v.moving)
    data = encode_moving(frames_of(path, variant.width, variant.height))
    with Image.open(BytesIO(data)) as made:
        assert (made.format, getattr(made, "n_frames", 0)) == ("WEBP", 8)
        made.load()
        assert made.info["duration"] == 120
        assert made.info["loop"] == 0
        assert ssim(made.convert("RGB"), frames[0]) > 0.85  # a GIF has 256 colours
    assert len(data) < path.stat().st_size / 2
    assert data == encode_moving(frames_of(path, variant.width, variant.height))


def test_the_recipe_changes_with_its_constants(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    assert before == recipe()
    monkeypatch.setattr("plugins.images.encode.ALIKE", 0.9)
    assert recipe() != before


def test_similarity_is_one_for_the_same_and_falls_with_noise() -> None:
    scene = paint("cho-quyt", (200, 160))
    assert ssim(scene, scene) == pytest.approx(1)
    rough = scene.resize((50, 40)).resize((200, 160))
    rougher = scene.resize((12, 10)).resize((200, 160))
    assert 0.95 > ssim(scene, rough) > ssim(scene, rougher) > 0
    assert ssim(scene, Image.new("RGB", scene.size)) < 0.1
    with pytest.raises(ValueError, match="sizes differ"):
        ssim(scene, scene.crop((0, 0, 100, 100)))
    assert on_white(scene) is scene
