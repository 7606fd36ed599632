"""In a bare site of Pelican's an old address leads to the page of today."""

from __future__ import annotations

import http.client
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from conftest import PageMaker, served
from tests.support.bare_site import BareSite, quickstart
from tests.support.web_server import Kind, configured, free_port

ARTICLE = "Title: {0}\nDate: 2024-01-01\n{1}\n\nText.\n"
TABLE = "old,new\n"
# As the README says.
CONFIGURATIONS: dict[Kind, str] = {
    "nginx": """
map $request_uri $moved {
    include SITE/.redirects/nginx.map;
}
server {
    listen 127.0.0.1:PORT;
    root SITE;
    if ($moved) {
        return 301 $moved;
    }
}
""",
    "caddy": """
http://localhost:PORT {
	bind 127.0.0.1
	import SITE/.redirects/caddy
	root * SITE
	file_server
}
""",
}
EVERY_SERVER = 'REDIRECTS = {"servers": ["nginx", "caddy", "netlify"]}'


PLUGIN = 'PLUGINS = ["portal_redirects"]\nTHEME = "simple"'

pytestmark = pytest.mark.long


def photo() -> bytes:
    data = BytesIO()
    Image.new("RGB", (30, 20), "red").save(data, "JPEG", comment=b"Who took it")
    return data.getvalue()


@pytest.fixture
def site(bare_site: BareSite) -> BareSite:
    made = bare_site
    made.set(PLUGIN)
    made.write("a.md", ARTICLE.format("A", "Aliases: /old/a, /Pages/Bài%20cũ.html"))
    made.write("b.md", ARTICLE.format("B", "Redirect_from: /old/b\n    /2010/x.html?id=5"))
    made.write("pages/c.md", ARTICLE.format("C", "Aliases: ['/old/c,1']"))
    return made


@pytest.mark.parametrize("relative", [False, True])
def test_who_follows_an_old_address_sees_the_page(
    site: BareSite, page_of: PageMaker, relative: bool
) -> None:
    site.write("redirects.csv", TABLE + "/table/1,pages/c.md\n/table/2,/archives.html\n")
    site.set(f"RELATIVE_URLS = {relative}")
    site.build()
    with served(site.output) as address:
        page = page_of(base_url=address)
        for old, new in (
            ("/old/a/", "/a.html"),
            ("/Pages/Bài cũ.html", "/a.html"),
            ("/old/b/", "/b.html"),
            ("/old/c,1/", "/pages/c.html"),
            ("/table/1/", "/pages/c.html"),
            ("/table/2/", "/archives.html"),
        ):
            page.goto(old)
            page.wait_for_url(f"**{new}")


def test_the_small_page_names_the_new_one_in_the_sites_language(
    tmp_path: Path, parts_python: Path
) -> None:
    for language, title in (("en", "This page has moved"), ("vi", "Trang đã chuyển")):
        site = quickstart(tmp_path / language, parts_python, language)
        site.set(PLUGIN)
        site.write("a.md", ARTICLE.format("A", "Aliases: /old/a"))
        site.set('SITEURL = "https://example.org/b"\nFEED_DOMAIN = SITEURL')
        site.build()
        page = site.page("old/a/index.html")
        assert title in page
        assert f'<html lang="{language}">' in page
        assert '<link rel="canonical" href="https://example.org/b/a.html">' in page
        assert 'content="0; url=/b/a.html"' in page
        assert "<script" not in page
        assert "style" not in page


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("/x,/nowhere.html", "content/redirects.csv:2: there is no page “/nowhere.html”"),
        ("/x,posts/nobody.md", "content/redirects.csv:2: there is no page “posts/nobody.md”"),
        ("/x,/y\n/y,/x", "redirects.csv:2: the old address leads in a circle: /y → /x → /y"),
        ("/b.html,a.md", "content/redirects.csv:2: “/b.html” is the address of a page"),
        ("/old/b,a.md", "“/old/b” leads to two places: content/b.md names another"),
        ("/x,http://a.example/", "type: https://a.example/"),
        ("/x", "content/redirects.csv:2: the line “/x” does not have just two cells"),
    ],
)
def test_what_leads_nowhere_is_an_error_with_its_file(site: BareSite, rows: str, said: str) -> None:
    site.write("redirects.csv", f"{TABLE}{rows}\n")
    told = site.tried("--fatal", "errors")
    assert told.returncode == 1
    assert said in told.stdout
    assert not (site.output / "x/index.html").exists()


