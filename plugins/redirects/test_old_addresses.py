"""However an old address comes back, it is the one that an editor wrote down."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.redirects.old import read_old
from plugins.redirects.resolve import PageFacts, Redirects
from plugins.redirects.stripped import LETTERS, SMALL, VOWELS, restore

ONSETS = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
]  # fmt: skip
GLIDES = ["", "o", "u", "i"]
CODAS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u", "y", "e", "a"]
SYLLABLES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(ONSETS),
    st.sampled_from(GLIDES),
    st.sampled_from([*SMALL, *(vowel for vowel in VOWELS if vowel.isascii())]),
    st.sampled_from(CODAS),
)
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
WORDS = st.builds(lambda word, case: case(word), SYLLABLES, CASES)
TITLES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
# Digits beside letters and other signs too: whatever an editor may call an article.
ANY_TITLES = st.text(st.sampled_from([*LETTERS, *"abcdefu0123489 -.,&%()“”"]), min_size=1)


def sharepoint(title: str) -> str:
    """As the old portal wrote it."""
    return f"/Pages/{quote(title)}.aspx"


def redirects(*aliases: str) -> Redirects:
    page = PageFacts("content/tin-tuc/a.md", "/tin-tuc/2023/12/a/", True, aliases)
    return Redirects([page], [], "content/redirects.csv", "https://thu.example.vn")


@given(title=TITLES | ANY_TITLES)
def test_any_title_is_found_with_and_without_its_percent_signs(title: str) -> None:
    assume({".", ".."}.isdisjoint(title.split("/")))
    whole, stripped = sharepoint(title), sharepoint(title).replace("%", "")
    kept = redirects(whole)
    for address in (whole, stripped, whole.lower(), stripped.upper()):
        assert kept.find(address) == "/tin-tuc/2023/12/a/", address
    assert {read_old(a).direct[0] for a in (whole, stripped)} <= kept.map.keys()  # type: ignore[union-attr]


@given(title=TITLES | ANY_TITLES)
def test_an_alias_without_its_percent_signs_is_found_by_the_whole_address(title: str) -> None:
    whole = sharepoint(title)
    assert redirects(whole.replace("%", "")).find(whole) == "/tin-tuc/2023/12/a/"


@given(words=st.lists(WORDS, min_size=1, max_size=8))
def test_every_vietnamese_word_is_read_back_whole(words: list[str]) -> None:
    title = "-".join(words)
    assert restore(quote(title).replace("%", "")) == title
    if not title.isascii():
        assert restore(quote(" ".join(words)).replace("%", "")) == " ".join(words)


@pytest.mark.parametrize(
    ("stripped", "read"),
    [
        ("thc3b4ng", "thông"),
        ("THC3B4NG", "THôNG"),
        ("tin-tuc-b1ea1ch-thông", "tin-tuc-bạch-thông"),
        ("be1baa1ch20thc3b4ng20tin", "bạch thông tin"),
        ("c490e1baa3ng", "Đảng"),
    ],
)
def test_lost_percent_signs_are_put_back(stripped: str, read: str) -> None:
    assert restore(stripped) == read


@pytest.mark.parametrize(
    "text",
    [
        "c38c3a0",  # Ì and 3a0, or c38 and à
        "c381ec380",  # Á, e and À, or c38, ể and 80
        "e1baacc3a1ec3b4",  # Ậ, á, e and ô, or Ậ, c3a, ể and b4
        "c3a1ea1b",  # á and ea1b, or c3a and ạ and b
        "ma-c3a05",  # a digit is left: a code
        "3f2504e0-4f89-41d3-9a0c-0305e82c3a01",
        "tin20moi",  # nothing shows that it was ever encoded
        "2023-2024", "face-decade", "e1b", "c3c3", "đến-20",
    ],
)  # fmt: skip
def test_what_has_two_readings_or_none_is_left_alone(text: str) -> None:
    assert restore(text) == text


def test_a_spelling_that_would_stand_for_two_pages_leads_to_neither() -> None:
    pages = [
        PageFacts("content/tin-tuc/a.md", "/tin-tuc/2023/12/a/", True, ("/c38%C3%A0",)),
        PageFacts("content/tin-tuc/b.md", "/tin-tuc/2023/12/b/", True, ("/%C3%8C3a0",)),
    ]
    kept = Redirects(pages, [], "content/redirects.csv", "https://thu.example.vn")
    # Both lose their signs in the same way: `/c38c3a0`.
    assert (kept.find("/c38à"), kept.find("/Ì3a0")) == tuple(page.address for page in pages)
    assert kept.find("/c38c3a0") == ""
    assert "/c38c3a0" not in kept.map


def test_an_address_that_lost_some_of_its_signs_is_known_with_all_and_with_none() -> None:
    lines = redirects("/pages/tin-tuc-b1ea1ch-th%C3%B4ng").map
    assert "/pages/tin-tuc-b%E1%BA%A1ch-th%C3%B4ng" in lines
    assert "/pages/tin-tuc-be1baa1ch-thc3b4ng" in lines


def test_no_spelling_stands_for_a_page_that_is_there() -> None:
    pages = [
        PageFacts("content/trang/a.md", "/a/", True, ("/giam-10%25",)),
        PageFacts("content/trang/giam-1025.md", "/giam-1025/", True),
    ]
    kept = Redirects(pages, [], "content/redirects.csv", "https://thu.example.vn")
    assert "/giam-10%25/" in kept.map
    assert "/giam-1025/" not in kept.map


@pytest.mark.parametrize(
    "pasted",
    [
        "/tin-tức/Bài-1.aspx?id=5",
        "https://bachthong.backan.gov.vn/tin-tức/bài-1.aspx?ID=5#dau",
        "HTTP://10.0.0.1:8080/TIN-TỨC/bài-1.aspx?id=5&fbclid=x&utm_source=zalo",
        "//bachthong.gov.vn//tin-t%e1%bb%a9c/b%C3%A0i-1.aspx?id=5",
        "bachthong.gov.vn/tin-t%u1ee9c/b%u00e0i-1.aspx?id=5",
        unicodedata.normalize("NFD", "/tin-tức/bài-1.aspx?id=5"),
        quote(unicodedata.normalize("NFD", "/tin-tức/bài-1.aspx")) + "?id=5",
        "/tin-te1bba9c/bc3a0i-1.aspx?id=5",
    ],
)
def test_one_address_is_known_in_every_spelling(pasted: str) -> None:
    for kept in (redirects("/tin-tức/bài-1.aspx?id=5"), redirects(pasted)):
        assert kept.find("/tin-tức/bài-1.aspx?id=5") == "/tin-tuc/2023/12/a/"
        assert kept.find(pasted) == "/tin-tuc/2023/12/a/"
        assert "/tin-t%E1%BB%A9c/b%C3%A0i-1.aspx?id=5" in kept.map


@pytest.mark.parametrize("other", ["/tin.aspx?id=6", "/tin.aspx", "/tin.aspx?id=5&page=2", "/tin"])
def test_another_query_is_another_address(other: str) -> None:
    assert redirects("/tin.aspx?id=5").find(other) == ""


def test_a_folders_address_needs_no_slash() -> None:
    assert redirects("/cu/1/").map == redirects("/cu/1/index.html").map
    assert list(redirects("/cu/1").map) == ["/cu/1", "/cu/1/"]
    assert list(redirects("/cu/?id=1").map) == ["/cu/?id=1", "/cu?id=1"]
    assert list(redirects("/?p=1").map) == ["/?p=1"]


def test_bytes_of_an_old_code_page_are_kept() -> None:
    assert "/tin/b%E0i" in redirects("/tin/b%E0i").map


@pytest.mark.parametrize(
    "typed", ["", "tin/1", "a.b", "/a/../b", "/./a", "/a%00b", "/a%0Ab", r"/a\b", "mailto:a@b.vn"]
)
def test_what_is_no_address_is_not_taken_for_one(typed: str) -> None:
    assert read_old(typed) is None


@given(st.text())
def test_nothing_that_is_pasted_breaks_the_reading(typed: str) -> None:
    old = read_old(typed)
    for spelling in (*old.direct, *old.derived) if old else ():
        assert spelling.isascii()
        assert spelling.startswith("/")
        assert len(spelling.split()) == 1
