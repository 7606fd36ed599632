"""Photo-like pictures for measuring compression: hard and easy ones, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Size = tuple[int, int]
Colour = tuple[int, int, int]
Painter = Callable[[random.Random, Size], Image.Image]

WORDS = ["Thông báo", "lịch", "tiếp công dân", "định kỳ", "của lãnh đạo xã,", "phường", "quý IV"]


def noise(rng: random.Random, size: Size, cells: int) -> Image.Image:
    """Smooth grey spots, about `cells` of them from side to side."""
    width = max(2, min(size[0], cells))
    height = max(2, min(size[1], cells * size[1] // size[0]))
    small = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    return small.resize(size, Image.Resampling.BICUBIC)


def clouds(rng: random.Random, size: Size, first: int = 4, octaves: int = 8) -> Image.Image:
    """Each finer layer is weaker: the spectrum of most natural scenes."""
    layers = [noise(rng, size, first * 2**n) for n in range(octaves)]
    picture = layers.pop()
    while layers:
        picture = Image.blend(layers.pop(), picture, 0.42)
    return picture


def tint(grey: Image.Image, dark: Colour, light: Colour) -> Image.Image:
    bands = [
        grey.point([round(low + (high - low) * level / 255) for level in range(256)])
        for low, high in zip(dark, light, strict=True)
    ]
    return Image.merge("RGB", bands)


def grain(rng: random.Random, picture: Image.Image, strength: float) -> Image.Image:
    """A sensor's noise: every photo has some."""
    width, height = picture.size
    bands = []
    for band in picture.split():
        speck = Image.frombytes("L", (width, height), rng.randbytes(width * height))
        speck = speck.filter(ImageFilter.GaussianBlur(0.6))
        weak = speck.point([round(128 + (level - 128) * strength) for level in range(256)])
        bands.append(ImageChops.add(band, weak, 1, -128))
    return Image.merge("RGB", bands)


def gradient(size: Size, top: Colour, bottom: Colour) -> Image.Image:
    return tint(Image.linear_gradient("L").resize(size), top, bottom)


def sky(rng: random.Random, size: Size) -> Image.Image:
    mask = clouds(rng, size, 2, 7).point([max(0, min(255, (n - 110) * 4)) for n in range(256)])
    white = Image.new("RGB", size, (245, 246, 248))
    return Image.composite(white, gradient(size, (52, 110, 190), (190, 215, 235)), mask)


