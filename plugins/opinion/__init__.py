"""Readers see what is asked, what was checked and what was corrected, each with how it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pelican import Pelican, signals

from plugins.listings.titles import quoted
from plugins.opinion.generator import OpinionGenerator
from plugins.opinion.landing import make_landing
from plugins.opinion.script import script_address
from plugins.opinion.settings import OpinionSettings
from plugins.shared.contract import Contract
from plugins.shared.portal import add_filters, add_globals, portal_of
from plugins.shared.settings import read_settings
from plugins.site.identity import check_contacts
from plugins.vietnamese.dates import machine_date

CONTRACT = Contract(
    gives=("opinion",),
    needs=(
        "site",
        "sections",
        "words",
        "slugs",
        "listings",
        "articles",
        "pages",
        "list_addresses",
        "landings",
    ),
    uses=("outputs",),
)


def check_settings(pelican: Pelican) -> None:
    """The setting OPINION; templates know it as `opinion`, and days by filters."""
    settings = pelican.settings
    opinion = read_settings(OpinionSettings, settings.get("OPINION", {}), "OPINION")
    check_contacts("OPINION.ask", opinion.ask)
    portal = portal_of(settings)
    opinion = replace(opinion, ask=opinion.ask or portal.site.contacts)
    add_globals(settings, opinion=opinion, filter_script=script_address)
    machine_day = partial(machine_date, with_time=False)
    add_filters(settings, quoted=quoted, machine_day=machine_day)
    landing = partial(make_landing, words=portal.words, slugs=portal.slugs, settings=opinion)
    portal.landings |= {section.slug: landing for section in portal.sections if section.kinds}


def add_generator(_pelican: Pelican) -> type[OpinionGenerator]:
    """Gives Pelican the generator."""
    return OpinionGenerator


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
