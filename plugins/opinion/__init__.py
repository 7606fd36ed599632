"""Readers see what is asked, what was checked and what was corrected, each with how it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from pelican import signals

from plugins.listings.titles import quoted
from plugins.opinion.generator import OpinionGenerator
from plugins.opinion.landing import make_landing
from plugins.opinion.script import script_address
from plugins.opinion.settings import OpinionSettings
from plugins.settings import read_settings
from plugins.site.identity import check_contacts
from plugins.vietnamese.dates import machine_date, show_short


def check_settings(pelican: Any) -> None:
    """The setting OPINION; templates know it as `opinion`, and days by filters."""
    settings = pelican.settings
    opinion = read_settings(OpinionSettings, settings.get("OPINION", {}), "OPINION")
    check_contacts("OPINION.ask", opinion.ask)
    site = settings["JINJA_GLOBALS"]["site"]
    opinion = replace(opinion, ask=opinion.ask or site.contacts)
    settings["JINJA_GLOBALS"] = {
        **settings["JINJA_GLOBALS"],
        "opinion": opinion,
        "filter_script": script_address,
    }
    settings["JINJA_FILTERS"] = {
        **settings["JINJA_FILTERS"],
        "day": show_short,
        "quoted": quoted,
        "machine_day": partial(machine_date, with_time=False),
    }
    landing = partial(make_landing, words=settings["JINJA_GLOBALS"]["t"], settings=opinion)
    settings["PORTAL_LANDINGS"] = {
        section.slug: landing for section in settings["PORTAL_SECTIONS"] if section.kinds
    }


def add_generator(_pelican: Any) -> type[OpinionGenerator]:
    return OpinionGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