def foliage(rng: random.Random, size: Size) -> Image.Image:
    picture = tint(clouds(rng, size, 16, 6), (8, 26, 6), (120, 150, 60))
    draw = ImageDraw.Draw(picture)
    for _ in range(9000):
        x, y, length = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(4, 26)
        green = rng.randrange(40, 200)
        box = (x, y, x + length, y + length // 2 + 2)
        draw.ellipse(box, fill=(green * 6 // 10, green, green // 4))
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def skin(rng: random.Random, size: Size) -> Image.Image:
    width, height = size
    picture = tint(clouds(rng, size, 3, 4), (60, 70, 80), (130, 140, 150))
    draw = ImageDraw.Draw(picture)
    for n in range(3):
        x, y = width * (1 + 2 * n) // 6, height * 45 // 100
        r = width // 9
        draw.ellipse((x - r, y - r * 14 // 10, x + r, y + r * 14 // 10), fill=(205, 158, 128))
        draw.pieslice((x - r, y - r * 15 // 10, x + r, y), 180, 360, fill=(28, 22, 20))
        for eye in (-1, 1):
            at = x + eye * r * 4 // 10
            draw.ellipse((at - r // 8, y - 8, at + r // 8, y + 8), fill=(40, 26, 20))
        draw.rectangle((x - r, y + r * 15 // 10, x + r, height), fill=(70 + 60 * n, 60, 90))
    soft = picture.filter(ImageFilter.GaussianBlur(5))
    shade = tint(clouds(rng, size, 2, 6), (150, 140, 135), (255, 255, 255))
    return ImageChops.multiply(soft, shade)


def notice(rng: random.Random, size: Size) -> Image.Image:
    """A photographed notice board: sharp edges of letters on paper."""
    picture = tint(clouds(rng, size, 3, 6), (205, 198, 180), (250, 248, 240))
    draw = ImageDraw.Draw(picture)
    for y in range(60, size[1] - 60, 46):
        line = " ".join(rng.choice(WORDS) for _ in range(14))
        draw.text((70, y), line, fill=(30, 30, 40), font_size=30)
    return picture.filter(ImageFilter.GaussianBlur(0.7))


def night(rng: random.Random, size: Size) -> Image.Image:
    picture = gradient(size, (4, 6, 18), (24, 20, 30))
    draw = ImageDraw.Draw(picture)
    for _ in range(260):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1] // 2, size[1]), rng.randrange(2, 14)
        lamp = rng.choice([(255, 214, 140), (255, 240, 210), (220, 60, 40), (120, 190, 255)])
        draw.ellipse((x - r, y - r, x + r, y + r), fill=lamp)
    return ImageChops.add(picture, picture.filter(ImageFilter.GaussianBlur(12)))


def crowd(rng: random.Random, size: Size) -> Image.Image:
    picture = tint(clouds(rng, size, 6, 6), (70, 66, 60), (150, 140, 130))
    draw = ImageDraw.Draw(picture)
    for row in range(24):
        y = size[1] // 4 + row * row + row * 8
        r = 7 + row
        for x in range(rng.randrange(r), size[0], r * 2 + 6):
            shirt = tuple(rng.randrange(30, 240) for _ in range(3))
            draw.ellipse((x - r, y + r // 2, x + r, y + r * 4), fill=shirt)
            draw.ellipse((x - r * 6 // 10, y - r, x + r * 6 // 10, y + r), fill=(190, 145, 118))
            draw.chord(
                (x - r * 6 // 10, y - r, x + r * 6 // 10, y + r), 180, 360, fill=(25, 20, 18)
            )
    return picture.filter(ImageFilter.GaussianBlur(0.9))


def water(rng: random.Random, size: Size) -> Image.Image:
    wide = clouds(rng, (size[0] // 6, size[1]), 24, 5).resize(size, Image.Resampling.BICUBIC)
    return tint(wide, (18, 46, 58), (150, 190, 196))


def fabric(rng: random.Random, size: Size) -> Image.Image:
    """Brocade: a fine regular pattern, where a small picture turns to moiré."""
    tile = Image.new("RGB", (48, 48), (120, 20, 34))
    draw = ImageDraw.Draw(tile)
    draw.polygon([(24, 2), (46, 24), (24, 46), (2, 24)], outline=(230, 180, 60), width=4)
    draw.rectangle((19, 19, 29, 29), fill=(30, 90, 110))
    picture = Image.new("RGB", size)
    for x in range(0, size[0], 48):
        for y in range(0, size[1], 48):
            picture.paste(tile, (x, y))
    fold = tint(clouds(rng, size, 3, 4), (90, 90, 90), (255, 255, 255))
    return ImageChops.multiply(picture, fold).rotate(7, Image.Resampling.BICUBIC, fillcolor=0)


def fields(rng: random.Random, size: Size) -> Image.Image:
    picture = sky(rng, size)
    for n, green in enumerate([(70, 100, 110), (52, 88, 66), (96, 128, 50), (150, 150, 60)]):
        ridge = noise(rng, (size[0], 16), 9 + 3 * n).crop((0, 8, size[0], 9))
        top = size[1] * (35 + 15 * n) // 100
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for x in range(0, size[0], 2):
            height = top + ridge.getpixel((x, 0)) * size[1] // 1600  # type: ignore[operator]
            draw.line((x, height, x, size[1]), fill=255, width=2)
        grass = tint(clouds(rng, size, 12, 7), (green[0] // 2, green[1] // 2, green[2] // 2), green)
        picture.paste(grass, mask=mask)
    return picture


def hall(rng: random.Random, size: Size) -> Image.Image:
    """A conference room: a red curtain, a banner, rows of chairs."""
    width, height = size
    picture = tint(noise(rng, (width, 2), 70).resize(size), (70, 8, 10), (190, 24, 26))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 5, height // 8, width * 4 // 5, height // 4), fill=(180, 16, 20))
    draw.text((width // 4, height // 7), "HỘI NGHỊ TỔNG KẾT", fill=(250, 220, 70), font_size=72)
    for row in range(8):
        y = height // 2 + row * height // 15
        for x in range(row % 2 * 30, width, 70 + row * 12):
            draw.rectangle((x, y, x + 50 + row * 8, y + 60), fill=(90 + row * 8, 58, 30))
            draw.ellipse((x + 8, y - 46, x + 42 + row * 4, y + 8), fill=(30, 24, 22))
    light = tint(clouds(rng, size, 2, 5), (120, 116, 110), (255, 252, 246))
    return ImageChops.multiply(picture, light).filter(ImageFilter.GaussianBlur(0.8))


def rock(rng: random.Random, size: Size) -> Image.Image:
    return tint(clouds(rng, size, 6, 8).filter(ImageFilter.DETAIL), (24, 22, 20), (210, 204, 190))


def market(rng: random.Random, size: Size) -> Image.Image:
    picture = Image.new("RGB", size, (90, 60, 40))
    draw = ImageDraw.Draw(picture)
    for _ in range(1600):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(16, 46)
        ripe = (225 + rng.randrange(30), 110 + rng.randrange(60), rng.randrange(40))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(part * 6 // 10 for part in ripe))
        draw.ellipse((x - r, y - r, x + r * 8 // 10, y + r * 8 // 10), fill=ripe)
        draw.ellipse((x - r // 2, y - r // 2, x - r // 4, y - r // 4), fill=(255, 235, 190))
    texture = tint(clouds(rng, size, 20, 6), (150, 150, 150), (255, 255, 255))
    return ImageChops.multiply(picture, texture).filter(ImageFilter.GaussianBlur(1.2))


# The number is the strength of the sensor's noise: more of it in the dark.
PAINTERS: Mapping[str, tuple[Painter, float]] = {
    "troi-may": (sky, 0.03),
    "tan-la": (foliage, 0.05),
    "chan-dung": (skin, 0.03),
    "bang-tin": (notice, 0.04),
    "dem-hoi": (night, 0.12),
    "dam-dong": (crowd, 0.05),
    "mat-nuoc": (water, 0.04),
    "tho-cam": (fabric, 0.03),
    "ruong-dong": (fields, 0.04),
    "hoi-truong": (hall, 0.06),
    "vach-da": (rock, 0.05),
    "cho-quyt": (market, 0.04),
}


def paint(name: str, size: Size) -> Image.Image:
    """The same bytes for the same name and size, with the same Pillow."""
    painter, strength = PAINTERS[name]
    rng = random.Random(name)  # noqa: S311  (pictures, no secrets)
    return grain(rng, painter(rng, size), strength)
