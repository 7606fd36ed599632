"""A reader gets the article's end and signature as the portal shows them, and only safe HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from pelican import Pelican, signals

from plugins.frontmatter.body import Body
from plugins.shared.contract import Contract
from plugins.shared.portal import add_filters, add_globals, portal_of
from plugins.shared.strings import typed
from plugins.typography.contents import headings_of, minutes_of
from plugins.typography.ending import EndingWords, mark_ending
from plugins.typography.ids import single_ids
from plugins.typography.sanitise import sanitise
from plugins.vietnamese.nobreak import bind, bind_html

CONTRACT = Contract(
    gives=("safe_html", "bind", "headings_of", "minutes_of"),
    needs=("steps", "languages", "words"),
    uses=("figures",),
)


def finish(content: str, body: Body, words: Mapping[str, EndingWords]) -> str:
    """The allow-list first: what follows may rely on the sanitiser's one way of writing HTML."""
    safe = single_ids(sanitise(content))
    return bind_html(mark_ending(safe, body.head.authors, words[body.head.lang]))


def prepare(pelican: Pelican) -> None:
    """Adds the step, and what templates use."""
    portal = portal_of(pelican.settings)
    words = {code: typed(EndingWords, each.typography) for code, each in portal.languages.items()}
    words[""] = typed(EndingWords, portal.words.typography)
    portal.steps["safe_html"] = partial(finish, words=words)
    add_filters(pelican.settings, bind=bind)
    add_globals(pelican.settings, headings_of=headings_of, minutes_of=minutes_of)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
