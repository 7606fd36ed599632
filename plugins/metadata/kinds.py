"""Questions, checked claims and corrections in schema.org's words."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any

from pelican.contents import Article

from plugins.frontmatter.kinds import Correction, Evidence, Verdict
from plugins.vietnamese.dates import machine_date

# What "insufficient evidence" is on no scale from false to true.
RATINGS: dict[Verdict, int | None] = {
    "sai": 1,
    "sai-mot-phan": 2,
    "thieu-ngu-canh": 3,
    "dung": 5,
    "chua-du-can-cu": None,
}
WORST, BEST = 1, 5
LONGEST_ANSWER = 1_000
# The end mark is for eyes.
END = re.compile(r"\s*\./\.\s*$")
TAG = re.compile("<[^>]*>")


def question_page(article: Article, publisher: dict[str, Any], language: str) -> dict[str, Any]:
    """A QAPage; an answer is in it once there is one."""
    asked = article.head.question
    question: dict[str, Any] = {
        "@type": "Question",
        "name": article.title,
        "text": asked.text,
        "dateCreated": _day(asked.asked_on),
        "answerCount": int(asked.state == "da-tra-loi"),
    }
    if question["answerCount"]:
        body = {"@type": "Organization", "name": asked.answered_by}
        question["acceptedAnswer"] = {
            "@type": "Answer",
            "text": _text(article.content),
            "dateCreated": _day(asked.answered_on or article.head.date),
            "author": body if asked.answered_by else publisher,
            "url": f"{article.page_address}#tra-loi",
        }
    return {"@type": "QAPage", **_work(article, publisher, language), "mainEntity": question}


def claim_review(article: Article, publisher: dict[str, Any], language: str) -> dict[str, Any]:
    """https://schema.org/ClaimReview"""
    claim = article.head.claim
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": article.verdict_shown}
    if value := RATINGS[claim.verdict]:
        rating |= {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    review = {
        "@type": "ClaimReview",
        **_work(article, publisher, language),
        "author": publisher,
        "claimReviewed": claim.text,
        "itemReviewed": {
            "@type": "Claim",
            "text": claim.text,
            "datePublished": _day(claim.first_seen),
        },
        "reviewRating": rating,
    }
    if claim.evidence:
        review["citation"] = [_source(each) for each in claim.evidence]
    return review


def correction_comment(correction: Correction) -> dict[str, str]:
    """https://schema.org/CorrectionComment"""
    return {
        "@type": "CorrectionComment",
        "text": f"{correction.wrong} → {correction.right}",
        "datePublished": _day(correction.day),
    }


def _work(article: Article, publisher: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "url": article.page_address,
        "name": article.shared_title,
        "datePublished": article.date_machine,
        "dateModified": article.modified_machine or article.date_machine,
        "inLanguage": language,
        "publisher": publisher,
    }


def _source(evidence: Evidence) -> dict[str, str]:
    day = _day(evidence.day)
    source = {
        "@type": "CreativeWork",
        "name": evidence.name,
        "datePublished": day if evidence.has_day else day[:7],
    }
    return source | ({"url": evidence.address} if evidence.address else {})


def _text(html: str) -> str:
    """Of the answer, plain, cut at a space where it is long: the page itself has all of it."""
    text = END.sub("", " ".join(unescape(TAG.sub(" ", html)).split()))
    if len(text) <= LONGEST_ANSWER:
        return text
    return text[:LONGEST_ANSWER].rpartition(" ")[0] + "…"


def _day(moment: datetime) -> str:
    return machine_date(moment, with_time=False)
