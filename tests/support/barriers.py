"""What keeps somebody from reading a page, as axe-core finds it, and the ways in which a page may
be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Mode = Literal["light", "dark", "forced", "contrast"]
MODES: tuple[Mode, ...] = ("light", "dark", "forced", "contrast")
HEIGHT = 800
RULES = [
    "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa",
    "best-practice",
]  # fmt: skip
# Switched off in axe unless asked for by name.
EXTRA_RULES = ("color-contrast-enhanced", "identical-links-same-purpose", "target-size")
COLOUR_RULES = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {rule: {"enabled": True} for rule in EXTRA_RULES},
    "resultTypes": ["violations"],
}
OF_COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": COLOUR_RULES}, "rules": {}}
OF_PLACES = OPTIONS | {
    "rules": OPTIONS["rules"] | {rule: {"enabled": False} for rule in COLOUR_RULES}
}
SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then(found => found.violations)"
# What these two kinds of rules look at.
SHOWN = """() => {
    const shown = [...document.querySelectorAll("*")].filter(
        (e) => e.checkVisibility({ visibilityProperty: true }));
    const colours = shown.map((e) => {
        const style = getComputedStyle(e);
        return [style.color, style.backgroundColor, style.backgroundImage, style.opacity,
            style.fontWeight, style.textDecorationLine];
    });
    const boxes = shown.map((e) => {
        const { x, y, width, height } = e.getBoundingClientRect();
        return [x, y, width, height];
    });
    const names = shown.map((e) => e.tagName + e.className);
    return [JSON.stringify([names, colours]), JSON.stringify([names, boxes])];
}"""

Look = tuple[Mode, int, str]
Show = Callable[[Page, Mode, str], None]
DESK_LOOKS: tuple[Look, ...] = (
    ("light", 1350, "100"),
    ("dark", 320, "100"),
    ("forced", 320, "200"),
)


def barriers(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """Of the page as it is shown now; axe is loaded once for each document."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    violations: list[dict[str, Any]] = page.evaluate(RUN, options)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['any'][:1]}"
        for rule in violations
        for node in rule["nodes"][:2]
    ]


def desk_barriers(page: Page) -> list[str]:
    """As `barriers_in`, of a page of the desk, which is shown as its browser says."""
    return barriers_in(page, DESK_LOOKS, show_desk)


def barriers_in(page: Page, looks: Sequence[Look], show: Show | None = None) -> list[str]:
    """As `barriers`, in many ways to show an open page; and where it is too wide.

    looks: mode, width in pixels, size of letters; show: by default that of the site's pages. axe is
    asked anew only where its rules would see other things than in a look before; and about colours
    only at 100 percent, since larger letters need less contrast.
    """
    show = show or show_site
    found, seen = [], set()
    for mode, width, size in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        show(page, mode, size)
        colours, places = page.evaluate(SHOWN)
        told = [f"{too_wide(page)} px too wide"] if too_wide(page) else []
        if size == "100" and colours not in seen:
            told += barriers(page, OF_COLOURS)
        if places not in seen:
            told += barriers(page, OF_PLACES)
        seen |= {colours, places}
        found += [f"{mode} {width} {size}: {text}" for text in told]
    return found


def show_desk(page: Page, mode: Mode, size: str) -> None:
    """size: of letters, in percent."""
    _emulate(page, mode)
    page.evaluate("(size) => { document.documentElement.style.fontSize = `${size}%` }", size)


def show_site(page: Page, mode: Mode, size: str) -> None:
    """A page of the site as a reader has it who chose so in another of its tabs.

    size: of letters, in percent.
    """
    _emulate(page, mode)
    page.evaluate(
        """([size, colour]) => {
            Object.assign(localStorage, { size, colour });
            dispatchEvent(new Event("storage"));
            scrollTo({ top: 0, behavior: "instant" });
        }""",
        [size, "contrast" if mode == "contrast" else ""],
    )
    shown = page.evaluate(
        "[getComputedStyle(document.documentElement).fontSize,"
        " document.documentElement.dataset.colour ?? '']"
    )
    assert shown == [f"{16 * float(size) / 100:g}px", "contrast" if mode == "contrast" else ""]


def _emulate(page: Page, mode: Mode) -> None:
    page.emulate_media(
        color_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced" else "none",
    )


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than the window, 0 where it fits."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, wide)
