"""An office's two colours: one for what it is, one for links, readable by day and by night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from plugins.shared.settings import SettingError
from plugins.site.contrast import AAA, least_contrast, nearest_readable, read_colour

# What letters of each colour stand on, as in theme/static/css/tokens.css: the page, header and
# footer, and for links what is marked.
LIGHT: Mapping[str, tuple[str, ...]] = {
    "brand": ("#ffffff", "#f6f3ed"),
    "link": ("#ffffff", "#f6f3ed", "#ffe9a8"),
}
DARK: Mapping[str, tuple[str, ...]] = {
    "brand": ("#171819", "#212325"),
    "link": ("#171819", "#212325", "#443604"),
}


@dataclass(frozen=True)
class Colours:
    """brand: of the name, lines and signs; link: of what can be pressed. On light ground; as the
    theme has them if not said otherwise."""

    brand: str = "#8c1c13"
    link: str = "#0a4484"


def check_colours(colours: Colours) -> Colours:
    """As `#rrggbb`. Raises SettingError with the nearest shade that can be read."""
    return Colours(*(_checked(each.name, getattr(colours, each.name)) for each in fields(Colours)))


def _checked(name: str, written: str) -> str:
    colour = read_colour(written.strip())
    if not colour:
        raise SettingError(
            f"SITE.colours.{name}: đọc được {written!r}; cần dấu # và sáu chữ số hay chữ từ a đến "
            f'f, ví dụ "{name}": "{getattr(Colours(), name)}".'
        )
    found = least_contrast(colour, LIGHT[name])
    if found < AAA:
        shown = f"{int(found * 10) / 10:.1f}".replace(".", ",")  # 6,96 is not 7
        raise SettingError(
            f"SITE.colours.{name}: chữ màu “{written}” khó đọc trên nền trang (độ tương phản "
            f"{shown}, cần {AAA:.0f}); màu gần nhất đọc được: "
            f'"{name}": "{nearest_readable(colour, LIGHT[name])}".'
        )
    return colour


def own_tokens(colours: Colours, *, with_logo: bool) -> str:
    """CSS that follows the theme's tokens, "" where they hold: the colours that were chosen, for
    dark ground in a lighter shade, and there a white ground below a logo. Who asks for high
    contrast keeps the colours that the theme has for it."""
    chosen = {
        each.name: getattr(colours, each.name)
        for each in fields(Colours)
        if getattr(colours, each.name) != each.default
    }
    light = "".join(f"--{name}:{colour};" for name, colour in chosen.items())
    dark = "".join(
        f"--{name}:{nearest_readable(colour, DARK[name])};" for name, colour in chosen.items()
    )
    parts = []
    if light:
        parts += [f":root:not([data-colour=contrast]){{{light}}}"]
    if with_logo:
        dark += "--plate:#fff;"
        parts += [":root[data-colour=contrast]{--plate:#fff}"]
    if dark:
        parts += [f":root[data-colour=dark]{{{dark}}}"]
        parts += [f"@media (prefers-color-scheme:dark){{:root:not([data-colour]){{{dark}}}}}"]
    return f"@layer tokens{{{''.join(parts)}}}" if parts else ""
