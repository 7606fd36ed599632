"""No page goes out with an address that runs script, whoever put it there and whoever writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.links.door import refuse_unsafe, refused_addresses
from plugins.shared.problems import ContentError
from tests.support.edited_site import Draft, new_place
from tests.support.plugin_problems import ALONE
from tests.support.rebuilding import run
from tests.support.whole_site import build_articles

RUNS = (
    *("javascript:x()", "JavaScript:x", " javascript:x", "java\tscript:x", "java&#10;script:x"),
    *("&#106;avascript:x", "\x01javascript:x", "data:text/html,x", "vbscript:x", "blob:x"),
    *("//example.vn", "/\\example.vn", "\\\\example.vn", "/&#9;/example.vn", "https:\\\\a.vn"),
    *("https:///a.vn", "file:///etc/passwd", "{static}javascript:x", "a.html", "ftp://a.vn"),
)
FINE = (
    *("", "/", "/tin-tuc/a:b/", "#muc", "?q=javascript:x", "/a?b=//c", "/tep/a%20b.pdf"),
    *("https://example.vn", "HTTP://example.vn/a", "mailto:a@example.vn", "tel:02093"),
)


@pytest.mark.parametrize("address", RUNS)
@pytest.mark.parametrize("name", ["href", "action", "src", "poster", "data"])
def test_an_address_that_runs_script_or_leaves_by_a_trick_is_found(name: str, address: str) -> None:
    assert refused_addresses(f'<p>chữ</p><a class="x" {name}="{address}">y</a>')


@pytest.mark.parametrize("address", FINE)
def test_addresses_of_the_site_and_of_the_web_may_be_pressed(address: str) -> None:
    assert refused_addresses(f'<a href="{address}">y</a><form action="{address}">') == []


@pytest.mark.parametrize("address", ["https://example.vn/a.jpg", "mailto:a@example.vn"])
@pytest.mark.parametrize("name", ["src", "poster", "srcset"])
def test_nothing_of_another_site_is_loaded(name: str, address: str) -> None:
    assert refused_addresses(f'<img {name}="{address}">') == [address]


def test_every_candidate_of_a_set_of_pictures_is_judged() -> None:
    page = "<img srcset={}>"
    assert refused_addresses(page.format("'/a.avif 480w, /b.avif 960w'")) == []
    assert refused_addresses(page.format("'/a.avif 480w, //b.vn/b 960w'")) == ["//b.vn/b 960w"]


def test_text_that_only_looks_like_an_attribute_is_no_address() -> None:
    assert refused_addresses("<code>href='x:y' src=z</code><p title=\"src='x:y'\">a</p>") == []


def test_a_refused_address_is_named_with_file_and_line(tmp_path: Path) -> None:
    class Source:
        relative_source_path = "tin-tuc/a.md"

    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / "tin-tuc/a.md").write_text("Tiêu đề: A\n\n[x](javascript:x)\n", "utf-8")
    page = '<a href="javascript:x">x</a>'
    with pytest.raises(ContentError) as refused:
        refuse_unsafe(page, "tin-tuc/a/index.html", {"article": Source()}, content)
    assert str(refused.value).startswith("content/tin-tuc/a.md:3:1: lỗi: ")
    with pytest.raises(ContentError, match=r"^index\.html:1:1: lỗi: .*javascript:x"):
        refuse_unsafe(page, "index.html", {}, content)


TRAP = '<a href="{{ ["java", "script:x()"] | join }}">x</a>'


def test_pelicans_own_writer_goes_through_the_door(tmp_path: Path) -> None:
    trap = tmp_path / "templates"
    trap.mkdir()
    (trap / "article.html").write_text(TRAP, "utf-8")
    with pytest.raises(ContentError, match=r"^content/tin-tuc/a\.md:1:1: .*“javascript:x\(\)”"):
        build_articles(
            tmp_path,
            {"tin-tuc/a.md": "Tiêu đề: A\nNgày: 11/12/2023\n\nChữ.\n"},
            PLUGINS=ALONE,
            THEME_TEMPLATES_OVERRIDES=[str(trap)],
        )


def test_the_incremental_writer_goes_through_the_door(tmp_path: Path) -> None:
    with new_place(tmp_path) as place:
        place.write("tin-tuc/a.md", Draft("A").text(), 0)
        (place.theme / "templates/article.html").write_text(TRAP, "utf-8")
        code, told = run(place)
        assert code == 1
        assert "content/tin-tuc/a.md:" in told
        assert "“javascript:x()”" in told
        assert not place.output.exists()
