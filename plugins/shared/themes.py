"""A theme is this project's, or one from elsewhere that knows nothing of our plugins."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.contract import THEMES_FILE
from plugins.shared.settings import Settings

# Its parts are used where a theme from elsewhere has none.
OWN_THEME = Path(__file__).parents[2] / "theme"


def is_foreign(settings: Settings) -> bool:
    """A theme that is made for these plugins says what it needs of them."""
    return not (Path(settings["THEME"]) / THEMES_FILE).is_file()


def theme_name(settings: Settings) -> str:
    """As a publisher knows it: `reflex`, or the last of its path."""
    theme = Path(settings["THEME"])
    return theme.name if theme.parent.name == "themes" else "/".join(theme.parts[-2:])


def parts_of_theme(settings: Settings) -> Path:
    """Where styles, icons and words of the site are."""
    return OWN_THEME if is_foreign(settings) else Path(settings["THEME"])
