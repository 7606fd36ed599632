"""What an article is called away from its own page: a checked claim never without the verdict."""

from __future__ import annotations

import re

from plugins.frontmatter.kinds import Claim
from plugins.site.words import Words

LONGEST_CLAIM = 120
INNER_QUOTES = str.maketrans("“”„«»", "‘’‘‘’")
WHOLLY_QUOTED = re.compile('["“][^"“”]*["”]')


def shared_title(title: str, claim: Claim | None, words: Words) -> str:
    """`Sai: “Phải nâng định danh lên mức 3”`: the verdict, then the claim as it is told.

    The article's own title where an editor began it with the verdict. Any other may say the
    opposite of the claim: behind “Sai:” a reader would take “Không có định danh mức 3” for what
    is false. words: the site's.
    """
    if claim is None:
        return title
    verdict = words.answers[claim.verdict]
    if title.lower().startswith(f"{verdict.lower()}:"):
        return title
    told = claim.text.removesuffix(".")
    if len(told) > LONGEST_CLAIM:
        told = told[:LONGEST_CLAIM].rpartition(" ")[0].rstrip(" ,;:.–-") + "…"
    return f"{verdict}: {quoted(told)}"


def quoted(text: str) -> str:
    """`“…”`, with the quotes that are inside made inner ones; quotes around all are not doubled."""
    if WHOLLY_QUOTED.fullmatch(text):
        text = text[1:-1]
    *parts, last = text.split('"')
    told = "".join(part + "‘’"[n % 2] for n, part in enumerate(parts)) + last
    return f"“{told.translate(INNER_QUOTES)}”"
