"""What tells who a person is, or how to reach them, in a text as its reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.accounts import find_accounts
from plugins.checks.personal.addresses import as_path, without_addresses
from plugins.checks.personal.found import Found
from plugins.checks.personal.mail import find_mail
from plugins.checks.personal.papers import find_papers
from plugins.checks.personal.phones import find_phones
from plugins.checks.personal.seen import as_seen

# Seven digits or more, as the shortest number looked for has; few texts have it.
RUN = re.compile(r"[0-9](?:[ .()_\n–-]{0,4}[0-9oO]){6,}")
AT_SIGNS = ("@", "(at)", "[at]")


def may_hold(typed: str, *, plain: bool = False) -> bool:
    """False for most texts, at little cost: there is nothing to be found in it nor in its lines."""
    text = as_seen(typed, plain).text
    return any(sign in text for sign in AT_SIGNS) or RUN.search(text) is not None


def find_personal(typed: str, *, plain: bool = False, is_path: bool = False) -> list[Found]:
    """In the order of the text, none twice; offsets are those of `typed`.

    plain: nothing in `typed` needs a closer look (`is_plain`), which saves one. is_path: it is a
    file's path, not a sentence.
    """
    seen = as_seen(typed, plain)
    text = as_path(seen.text) if is_path else without_addresses(seen.text)
    found = sorted([*find_mail(seen.text), *_find_numbers(text)])
    return [each.moved(seen.at(each.start), seen.at(each.end - 1) + 1) for each in found]


def _find_numbers(text: str) -> Iterator[Found]:
    """What a word says that a number is comes before what it looks like."""
    for run in RUN.finditer(text):
        taken: set[int] = set()
        for find in (find_papers, find_accounts, find_phones):
            for each in find(text, *run.span()):
                place = range(each.start, each.end)
                if taken.isdisjoint(place):
                    taken.update(place)
                    if each.what:
                        yield each
