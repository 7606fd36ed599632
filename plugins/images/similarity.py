"""A publisher knows how near a compressed photo comes to the original: SSIM, with Pillow alone."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageMath

# Structural similarity: Wang et al., "Image Quality Assessment", IEEE TIP 13 (4), 2004.
STABLE_MEAN = (0.01 * 255) ** 2
STABLE_SPREAD = (0.03 * 255) ** 2
WINDOW = 8
STEP = 4  # windows overlap by half, as in x264 and ffmpeg


def ssim(first: Image.Image, second: Image.Image, *, overlap: bool = True) -> float:
    """1.0 for the same picture; the mean over luma windows of 8×8. Both must have one size.

    overlap: the published measure; without it four times as quick and nearly the same, with
    windows across the edges of JPEG's blocks, where it is worst.
    Raises ValueError when sizes differ or a side is shorter than 12 pixels.
    """
    if first.size != second.size:
        raise ValueError(f"sizes differ: {first.size} and {second.size}")
    if min(first.size) < WINDOW + STEP:
        raise ValueError(f"too small to compare: {first.size}")
    left, right = first.convert("L").convert("F"), second.convert("L").convert("F")
    shifts = [(x, y) for x in (0, STEP) for y in (0, STEP)] if overlap else [(STEP, STEP)]
    measured = [_at(left, right, x, y) for x, y in shifts]
    return sum(measured) / len(measured)


def _at(left: Image.Image, right: Image.Image, x: int, y: int) -> float:
    width = (left.width - x) // WINDOW * WINDOW
    height = (left.height - y) // WINDOW * WINDOW
    box = (x, y, x + width, y + height)
    a, b = left.crop(box), right.crop(box)
    squares = ImageMath.lambda_eval(lambda of: of["a"] * of["a"], a=a)
    other_squares = ImageMath.lambda_eval(lambda of: of["b"] * of["b"], b=b)
    products = ImageMath.lambda_eval(lambda of: of["a"] * of["b"], a=a, b=b)
    windows = {
        "ma": a.reduce(WINDOW),
        "mb": b.reduce(WINDOW),
        "maa": squares.reduce(WINDOW),
        "mbb": other_squares.reduce(WINDOW),
        "mab": products.reduce(WINDOW),
    }
    similar = ImageMath.lambda_eval(_similar, **windows)
    values = [float(value) for value in similar.get_flattened_data()]
    return sum(values) / len(values)


def _similar(of: dict[str, Any]) -> Any:
    means = of["ma"] * of["mb"]
    mean_squares = of["ma"] * of["ma"] + of["mb"] * of["mb"]
    covariance = of["mab"] - means
    spread = of["maa"] + of["mbb"] - mean_squares
    return (
        (means * 2 + STABLE_MEAN)
        * (covariance * 2 + STABLE_SPREAD)
        / ((mean_squares + STABLE_MEAN) * (spread + STABLE_SPREAD))
    )
