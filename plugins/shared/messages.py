"""Whoever runs a command reads Vietnamese or, having asked for it, English.

A message's Vietnamese text is its name (msgid), so that code reads as what an editor reads;
English is looked up in locale/ beside this module, one catalogue a room of the code.
"""

from __future__ import annotations

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from plugins.shared.errors import PortalError

CATALOGUES = Path(__file__).parent / "locale"
LANGUAGE = "PORTAL_LANG"
# As gettext asks them; the first that names a language decides.
LOCALES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
OWN = "vi"
TRANSLATED = ("en",)


def language() -> str:
    """`vi` or `en`, of PORTAL_LANG, else of the locale; Vietnamese where neither says English."""
    asked = os.environ.get(LANGUAGE, "")
    if asked in (OWN, *TRANSLATED):
        return asked
    named = next(filter(None, map(os.environ.get, LOCALES)), "")
    first = named.partition(":")[0].partition("_")[0].partition(".")[0]
    return first if first in TRANSLATED else OWN


def refuse_other_languages() -> None:
    """Raises PortalError where PORTAL_LANG names one that there is not."""
    asked = os.environ.get(LANGUAGE, "")
    if asked not in ("", OWN, *TRANSLATED):
        raise PortalError(
            f"{LANGUAGE}={asked}: chỉ có vi (tiếng Việt) và en (tiếng Anh). {LANGUAGE} is vi or en."
        )


def gettext(text: str, /, **values: object) -> str:
    """`text`, in the language asked for, with `values` at its `{names}`."""
    found = _catalogue().gettext(text) if text else ""  # "" names the catalogue's own head
    return found.format_map(values) if values else found


def ngettext(text: str, count: int, /, **values: object) -> str:
    """As `gettext`, where English has two forms; `{count}` is `count`.

    Vietnamese has one form, so that `text` names both.
    """
    return _catalogue().ngettext(text, text, count).format(count=count, **values)


def gettext_noop(text: str) -> str:
    """`text` as it is: found for the catalogues, and given to `gettext` when it is shown."""
    return text


def _catalogue() -> NullTranslations:
    return _catalogue_of(language())


@cache
def _catalogue_of(language: str) -> NullTranslations:
    """All rooms' in one; an empty one of the code's own language."""
    catalogue = NullTranslations()
    if language != OWN:
        for file in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
            with file.open("rb") as opened:
                catalogue.add_fallback(GNUTranslations(opened))
    return catalogue
