"""Search engines, feed readers, libraries and share previews learn what a page is."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.metadata.generator import MetadataGenerator
from plugins.metadata.json_ld import article_json_ld, breadcrumb_json_ld, site_json_ld


def offer_json_ld(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"] = {
        **pelican.settings["JINJA_GLOBALS"],
        "article_json_ld": article_json_ld,
        "breadcrumb_json_ld": breadcrumb_json_ld,
        "site_json_ld": site_json_ld,
    }


def add_generator(_pelican: Any) -> type[MetadataGenerator]:
    return MetadataGenerator


def register() -> None:
    signals.initialized.connect(offer_json_ld)
    signals.get_generators.connect(add_generator)
