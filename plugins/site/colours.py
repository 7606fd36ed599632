"""An office's two colours: one for what it is, one for links, readable by day and by night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from plugins.shared.messages import gettext
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


# As the theme has them for dark.
ON_DARK = Colours("#ffa296", "#a4cbff")
# What else the theme says with them.
MEANING = {"brand": "wrong", "link": "right"}


def check_colours(colours: Colours) -> Colours:
    """As `#rrggbb`. Raises SettingError with the nearest shade that can be read."""
    return Colours(*(_checked(each.name, getattr(colours, each.name)) for each in fields(Colours)))


def _checked(name: str, written: str) -> str:
    colour = read_colour(written.strip())
    if not colour:
        raise SettingError(
            gettext(
                "SITE.colours.{name}: đọc được {read!r}; cần dấu # và sáu chữ số hay chữ từ a đến "
                'f, ví dụ "{name}": "{example}".',
                name=name,
                read=written,
                example=getattr(Colours, name),
            )
        )
    found = least_contrast(colour, LIGHT[name])
    if found < AAA:
        shown = f"{int(found * 10) / 10:.1f}".replace(".", ",")  # 6,96 is not 7
        raise SettingError(
            gettext(
                "SITE.colours.{name}: chữ màu “{read}” khó đọc trên nền trang (độ tương phản "
                '{contrast}, cần {least:.0f}); màu gần nhất đọc được: "{name}": "{nearest}".',
                name=name,
                read=written,
                contrast=shown,
                least=AAA,
                nearest=nearest_readable(colour, LIGHT[name]),
            )
        )
    return colour


def own_tokens(colours: Colours, *, with_logo: bool) -> str:
    """CSS that follows the theme's tokens, "" where they hold: the colours that were chosen, for
    dark ground in a lighter shade, and there a white ground below a logo. Whether a claim is right
    or wrong is said in the theme's own blue and red, which must not turn green and red; who asks
    for high contrast, and paper, keep what the theme has for them."""
    chosen = [name for name in LIGHT if getattr(colours, name) != getattr(Colours, name)]
    light = "".join(
        f"--{name}:{getattr(colours, name)};--{MEANING[name]}:{getattr(Colours, name)};"
        for name in chosen
    )
    dark = "".join(
        f"--{name}:{nearest_readable(getattr(colours, name), DARK[name])};"
        f"--{MEANING[name]}:{getattr(ON_DARK, name)};"
        for name in chosen
    )
    plate = "--plate:#fff;" if with_logo else ""
    rules = (
        (":root:not([data-colour=contrast])", light),
        (":root[data-colour=contrast]", plate),
        (":root[data-colour=dark]", dark + plate),
    )
    css = "".join(f"{selector}{{{values}}}" for selector, values in rules if values)
    if not css:
        return ""
    by_system = f"@media (prefers-color-scheme:dark){{:root:not([data-colour]){{{dark}{plate}}}}}"
    return f"@layer tokens{{@media screen{{{css}{by_system}}}}}"