def test_an_address_of_an_article_that_is_none_is_named(site: BareSite) -> None:
    site.write("d.md", ARTICLE.format("D", "Aliases: old-d.html"))
    assert "content/d.md: “old-d.html” cannot be read as an old address" in site.tried().stdout


def test_a_draft_is_led_to_once_it_is_published(site: BareSite) -> None:
    site.write("d.md", ARTICLE.format("D", "Status: draft\nAliases: /old/d"))
    site.write("redirects.csv", f"{TABLE}/x,d.md\n")
    assert "“/x” cannot be used yet: “content/d.md” is not on the site" in site.tried().stdout
    assert not (site.output / "old/d").exists()
    site.write("d.md", ARTICLE.format("D", "Aliases: /old/d"))
    site.build()
    assert "/d.html" in site.page("x/index.html")
    assert "/d.html" in site.page("old/d/index.html")


def test_files_and_static_pages_may_be_led_to(site: BareSite) -> None:
    site.set('STATIC_PATHS = ["files"]')
    site.write("files/a b.pdf", b"%PDF-1.4")
    site.write("redirects.csv", f"{TABLE}/x,/files/a%20b.pdf\n/y,/categories.html\n/z,/\n")
    site.build()
    assert "/files/a%20b.pdf" in site.page("x/index.html")


def test_a_photo_of_which_a_copy_is_published_may_be_led_to(site: BareSite) -> None:
    site.set('PLUGINS = ["portal_redirects", "portal_images"]')
    site.write("images/a.jpg", photo())
    site.write("redirects.csv", f"{TABLE}/x,/images/a.jpg\n")
    site.build()
    assert "/images/a.jpg" in site.page("x/index.html")
    assert (site.output / "images/a.jpg").is_file()


def test_a_misspelt_setting_or_server_ends_the_build(site: BareSite) -> None:
    site.set('REDIRECTS = {"server": ["nginx"]}')
    assert "there is no setting “server”. Do you mean “servers”?" in site.tried().stdout
    site.set('REDIRECTS = {"servers": ["iis"]}')
    told = site.tried()
    assert told.returncode == 1
    assert "REDIRECTS.servers: “iis” is none of those known: nginx, caddy, netlify." in told.stdout


def test_without_pages_there_are_only_the_servers_files(site: BareSite) -> None:
    site.set('REDIRECTS = {"pages": False, "servers": ["netlify"]}')
    site.build()
    assert not (site.output / "old").exists()
    rules = site.page("_redirects").splitlines()
    assert "/old/a /a.html 301" in rules
    assert "/2010/x.html id=5 /b.html 301" in rules


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_server_with_the_file_leads_on_by_itself(
    site: BareSite, tmp_path: Path, kind: Kind
) -> None:
    site.set(EVERY_SERVER)
    site.build()
    port = free_port()
    text = CONFIGURATIONS[kind].replace("SITE", str(site.output)).replace("PORT", str(port))
    folder = tmp_path / "server"
    folder.mkdir()
    with (
        configured(kind, text, ["127.0.0.1"], port, folder),
        closing(http.client.HTTPConnection("127.0.0.1", port)) as connection,
    ):
        for asked, status, new in (
            ("/OLD/a", 301, "/a.html"),
            ("/2010/x.html?id=5", 301, "/b.html"),
            ("/pages/b%c3%a0i%20c%c5%a9.html", 301, "/a.html"),
            ("/a.html", 200, ""),
            ("/2010/x.html?id=6", 404, ""),
        ):
            connection.request("GET", asked, headers={"Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status, asked
            assert (answer.getheader("Location") or "").endswith(new), asked
