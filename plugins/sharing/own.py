"""Pages without a photo, and checked claims, are shared with a picture that the site draws."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

import resvg_py
from PIL import Image

from plugins.frontmatter.kinds import Verdict
from plugins.images.plan import SHARE_SIZE
from plugins.sharing.lines import FAMILY, FONT_VERSION, font_file, set_in_lines, width_of
from plugins.site.brand import Brand
from plugins.site.colours import Colours

# A new number for every change of what is drawn of the same words.
EDITION = 1
WIDTH, HEIGHT = SHARE_SIZE
MARGIN = 80
# As in theme/static/css/tokens.css.
INK, SOFT, MUTED = "#1c1b1a", "#f6f3ed", "#4b4843"
WRONG, RIGHT = Colours.brand, Colours.link  # whatever colours an office has
LEADING = 1.35
NAMES = ((112, 1), (88, 2), (64, 3), (48, 4))
TAGLINES = ((48, 1), (40, 2), (32, 3))
VERDICTS = ((76, 1),)
CLAIMS = ((72, 2), (60, 3), (50, 4), (42, 5))
# Signs as in plugins/opinion/css/answers.css: a letter or a line, colour, radius of the corners, in
# a square of 100.
CROSS, TICK = "M32 32l36 36m0-36-36 36", "M27 53l16 17 31-37"
SIGNS: dict[Verdict, tuple[str, str, int]] = {
    "sai": (CROSS, WRONG, 9),
    "sai-mot-phan": ("½", WRONG, 9),
    "thieu-ngu-canh": ("!", INK, 9),
    "dung": (TICK, RIGHT, 50),
    "chua-du-can-cu": ("?", INK, 50),
}
MOUNTAINS = "M4 52 22 20l9 14 9-18 20 36z"


@dataclass(frozen=True)
class CheckedClaim:
    """word: of the verdict, as readers see it; claim: in quotes."""

    verdict: Verdict
    word: str
    claim: str


@dataclass(frozen=True)
class OwnPicture:
    """What is on it: the site's name and sign, and a claim or else the tagline."""

    name: str
    tagline: str
    claim: CheckedClaim | None = None
    brand: Brand = field(default_factory=Brand)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all that its pixels are made of."""
        parts = repr((EDITION, FONT_VERSION, resvg_py.__resvg_version__, self))
        return hashlib.sha256(parts.encode()).hexdigest()

    def draw(self) -> Image.Image:
        """RGB, of SHARE_SIZE; the machine's fonts are not used."""
        data = resvg_py.svg_to_bytes(
            svg_string=self.svg(),
            width=WIDTH,
            height=HEIGHT,
            skip_system_fonts=True,
            font_files=[str(font_file())],
        )
        with Image.open(BytesIO(data), formats=("PNG",)) as drawn:
            return drawn.convert("RGB")

    def svg(self) -> str:
        """The picture as a drawing."""
        brand = self.brand
        parts = (
            _claim(self.claim, self.name, brand)
            if self.claim
            else _site(self.name, self.tagline, brand)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'font-family="{FAMILY}" font-weight="700">'
            f'<path fill="{SOFT}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
            f'<path fill="{brand.colours.brand}" d="M0 0h{WIDTH}v20H0z"/>{"".join(parts)}</svg>'
        )


def _site(name: str, tagline: str, brand: Brand) -> list[str]:
    size, names = set_in_lines(name, WIDTH - 2 * MARGIN, NAMES)
    small, taglines = set_in_lines(tagline, WIDTH - 2 * MARGIN, TAGLINES)
    gap, mark = 24, 160
    height = mark + gap + LEADING * (size * len(names) + small * len(taglines))
    top = (HEIGHT + 20 - height) / 2
    below = top + mark + gap
    return [
        _mark(MARGIN - (0 if brand.logo else 10), top, mark, brand),
        _text(names, MARGIN, below, size, brand.colours.brand),
        _text(taglines, MARGIN, below + LEADING * size * len(names) + 8, small, MUTED, weight=400),
    ]


def _claim(claim: CheckedClaim, name: str, brand: Brand) -> list[str]:
    drawn, colour, radius = SIGNS[claim.verdict]
    size, words = set_in_lines(claim.word, WIDTH - 2 * MARGIN - 130, VERDICTS)
    claim_size, lines = set_in_lines(claim.claim, WIDTH - 2 * MARGIN, CLAIMS)
    sign = (
        f'<path fill="none" stroke="{colour}" stroke-width="11" stroke-linejoin="round" '
        f'stroke-linecap="round" d="{drawn}"/>'
        if drawn in (CROSS, TICK)
        else _text([drawn], 50 - width_of(drawn, 76) / 2, 0, 76, colour)
    )
    beside = 90 * max(1.0, brand.logo.width / brand.logo.height if brand.logo else 1.0)
    name_size, names = set_in_lines(name, int(WIDTH - 2 * MARGIN - beside), ((40, 1),))
    return [
        f'<g transform="translate({MARGIN} 70)"><rect x="4" y="4" width="92" height="92" '
        f'rx="{radius}" fill="none" stroke="{colour}" stroke-width="8"/>{sign}</g>',
        _text(words, MARGIN + 130, 68, size, colour),
        _text(lines, MARGIN, 200, claim_size, INK),
        _mark(MARGIN - (0 if brand.logo else 5), 522, 80, brand),
        _text(names, MARGIN + beside, 536, name_size, brand.colours.brand),
    ]


def _mark(x: float, y: float, size: float, brand: Brand) -> str:
    """The logo, `size` high, or else the theme's mountains."""
    if logo := brand.logo:
        width = size * logo.width / logo.height
        return (
            f'<image x="{x:g}" y="{y:g}" width="{width:g}" height="{size:g}" '
            f'href="{logo.data_address}"/>'
        )
    return (
        f'<svg x="{x:g}" y="{y:g}" width="{size:g}" height="{size:g}" viewBox="0 0 64 64">'
        f'<path fill="{brand.colours.brand}" d="{MOUNTAINS}"/></svg>'
    )


def _text(lines: list[str], x: float, top: float, size: int, colour: str, weight: int = 700) -> str:
    """top: of the first line, letters in its middle."""
    step = LEADING * size
    return "".join(
        f'<text x="{x:.1f}" y="{top + step * n + size * 1.03:.1f}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
