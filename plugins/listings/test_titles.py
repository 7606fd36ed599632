"""A link to a checked claim cannot spread the rumour that it checks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.kinds import VERDICTS, Claim
from plugins.listings.titles import LONGEST_CLAIM, quoted, shared_title
from plugins.site.words import read_language
from plugins.vietnamese.dates import parse_date
from tools.places import ROOT

WORDS = read_language("vi", [ROOT / "plugins" / "frontmatter"])
DAY = parse_date("01/06/2024")[0]


def claim(text: str, verdict: Any = "sai") -> Claim:
    return Claim(text, DAY, verdict, ())


@pytest.mark.parametrize(
    ("title", "text", "shared"),
    [
        (
            "Không có định danh mức 3",
            'Phải nâng định danh lên "mức 3".',
            "Sai: “Phải nâng định danh lên ‘mức 3’”",
        ),
        ("Sai: phải nâng lên mức 3", "Phải nâng.", "Sai: phải nâng lên mức 3"),
        ("SAI: phải nâng", "Phải nâng.", "SAI: phải nâng"),
        ("Sai lầm khi nâng mức", "Phải nâng.", "Sai: “Phải nâng”"),
        ("Sai một phần: phải nâng", "Phải nâng.", "Sai: “Phải nâng”"),
    ],
)
def test_the_verdict_stands_before_the_claim(title: str, text: str, shared: str) -> None:
    assert shared_title(title, claim(text), WORDS) == shared


@given(st.text(min_size=1), st.text(min_size=1, max_size=300), st.sampled_from(sorted(VERDICTS)))
def test_no_claim_is_shared_without_its_verdict(title: str, text: str, verdict: Any) -> None:
    shared = shared_title(title, claim(text, verdict), WORDS)
    assert shared.lower().startswith(f"{VERDICTS[verdict]}:")
    assert len(shared) <= max(len(title), LONGEST_CLAIM + 30)


def test_news_and_questions_keep_their_title() -> None:
    assert shared_title("Hỏi về VNeID", None, WORDS) == "Hỏi về VNeID"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Phải nâng", "“Phải nâng”"),
        ("“Phải nâng”", "“Phải nâng”"),
        ('"Phải nâng"', "“Phải nâng”"),
        ('Nâng "mức 3" rồi "xong"', "“Nâng ‘mức 3’ rồi ‘xong’”"),
        ("“A” và “B”", "“‘A’ và ‘B’”"),
        ("Lên “mức 3”", "“Lên ‘mức 3’”"),
    ],
)
def test_quotes_inside_a_quotation_are_inner_ones(text: str, shown: str) -> None:
    assert quoted(text) == shown
