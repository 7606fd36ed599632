"""Whatever a publisher types into pelicanconf.py, a site is made or a sentence says why not."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican import Pelican

from pelicanconf import SECTIONS, SITE
from plugins.shared.errors import PortalError
from plugins.shared.settings import SettingError
from tests.support.whole_site import forget_plugins
from tools.failures import BuildError
from tools.places import SETTINGS
from tools.settings_file import load_settings, placed

NAMED = re.compile(r"pelicanconf\.py(?::\d+)?: [A-Z][A-Z_]+[.,:\[]")
FILES = {
    "tin-tuc/a.md": "Tiêu đề: Bài một\nNgày: 11/12/2023\n\nChữ.\n",
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
WORDS = st.text(max_size=200) | st.sampled_from(["", " ", "a\nb", "Xã", "<b>", "tin-tuc", "trang"])
NUMBER = st.integers(-3, 300) | st.integers()
ADDRESS = st.sampled_from(["", "/", "lien-he/", "khong-co/", "/tep/a.pdf", "tel:1", "#a"]) | WORDS
COLOUR = st.from_regex("#[0-9a-f]{6}", fullmatch=True) | WORDS
CONTACT = {"label": WORDS, "value": WORDS, "href": ADDRESS}


def table(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Some of these names, each with a value that may do, or with any."""
    some = {name: values | JUNK for name, values in fields.items()}
    return st.fixed_dictionaries({}, optional=some)


def tables(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries(fields) | table(**fields), max_size=3)


SITES = table(
    tagline=WORDS,
    description=WORDS,
    publisher=WORDS,
    desks=st.lists(WORDS, max_size=2),
    notices=st.lists(WORDS, max_size=2),
    contacts=tables(**CONTACT),
    hotlines=tables(**CONTACT),
    footer_pages=tables(label=WORDS, address=ADDRESS),
    urgent=tables(text=WORDS, until=st.sampled_from(["05/12/2030", "x", ""]), address=ADDRESS),
    colours=table(brand=COLOUR, link=COLOUR),
    logo=table(file=st.sampled_from(["anh/logo.svg", "a.png", "..", ""]) | WORDS, alt=WORDS),
).map(lambda changed: {**SITE, **changed})
SECTION = table(
    slug=st.sampled_from(["tin-tuc", "moi", "con", "2023", "a b"]) | WORDS,
    title=WORDS,
    short=WORDS,
    categories=st.lists(WORDS, max_size=2),
    kinds=st.lists(st.sampled_from(["hoi-dap", "kiem-chung", "tin"]), max_size=2),
    topics=tables(title=WORDS, description=WORDS),
).map(lambda changed: {**SECTIONS[0], **changed})
SETTINGS_OF = {
    "SITENAME": WORDS,
    "SITEURL": st.sampled_from(["http://a.vn/", "https://a.vn:99999", "https://[::1"]) | WORDS,
    "SITE": SITES,
    "SECTIONS": st.lists(SECTION, max_size=3),
    "TIMEZONE": st.sampled_from(["UTC", "Asia", "../x", "\0"]) | WORDS,
    "EDITORS": st.dictionaries(WORDS, st.lists(WORDS, max_size=2), max_size=2),
    "APPROVAL": st.booleans(),
    "OVERDUE": table(question_days=NUMBER, draft_days=NUMBER),
    "SHOW_UNPUBLISHED": st.booleans(),
    "TOOLBAR": table(share=st.lists(WORDS, max_size=2), listen=st.booleans()),
    "OPINION": table(ask=tables(**CONTACT), per_block=NUMBER),
    "OFFLINE": table(pages=NUMBER),
    "LISTINGS": table(
        per_page=NUMBER, neighbours=NUMBER, related=NUMBER, home_latest=NUMBER,
        home_per_section=NUMBER,
    ),
    "ARTICLE_URL": WORDS | st.just("{slug}/"),
    "MARKDOWN": table(extensions=st.lists(WORDS, max_size=2)),
}  # fmt: skip
# One or two that a publisher has changed.
changes = st.lists(st.sampled_from(sorted(SETTINGS_OF)), min_size=1, max_size=2).flatmap(
    lambda names: st.fixed_dictionaries({name: SETTINGS_OF[name] | JUNK for name in names})
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xa") / "content"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def said_of(content: Path, changed: Mapping[str, Any], *, whole: bool) -> str:
    """The sentence, "" for a site that is built, or could be; whole: it is."""
    with tempfile.TemporaryDirectory() as output:
        places = {"PATH": str(content), "OUTPUT_PATH": output, "CHECKS_MEMORY": None}
        try:
            site = Pelican(load_settings(SETTINGS, {**changed, **places}))
            if whole:
                site.run()
        except (SettingError, BuildError) as sentence:
            return placed(str(sentence), SETTINGS)
        except PortalError:  # of an article, that has no section any more
            return ""
        finally:
            forget_plugins()
    return ""


@given(changed=changes)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_settings_start_or_are_named(content: Path, changed: dict[str, Any]) -> None:
    said = said_of(content, changed, whole=False)
    assert not said or NAMED.match(said), said


@given(changed=changes)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_settings_make_a_site_or_are_named(content: Path, changed: dict[str, Any]) -> None:
    said = said_of(content, changed, whole=True)
    assert not said or NAMED.match(said), said
