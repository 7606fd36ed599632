"""What an article is called away from its own page: a checked claim never without the verdict."""

from __future__ import annotations

from typing import Any

from plugins.frontmatter.kinds import Claim

LONGEST_CLAIM = 120
INNER_QUOTES = str.maketrans("“”„«»", "‘’‘‘’")


def shared_title(title: str, claim: Claim | None, words: Any) -> str:
    """`Sai: “Phải nâng định danh lên mức 3”`: the verdict, then the claim as it is told.

    Not the article's own title, which may say the opposite of the claim: behind “Sai:” a reader
    would take “Không có định danh mức 3” for what is false. words: the site's.
    """
    if claim is None:
        return title
    return f"{words.answers[claim.verdict]}: “{shorten(claim.text)}”"


def shorten(text: str) -> str:
    """On one line, its own quotes made inner ones, cut at a space."""
    told = " ".join(text.split()).strip(' "“”').removesuffix(".")
    parts = told.split('"')
    told = "".join(f"{part}{'‘’'[n % 2]}" for n, part in enumerate(parts[:-1])) + parts[-1]
    told = told.translate(INNER_QUOTES)
    if len(told) <= LONGEST_CLAIM:
        return told
    return told[:LONGEST_CLAIM].rpartition(" ")[0].rstrip(" ,;:.–-") + "…"
