"""What readers of a site on shared hosting get from Apache, by the .htaccess of its release."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.apache_server import Apache, apache
from tests.support.ftps_publishing import hosting_in, renting
from tests.support.hosted_site import HostedSite, build_site, hosted
from tests.test_web_server_bad_input import NEW_SAFE, ODD, old_address
from tools.publish.hosts.ftps import widened
from tools.publish.hosts.htaccess import NAME, htaccess
from tools.publish.targets import Target
from tools.server.facts import ServerFacts
from tools.server.headers import (
    FILE_POLICY,
    IMMUTABLE,
    VIEWED_POLICY,
    WORKER_POLICY,
    file_policy,
    page_policy,
    same_headers,
)
from tools.server.moved import parse_moved
from tools.server.policy import Hashes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Apache is Debian's")
TARGET = Target("ftps://lan@localhost/x", url="https://tin.example.vn")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> HostedSite:
    return hosted(build_site(tmp_path_factory.mktemp("site")), TARGET)


@pytest.fixture(scope="module")
def server(site: HostedSite) -> Iterator[Apache]:
    with apache() as made:
        for path, file in site.files.items():
            place = made.site / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        yield made


def test_each_kind_of_answer_has_the_headers_of_a_server_of_ones_own(
    site: HostedSite, server: Apache
) -> None:
    facts = site.facts
    files = [it.relative_to(server.site).as_posix() for it in server.site.rglob("*.*")]
    pdf, script = (next(it for it in files if it.endswith(end)) for end in (".pdf", ".js"))
    article = next(it for it in files if it.endswith("bai-1/index.html")).removesuffix("index.html")
    for address, policy in (
        ("/", page_policy(facts)),
        (f"/{article}", page_policy(facts)),
        (f"/{pdf}", VIEWED_POLICY),
        ("/favicon.svg", FILE_POLICY),
        ("/atom.xml", FILE_POLICY),
        *([("/worker.js", WORKER_POLICY)] if "worker.js" in files else []),
        ("/khong-co/", page_policy(facts)),
    ):
        answer = server.ask(address)
        sent = [value for name, value in answer.many if name == "content-security-policy"]
        assert sent == [policy], address
        assert file_policy(address) in ("", policy)
        for name, value in same_headers(facts).items():
            assert answer[name.lower()] == value, address
    assert server.ask("/")["cache-control"] == "no-cache"
    hashed = next(it for it in files if it.startswith("theme/") and it.endswith(".js"))
    assert server.ask(f"/{hashed}")["cache-control"] == IMMUTABLE
    assert server.ask(f"/{pdf}")["cache-control"] == "no-cache"
    assert server.ask("/atom.xml")["content-type"] == "application/atom+xml; charset=utf-8"
    assert server.ask(f"/{script}")["content-type"].startswith("text/javascript")


def test_missing_pages_and_notes_of_publishing_are_not_shown(server: Apache) -> None:
    missing = server.ask("/khong-co/")
    assert missing.status == 404
    assert missing.body == (server.site / "404.html").read_bytes()
    notes = server.site / ".portal" / "publish" / "shown.json"
    notes.parent.mkdir(parents=True)
    notes.write_text("{}", "utf-8")
    assert server.ask("/.portal/publish/shown.json").status == 403
    assert server.ask("/.portal/map.txt").status == 403
    assert server.ask("/tin-tuc").status == 301
    assert server.ask("/anh/").status in (403, 404)


def test_texts_are_compressed_by_the_host(server: Apache) -> None:
    page = (server.site / "index.html").read_bytes()
    packed = server.ask("/", Accept_Encoding="gzip")
    assert packed["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == page
    assert server.ask("/", Accept_Encoding="br")["content-encoding"] == "br"
    assert server.ask("/").body == page


def test_old_addresses_lead_on_with_or_without_what_was_hung_on_them(server: Apache) -> None:
    new = server.ask("/cu/bai-1.html")
    assert new.status == 301
    for old in (
        "/tin.aspx?id=5",
        "/TIN.aspx?ID=5",
        "/tin.aspx?id=5&fbclid=x",
        "/cu/bai-1.html?a=1",
    ):
        answer = server.ask(old)
        assert (answer.status, answer["location"]) == (301, new["location"]), old
    assert server.ask("/tin.aspx?id=55").status == 404
    page = urlsplit(new["location"]).path
    assert server.ask(page).status == 200


# A smaller example would need a rule of its own for each try.
@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(ODD, ODD | st.just(""), ODD), min_size=60, max_size=60))
def test_any_old_address_leads_to_exactly_the_new_one(
    site: HostedSite, server: Apache, rows: list[tuple[str, str, str]]
) -> None:
    asked = {}
    for number, (path, query, new) in enumerate(rows):
        clean = path.replace("%", "").replace("/..", "").replace("/.", "").replace("//", "/")
        query = quote(query.replace("#", ""), safe="".join(set(NEW_SAFE) - set('"<>#%')))
        # Apache has no address with an encoded slash.
        old = old_address(f"{number}x{clean}x", query)
        asked[old] = f"/moi/{number}/{new}"
    moved = parse_moved(f"{old}\t{new}" for old, new in asked.items())
    own = server.site / NAME
    before = own.read_bytes()
    own.write_text(htaccess(site.facts, "", moved), "ascii")
    try:
        for old, it in zip(asked, moved, strict=True):
            answer = server.ask(old)
            assert answer.status == 301, (old, answer.status)
            told = answer["location"].removeprefix(f"http://127.0.0.1:{server.port}")
            assert urlsplit(told) == urlsplit(it.new), old  # without a question mark for nothing
    finally:
        own.write_bytes(before)


def test_between_two_releases_pages_of_both_are_allowed() -> None:
    def made(scripts: set[str], styles: set[str]) -> str:
        hashes = Hashes(frozenset(scripts), frozenset(styles))
        return htaccess(ServerFacts(("localhost",), PurePosixPath("/"), hashes), "", ())

    one, two, three = (f"sha256-{letter * 43}=" for letter in "abc")
    both = widened(made({one}, {two}), made({one, three}, {three}))
    assert f"script-src 'self' '{one}' '{three}';" in both
    assert f"style-src '{two}' '{three}';" in both
    assert both.count(FILE_POLICY) == made(set(), set()).count(FILE_POLICY)
    assert widened(both, both) == both
    assert widened("của người khác", made({one}, set())) == "của người khác"


def test_what_is_published_over_ftps_is_read_back_from_apache(tmp_path: Path) -> None:
    with apache() as served:
        room = served.site.with_name("hosting")
        room.mkdir()
        with hosting_in(room) as hosting, renting(hosting, tmp_path) as tenant:
            served.site.rmdir()
            served.site.symlink_to(tenant.folder)
            tenant.publisher.settings["url"] = f"http://localhost:{served.port}"
            told = tenant.publisher.publish()
            assert "Chưa khai báo url" not in told.stdout
            tenant.publisher.write("b", "Bài mới")
            tenant.publisher.publish()
            assert served.ask("/b/").status == 200
            assert served.ask("/b/")["content-security-policy"].startswith("default-src 'none'")
