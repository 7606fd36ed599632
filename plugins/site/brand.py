"""What a site looks like by its settings alone: colours, logo, and the icons made of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from plugins.images.drawing import rasterise
from plugins.images.made import NotDrawnError
from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError
from plugins.site.colours import Colours, own_tokens
from plugins.site.logo import Logo

# Of the theme's icons, where an office has a colour of its own.
GROUND = "#a3261e"
# Of a square's side: what a circle leaves of it, and in a browser's tab.
# https://www.w3.org/TR/appmanifest/#icon-masks
MASKED, PLAIN = 0.6, 0.84
# With layout.css, which it follows; what is transparent in it is meant for a light ground.
LOGO_CSS = (
    "@layer layout{header.site a img{flex:none;width:auto;height:min(2.25rem,10vw);"
    "border-radius:.125rem;background:var(--plate,none)}"
    "@media (forced-colors:active){header.site a img{forced-color-adjust:none;background:#fff}}}"
)


@dataclass(frozen=True)
class Brand:
    colours: Colours = field(default_factory=Colours)
    logo: Logo | None = None

    @property
    def css(self) -> str:
        """What follows the theme's tokens; "" where nothing is its own."""
        tokens = own_tokens(self.colours, with_logo=self.logo is not None)
        return tokens + (LOGO_CSS if self.logo else "")

    @property
    def digest(self) -> bytes:
        """SHA-256 of all of it."""
        return hashlib.sha256(repr(self).encode()).digest()


def favicon(brand: Brand, theme: Path) -> str:
    """SVG, for the tab of a browser."""
    if brand.logo:
        return _square(brand.logo, PLAIN, 'rx="14" ')
    return _coloured(brand, theme / "static" / "favicon.svg")


def icon(brand: Brand, theme: Path, size: int) -> bytes:
    """PNG, size × size, for the home screen; raises SettingError for a logo that is too hard to
    draw."""
    if brand == Brand():  # drawn already: each takes a tenth of a second
        return (theme / "static" / f"bieu-tuong-{size}.png").read_bytes()
    drawing = theme / "static" / "icon.svg"
    svg = _square(brand.logo, MASKED) if brand.logo else _coloured(brand, drawing)
    try:
        drawn = rasterise(svg.encode(), size, size)
    except NotDrawnError as cause:
        raise SettingError(
            gettext(
                "SITE.logo: hình quá phức tạp, máy không vẽ được thành biểu tượng; bỏ hiệu ứng "
                "(mờ, bóng), mặt nạ rồi xuất lại, hoặc dùng PNG."
            )
        ) from cause
    held = BytesIO()
    drawn.save(held, "PNG", optimize=True)
    return held.getvalue()


def _coloured(brand: Brand, drawing: Path) -> str:
    svg = drawing.read_text("utf-8")
    own = brand.colours.brand != Colours.brand
    return svg.replace(GROUND, brand.colours.brand) if own else svg


def _square(logo: Logo, share: float, ground: str = "") -> str:
    """The logo on white, 64 × 64, `share` of which it fills; ground: attributes of that."""
    scale = 64 * share / max(logo.width, logo.height)
    width, height = logo.width * scale, logo.height * scale
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect {ground}width="64" height="64" fill="#fff"/>'
        f'<image x="{32 - width / 2:.2f}" y="{32 - height / 2:.2f}" width="{width:.2f}" '
        f'height="{height:.2f}" href="{logo.data_address}"/></svg>'
    )
