"""Whether letters of a colour can be read on a ground, and the nearest shade of it that can.

Colours are `#rrggbb`. Luminance and contrast as WCAG 2.2 defines them, and its level AAA:
https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, #dfn-contrast-ratio, #contrast-enhanced
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from colorsys import hls_to_rgb, rgb_to_hls

AAA = 7.0
COLOUR = re.compile("#(?:[0-9a-f]{3}){1,2}", re.IGNORECASE | re.ASCII)
# Lightness is moved by a thousandth, finer than a step of a screen's colours.
STEPS = 1000


def read_colour(written: str) -> str:
    """`#rrggbb` in small letters, of that or `#rgb`; "" for anything else."""
    if not COLOUR.fullmatch(written):
        return ""
    digits = written[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """From 1, of a colour with itself, to 21, of black with white."""
    return _ratio(_luminance(one), _luminance(other))


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    """With the ground on which it is read worst."""
    return min(contrast(colour, ground) for ground in grounds)


def nearest_readable(colour: str, grounds: Sequence[str], least: float = AAA) -> str:
    """`colour`, or else the shade of its hue and saturation that is least darker or lighter.

    Raises ValueError where neither black nor white has the contrast `least` with all grounds.
    """
    below = [_luminance(ground) for ground in grounds]
    for shade in _shades(colour):
        own = _luminance(shade)
        if all(_ratio(own, ground) >= least for ground in below):
            return shade
    raise ValueError(f"nothing has a contrast of {least} with all of {grounds}")


def _shades(colour: str) -> Iterator[str]:
    """The colour itself, then darker and lighter ones, ever farther from it."""
    yield colour
    red, green, blue = (part / 255 for part in _parts(colour))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    for step in range(1, STEPS + 1):
        for moved in (lightness - step / STEPS, lightness + step / STEPS):
            if -1 / STEPS < moved < 1 + 1 / STEPS:
                parts = hls_to_rgb(hue, min(max(moved, 0.0), 1.0), saturation)
                yield "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
