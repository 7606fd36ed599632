"""What pages tell machines is what schema.org defines, on every kind of page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.schema_org import faults
from tests.support.site_reading import BuiltPage, read_pages


def blocks_of(page: BuiltPage) -> Iterator[dict[str, Any]]:
    for block in page.soup.find_all("script", type="application/ld+json"):
        yield json.loads(block.string)


@pytest.fixture(scope="module")
def found(built_site: Path) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """(address, block) by the block's type."""
    by_type: defaultdict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for page in read_pages(built_site):
        for block in blocks_of(page):
            by_type[block["@type"]].append((page.address, block))
    return by_type


def test_every_block_is_as_schema_org_defines_it(
    found: dict[str, list[tuple[str, dict[str, Any]]]],
) -> None:
    assert set(found) == {"WebSite", "BreadcrumbList", "NewsArticle", "QAPage", "ClaimReview"}
    for blocks in found.values():
        for address, block in blocks:
            assert block["@context"] == "https://schema.org"
            assert list(faults(block, address)) == []


def test_only_checked_claims_are_claim_reviews_and_only_questions_qa_pages(
    found: dict[str, list[tuple[str, dict[str, Any]]]], built_site: Path
) -> None:
    for kind, sign in (("ClaimReview", ".verdict"), ("QAPage", ".box blockquote")):
        for address, block in found[kind]:
            page = BuiltPage(built_site / address.strip("/") / "index.html", address)
            assert page.soup.select_one(sign), address
            assert block["url"].endswith(address)
    news = {address for address, _ in found["NewsArticle"]}
    others = {address for kind in ("ClaimReview", "QAPage") for address, _ in found[kind]}
    assert not news & others


def test_a_rating_is_on_the_scale_that_the_page_shows(
    found: dict[str, list[tuple[str, dict[str, Any]]]],
) -> None:
    for _, block in found["ClaimReview"]:
        rating = block["reviewRating"]
        assert block["name"].startswith(f"{rating['alternateName']}:")
        assert block["author"]["@type"] == "Organization"
        if rating["alternateName"] == "Chưa đủ căn cứ":
            assert rating.keys() == {"@type", "alternateName"}
        else:
            assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]


def test_only_an_answered_question_has_an_answer(
    found: dict[str, list[tuple[str, dict[str, Any]]]],
) -> None:
    counts = []
    for _, block in found["QAPage"]:
        question = block["mainEntity"]
        counts.append(question["answerCount"])
        assert ("acceptedAnswer" in question) is bool(counts[-1])
    assert set(counts) == {0, 1}


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"@type": "ClaimRevew"}, "no type"),
        ({"@type": "Organization", "name": "A", "headline": "A"}, "has no headline"),
        ({"@type": "Claim", "datePublished": "11/12/2023"}, "none of"),
        ({"@type": "Claim", "text": ""}, "none of"),
        ({"@type": "CreativeWork", "url": "/tin-tuc/"}, "none of"),
        ({"@type": "CreativeWork", "author": "Ban Biên tập"}, "none of"),
        ({"@type": "CreativeWork", "publisher": {"@type": "Claim"}}, "none of"),
        ({"@type": "Question", "name": "A", "text": "A", "answerCount": "1"}, "none of"),
        ({"@type": "ClaimReview", "claimReviewed": "A"}, "lacks"),
    ],
)
def test_a_block_that_breaks_the_vocabulary_is_named(block: dict[str, Any], fault: str) -> None:
    assert fault in " ".join(faults(block))
