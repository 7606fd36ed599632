"""The part of schema.org's vocabulary that pages use, and what of a JSON-LD block breaks it.

From the published vocabulary (schema.org/version/latest): each type's parents, each
property's types (domainIncludes) and what its values may be (rangeIncludes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

PARENTS = {
    "Thing": "",
    "Intangible": "Thing",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "WebPage": "CreativeWork",
    "QAPage": "WebPage",
    "WebSite": "CreativeWork",
    "Comment": "CreativeWork",
    "Question": "Comment",
    "Answer": "Comment",
    "CorrectionComment": "Comment",
    "Review": "CreativeWork",
    "ClaimReview": "Review",
    "Claim": "CreativeWork",
    "Rating": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "Organization": "Thing",
    "Person": "Thing",
}
# property: (types that have it, what it may be)
PROPERTIES = {
    "name": ("Thing", "Text"),
    "url": ("Thing", "URL"),
    "description": ("Thing", "Text"),
    "alternateName": ("Thing", "Text"),
    "image": ("Thing", "ImageObject URL"),
    "mainEntityOfPage": ("Thing", "CreativeWork URL"),
    "author": ("CreativeWork Rating", "Organization Person"),
    "publisher": ("CreativeWork", "Organization Person"),
    "headline": ("CreativeWork", "Text"),
    "text": ("CreativeWork", "Text"),
    "inLanguage": ("CreativeWork", "Language Text"),
    "dateCreated": ("CreativeWork", "Date DateTime"),
    "datePublished": ("CreativeWork", "Date DateTime"),
    "dateModified": ("CreativeWork", "Date DateTime"),
    "citation": ("CreativeWork", "CreativeWork Text"),
    "correction": ("CreativeWork", "CorrectionComment Text URL"),
    "mainEntity": ("CreativeWork", "Thing"),
    "articleSection": ("Article", "Text"),
    "answerCount": ("Question", "Integer"),
    "acceptedAnswer": ("Question", "Answer ItemList"),
    "itemReviewed": ("Review", "Thing"),
    "reviewRating": ("Review", "Rating"),
    "claimReviewed": ("ClaimReview", "Text"),
    "ratingValue": ("Rating", "Number Text"),
    "bestRating": ("Rating", "Number Text"),
    "worstRating": ("Rating", "Number Text"),
    "itemListElement": ("ItemList", "ListItem Text Thing"),
    "position": ("CreativeWork ListItem", "Integer Text"),
    "item": ("ListItem", "Thing"),
}
# Search engines show a page by these only when they are there.
NEEDED = {
    "QAPage": {"mainEntity"},
    "Question": {"name", "text", "answerCount"},
    "Answer": {"text", "url", "author", "dateCreated"},
    "ClaimReview": {"url", "claimReviewed", "reviewRating", "author", "itemReviewed"},
    "Rating": {"alternateName"},
    "NewsArticle": {"headline", "datePublished", "author", "publisher"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name"},
}
DATE = re.compile(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?)?")


def faults(data: Any, place: str = "") -> Iterator[str]:
    """What in a JSON-LD object is not as schema.org defines it."""
    kind = data.get("@type")
    if kind not in PARENTS:
        yield f"{place}: {kind} is no type"
        return
    place = f"{place}/{kind}"
    if missing := NEEDED.get(kind, set()) - data.keys():
        yield f"{place}: lacks {sorted(missing)}"
    for name, value in data.items():
        if name in ("@type", "@context"):
            continue
        types, ranges = (part.split() for part in PROPERTIES.get(name, ("", "")))
        if not any(is_a(kind, each) for each in types):
            yield f"{place}: {kind} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            if not any(fits(each, wanted) for wanted in ranges):
                yield f"{place}.{name}: {each!r} is none of {ranges}"
            if isinstance(each, dict):
                yield from faults(each, f"{place}.{name}")


def is_a(kind: str, wanted: str) -> bool:
    while kind and kind != wanted:
        kind = PARENTS[kind]
    return bool(kind)


def fits(value: Any, wanted: str) -> bool:
    if isinstance(value, dict):
        return wanted in PARENTS and is_a(value.get("@type", ""), wanted)
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return wanted == "Number" or (wanted == "Integer" and isinstance(value, int))
    if not isinstance(value, str) or not value.strip():
        return False
    if wanted in ("URL", "Thing"):  # a node may be named by its address
        return urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)
    if wanted in ("Date", "DateTime"):
        return DATE.fullmatch(value) is not None
    return wanted == "Text"
