"""A site says nothing to its readers in another language than its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree import ElementTree

import pytest

from plugins.shared.settings import SettingError
from plugins.shared.slugs import own_slugs
from plugins.shared.strings import SHARED, languages_of, read_strings, strings_file
from plugins.site.languages import read_slugs
from plugins.site.words import Words
from tests.support.english_site import build_english
from tests.support.site_reading import read_pages
from tools.places import ROOT
from tools.publish.copies import OLDER_LISTS
from tools.publish.hosts.htaccess import HASHED_FOLDERS
from tools.server.headers import HASHED

FOLDERS = [
    ROOT / "theme",
    *sorted(file.parent for file in ROOT.glob("plugins/*/strings.vi.toml")),
]
VIETNAMESE = re.compile("[À-ÖØ-öø-ỹ]")
# Names, and forms without a word.
ALIKE = {"toolbar.zalo", "toolbar.facebook", "page.title"}
# What is said of one kind of thing in one language need not be in another.
BY_LANGUAGE = {"abbreviations"}


def leaves(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield from leaves(dict(enumerate(value)), f"{before}{key}.")  # type: ignore[arg-type]
        else:
            yield f"{before}{key}", value


def words_in(folder: Path, language: str) -> dict[str, str]:
    table = read_strings(strings_file(folder, language))
    return dict(leaves({key: own for key, own in table.items() if key not in BY_LANGUAGE}))


def names_in(word: str) -> set[str]:
    """Of what is filled in; days and months may be numbers or names."""
    names = {name for _, name, _, _ in Formatter().parse(word) if name}
    return {{"d": "day", "name": "month"}.get(name, name) for name in names}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_word_is_there_in_both_languages(folder: Path) -> None:
    vietnamese, english = words_in(folder, "vi"), words_in(folder, "en")
    assert vietnamese.keys() == english.keys()
    for key, word in vietnamese.items():
        assert word.strip(), key
        assert english[key].strip(), key
        assert names_in(word) == names_in(english[key]), key
        assert not VIETNAMESE.search(english[key]) or key == "language.name", key
        assert word != english[key] or key in ALIKE, key


def test_abbreviations_are_of_one_language() -> None:
    english = read_strings(strings_file(SHARED, "en"))["abbreviations"]
    assert english
    assert not any(VIETNAMESE.search(f"{short}{long}") for short, long in english.items())


def test_addresses_of_a_vietnamese_site_stay() -> None:
    slugs = own_slugs("vi")
    assert slugs.of_site == {
        "luu-tru", "the", "tac-gia", "so-do-trang", "trang", "tim-kiem", "dinh-chinh",
        "khong-co-mang",
    }  # fmt: skip
    assert (slugs.method, slugs.topics, slugs.filtered) == ("cach-lam", "chu-de", "loc")
    assert all(key == slug for key, slug in [*slugs.kinds.items(), *slugs.answers.items()])


@pytest.mark.parametrize("language", languages_of(FOLDERS))
def test_servers_and_publishers_know_the_addresses_of_every_language(language: str) -> None:
    slugs = own_slugs(language)
    assert re.match(HASHED, f"/{slugs.search}/0092e7597b.txt")
    assert slugs.search in HASHED_FOLDERS
    assert OLDER_LISTS.search(f"/a/{slugs.page}/3/index.html")


@pytest.mark.parametrize("wrong", ["Lưu trữ", "", "tags", "a/b"])
def test_an_address_that_is_none_or_there_twice_is_named(wrong: str) -> None:
    table = read_strings(strings_file(SHARED, "en"))
    slugs = {**table["slugs"], "archives": wrong}
    with pytest.raises(SettingError, match=rf"\[slugs\].*“{wrong}”"):
        read_slugs(Words({"slugs": slugs}))


def test_a_language_without_words_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"DEFAULT_LANG: .*“fr”.*en, vi"):
        build_english(tmp_path, DEFAULT_LANG="fr")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_english(tmp_path_factory.mktemp("english"))


def test_an_english_site_says_nothing_in_vietnamese(english: Path) -> None:
    kinds = {".html", ".xml", ".webmanifest"}
    files = [file for file in sorted(english.rglob("*")) if file.suffix in kinds]
    seen = {file.relative_to(english).as_posix() for file in files}
    assert seen >= {
        "index.html", "404.html", "archives/index.html", "tags/index.html", "authors/index.html",
        "site-map/index.html", "search/index.html", "corrections/index.html", "offline/index.html",
        "old/contact.html", "contact/index.html", "news/index.html", "news/page/1/index.html",
        "news/economy/index.html", "news/2023/index.html", "news/2023/12/index.html",
        "news/2023/12/one/index.html", "answers/index.html", "answers/how-we-work/index.html",
        "answers/topics/electronic-identity/index.html", "answers/filter/false/index.html",
        "answers/fact-checks/atom.xml", "answers/2024/02/claim/index.html", "trang.webmanifest",
    }  # fmt: skip
    for file in files:
        found = VIETNAMESE.search(file.read_text("utf-8"))
        assert not found, (file, found)


def test_an_english_page_is_marked_as_english(english: Path) -> None:
    for page in read_pages(english):
        assert page.soup.html["lang"] == "en", page.address
        for script in page.soup.find_all("script", type="application/ld+json"):
            assert json.loads(script.string).get("inLanguage", "en") == "en", page.address
        for meta in page.soup.select("[property='og:locale']"):
            assert meta["content"] == "en_US"
    assert json.loads((english / "trang.webmanifest").read_text("utf-8"))["lang"] == "en"
    feed = ElementTree.parse(english / "rss.xml").getroot()
    assert feed.findtext("channel/language") == "en"


def test_dates_numbers_and_credits_are_english(english: Path) -> None:
    page = (english / "news/2023/12/two/index.html").read_text("utf-8")
    assert '<time datetime="2023-12-12T08:30:00+07:00">Tuesday, 12 December 2023, 08:30<' in page
    assert '<span class="credit">Photo: Jane Doe</span>' in page
    assert '<span class="hidden">Table: </span>The harvest' in page
    assert "(CSV, 4\u00a0bytes)" in page
    assert 'data-short="Dr.=Doctor"' in page
    claim = (english / "answers/2024/02/claim/index.html").read_text("utf-8")
    assert "False: “Everybody has to pay" in claim
    assert '<time datetime="2024-02-02">2 February 2024</time>' in claim
    assert ">December 2023</a>" in (english / "news/2023/index.html").read_text("utf-8")
