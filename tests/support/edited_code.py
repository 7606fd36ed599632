"""Code and templates of a publisher's own, outside the project, whose every word a page shows."""

from __future__ import annotations

import os

from tests.support.edited_site import Place

SETTINGS = """
import sys
from pathlib import Path

HERE = Path(__file__).parent
if str(HERE / "ma") not in sys.path:
    sys.path.insert(0, str(HERE / "ma"))
import phu


def keu(text):
    return f"{text} loc-WORD {phu.WORD}"


JINJA_FILTERS = {"keu": keu}
PLUGIN_PATHS = [*PLUGIN_PATHS, str(HERE / "ma")]
PLUGINS = [*PLUGINS, "ngoai"]
MARKDOWN = {**MARKDOWN, "extensions": [*MARKDOWN["extensions"], "mo_rong"]}
THEME_TEMPLATES_OVERRIDES = [str(HERE / "mau")]
"""
PLUGIN = """
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from pelican import signals

HERE = Path(__file__).parent


def noi():
    from muon import WORD  # loaded only when a page asks

    return f"plugin-WORD {WORD} {(HERE / 'du-lieu.txt').read_text()}"


def offer(pelican):
    pelican.settings["JINJA_GLOBALS"] = {**pelican.settings["JINJA_GLOBALS"], "noi": noi}


def look(generator):
    own = FileSystemLoader(str(HERE.parent / "rieng"))
    generator.env.loader = ChoiceLoader([own, generator.env.loader])


def register():
    signals.initialized.connect(offer)
    signals.generator_init.connect(look)
"""
EXTENSION = """
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor


class Adding(Postprocessor):
    def run(self, text):
        return text + "\\n<p>mo-rong-WORD</p>"


class Added(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Adding(md), "adding", 0)


def makeExtension(**given):
    return Added(**given)
"""
# By kind: the file, its text, and what a page then shows; WORD is what changes.
KINDS = {
    "a plugin": ("ma/ngoai/__init__.py", PLUGIN, "plugin-WORD"),
    "a file of a plugin": ("ma/ngoai/du-lieu.txt", "du-lieu-WORD", "du-lieu-WORD"),
    "a module loaded late": ("ma/muon.py", 'WORD = "muon-WORD"\n', "muon-WORD"),
    "a module of the settings": ("ma/phu.py", 'WORD = "phu-WORD"\n', "phu-WORD"),
    "a Markdown extension": ("ma/mo_rong.py", EXTENSION, "mo-rong-WORD"),
    "a filter of the settings": ("", SETTINGS, "loc-WORD"),
    "an overriding template": ("mau/de.html", "de-WORD", "de-WORD"),
    "a template behind a link": ("lien-ket/noi.html", "noi-WORD {{ TIMEZONE }}", "noi-WORD"),
    "a template of a loader": ("ma/rieng/rieng.html", "rieng-WORD", "rieng-WORD"),
}
INCLUDES = (
    "{{ 'x'|keu }} {{ noi() }} {% include 'de.html' %} {% include 'noi/noi.html' %}"
    " {% include 'rieng.html' %}"
)


def add_code(place: Place) -> None:
    """Before the first build."""
    for kind in KINDS:
        edit_code(place, kind, 0)
    (place.theme / "templates/noi").symlink_to(place.folder / "lien-ket", True)
    base = place.theme / "templates/base.html"
    text = base.read_text("utf-8").replace("</body>", f"<!-- {INCLUDES} --></body>")
    base.write_text(text, "utf-8")


def edit_code(place: Place, kind: str, number: int) -> str:
    """number: not given before for this kind. Returns what each article then shows."""
    name, text, shown = KINDS[kind]
    text = text.replace("-WORD", f"-{number}")
    if name:
        file = place.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        # Long ago, so that it is what was loaded; compiled code is known by this time.
        os.utime(file, (1_600_000_000 + number, 1_600_000_000 + number))
    else:
        place.values["more"] = text
    place.begin_process()
    return shown.replace("-WORD", f"-{number}")
