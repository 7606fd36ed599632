"""Pages of any theme get a plugin's styles and scripts, and what it adds to an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

# In the settings, and so in the context of each page.
KEY = "PORTAL_PARTS"
PAGES = (".html", ".htm")
END_OF_HEAD = "</head>"
LAYER = "@layer plugins {"
STYLES = Path(__file__).parent / "css" / "defaults.css"


@dataclass(frozen=True)
class PageFile:
    """name: with `.css` or `.js`; early: a script that has to run before the page is shown."""

    name: str
    text: str
    early: bool = False


def unchanged(html: str, context: Mapping[str, Any]) -> str:
    return html


def everywhere(html: str) -> bool:
    return True


@dataclass(frozen=True)
class PagePart:
    """What one plugin does to written pages.

    name: of its folder in the theme's, and of nothing else there; change: gives the page anew from
    its HTML and the context that its template had; needed: whether a page, so changed, is to have
    the files.
    """

    name: str
    files: tuple[PageFile, ...] = ()
    change: Callable[[str, Mapping[str, Any]], str] = unchanged
    needed: Callable[[str], bool] = everywhere


def styles(*files: Path, in_layer: bool = True) -> str:
    """One style sheet of these, and of what they ask a theme for where it does not say it.

    in_layer: for what stands in an article's text, where all that a theme says wins; else for
    controls, which no theme knows, so that what it says of any list or button does not.
    """
    css = "".join(file.read_text("utf-8") for file in files)
    return STYLES.read_text("utf-8") + (css if in_layer else css.replace(LAYER, "@media all {"))


def scripts(*files: Path) -> str:
    """One script of these, each in a function of its own."""
    return "".join(f"(()=>{{\n{file.read_text('utf-8')}}})();\n" for file in files)


def add_part(pelican: Pelican, part: PagePart) -> None:
    """For a handler of `signals.initialized`."""
    settings = pelican.settings
    settings[KEY] = {**settings.get(KEY, {}), part.name: part}
    signals.content_written.connect(finish_page)
    signals.finalized.connect(write_files)


def finish_page(path: str, context: Mapping[str, Any]) -> None:
    """Pelican has written the page at `path`; its parts are added."""
    file = Path(path)
    if file.suffix not in PAGES:
        return
    before = file.read_bytes().decode()
    html = before
    for part in context.get(KEY, {}).values():
        html = part.change(html, context)
        if part.needed(html):
            html = with_files(html, part, f"{context['SITEURL']}/{context['THEME_STATIC_DIR']}")
    if html != before:
        file.write_bytes(html.encode())


def with_files(html: str, part: PagePart, root: str) -> str:
    """Links at the end of the head, but for files that the theme names itself."""
    place = html.find(END_OF_HEAD)
    if place < 0:
        return html
    tags = ""
    for file in part.files:
        address = f"{root}/{part.name}/{file.name}"
        if address not in html:
            tags += tag(address, file)
    return html[:place] + tags + html[place:]


def tag(address: str, file: PageFile) -> str:
    """The digest has browsers ask anew after an update."""
    address += f"?{sha256(file.text.encode()).hexdigest()[:8]}"
    if file.name.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">\n'
    return f'<script src="{address}"{"" if file.early else " defer"}></script>\n'


def write_files(pelican: Pelican) -> None:
    settings = pelican.settings
    for part in settings.get(KEY, {}).values():
        folder = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"], part.name)
        for file in part.files:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / file.name).write_text(file.text, "utf-8", newline="\n")
