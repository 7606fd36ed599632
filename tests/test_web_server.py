"""What nginx and Caddy really send: the right bytes, kept as long as they are true, to readers."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
import zstandard

from tests.support.object_store import stored_target
from tests.support.web_server import (
    HOST,
    LOOPBACK,
    OTHER_HOST,
    Kind,
    Server,
    compress,
    facts_for,
    make_certificate,
    make_target,
    running,
    switch,
)
from tools.server.facts import ALL_ADDRESSES
from tools.server.headers import (
    COMPRESSIBLE,
    FILE_POLICY,
    IMMUTABLE,
    REVALIDATED,
    TYPES,
    VIEWED_POLICY,
    WORKER_POLICY,
    page_policy,
    same_headers,
)
from tools.server.moved import MAP, read_moved

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")

ARTICLE = "/tin-tuc/2023/12/nam-bat-du-luan-xa-hoi/"
OLD_SCRIPT = "/theme/site.0123456789.js"
EXTRA = {
    "tep/bang.json": b"{}",
    "anh/2023/thu.0a1b2c3d-480.avif": b"avif",
    "anh/2023/thu.0a1b2c3d-480.webp": b"webp",
    "tep/ghi-am.mp3": bytes(range(256)) * 8,
    "tep/la.bin": b"la",
    "tep/mau.html": b"<script>1</script>",
    "anh/mau.html": b"<script>1</script>",
    "tep/bang.PDF": b"%PDF-1.4",
    ".git/config": b"[core]",
    "tep/số liệu + 100%; 'a'&{b}$x.txt": b"x",
    "tin-tuc/.an.md": b"hidden",
    ".well-known/security.txt": b"Contact: mailto:lien-he@example.vn\n",
    MAP: (
        b"/tin.aspx?id=5\t/tin-tuc/\n"
        b"/?id=7\t/lien-he/\n"
        b"/Cu/B%C3%A0i%20vi%E1%BA%BFt.aspx\t/gioi-thieu/?a=$b;c#d\n"
        b"/ra-ngoai\thttps://tinh.example.vn/trang?x='1'\n"
    ),
}
DECODED = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}
ENDINGS = {"gzip": ".gz", "br": ".br", "zstd": ".zst"}


@pytest.fixture(scope="module")
def target(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder with a name that has to be quoted."""
    folder = tmp_path_factory.mktemp("server") / 'cổng "tin" của xã'
    folder.mkdir()
    site = make_target(folder, built_site)
    for name, data in EXTRA.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    kept = folder / "kept" / OLD_SCRIPT[1:]
    kept.parent.mkdir(parents=True)
    kept.write_text("// an older script")
    compress(kept)
    return folder


@pytest.fixture(scope="module", params=["nginx", "caddy", "nginx-store", "caddy-store"])
def plain(request: pytest.FixtureRequest, target: Path) -> Iterator[Server]:
    """store: before a store of objects, which holds what the others have in the folder."""
    facts = facts_for(target, moved=read_moved(target / "current/site"))
    folder = target.parent / request.param
    kind, _, in_store = request.param.partition("-")
    if not in_store:
        with running(kind, facts, folder) as server:
            yield server
        return
    with (
        stored_target(target, folder) as address,
        running(kind, replace(facts, store=address), folder) as server,
    ):
        yield server


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def secure(request: pytest.FixtureRequest, target: Path) -> Iterator[Server]:
    facts = facts_for(target, tls=True, certificate=make_certificate(target.parent))
    with running(request.param, facts, target.parent / f"tls-{request.param}") as server:
        yield server


def test_every_file_of_the_site_arrives_whole_with_its_type(plain: Server) -> None:
    copies = tuple(f".{name}{end}" for name in COMPRESSIBLE for end in ENDINGS.values())
    for file in sorted(plain.site.rglob("*")):
        path = "/" + file.relative_to(plain.site).as_posix()
        private = "/." in path or path.endswith((*copies, "/404.html"))
        if not file.is_file() or private:
            continue
        answer = plain.ask(quote(path.removesuffix("index.html")))
        assert (answer.status, answer.body) == (200, file.read_bytes()), path
        kind = TYPES.get(file.suffix[1:].lower(), "application/octet-stream")
        kind = {"atom.xml": "application/atom+xml; charset=utf-8"}.get(file.name, kind)
        kind = {"rss.xml": "application/rss+xml; charset=utf-8"}.get(file.name, kind)
        assert answer["content-type"] in (kind, ""), path
        assert answer["content-type"] or file.suffix == ".bin", path


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", ARTICLE, "/khong-co", "/atom.xml", "/tin-tuc", "/tin.aspx"])
def test_every_answer_carries_the_same_headers(plain: Server, path: str, method: str) -> None:
    check_headers(plain, path, method)


@pytest.mark.parametrize("path", ["/", "/khong-co", "/tin-tuc"])
def test_with_tls_the_browser_is_told_to_come_back_by_https(secure: Server, path: str) -> None:
    check_headers(secure, path, "GET")
    assert secure.ask(path)["strict-transport-security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" in secure.ask(path)["content-security-policy"]


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_public_server_listens_on_every_address(kind: Kind, target: Path, tmp_path: Path) -> None:
    facts = facts_for(target, tls=True, certificate=make_certificate(tmp_path))
    with running(kind, replace(facts, addresses=ALL_ADDRESSES), tmp_path / kind) as server:
        assert server.ask("/").status == 200


def check_headers(server: Server, path: str, method: str) -> None:
    answer = server.ask(path, method)
    wanted = {name.lower(): value for name, value in same_headers(server.facts).items()}
    policy = page_policy(server.facts) if path != "/atom.xml" else FILE_POLICY
    wanted |= {"content-security-policy": policy, "cache-control": REVALIDATED}
    for name, value in wanted.items():
        assert [sent for given, sent in answer.many if given == name] == [value], name
    assert answer["server"] in ("", "nginx")
    for name in ("set-cookie", "access-control-allow-origin", "x-powered-by"):
        assert answer[name] == ""


def test_pages_allow_no_code_but_their_own(plain: Server) -> None:
    policy = plain.ask("/")["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert policy.count("sha256-") <= 13
    assert plain.ask("/favicon.svg")["content-security-policy"] == FILE_POLICY


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/tep/mau.html", FILE_POLICY),
        ("//tep/mau.html", FILE_POLICY),
        ("/%74ep/mau.html", FILE_POLICY),
        ("/tin-tuc/../anh/mau.html", FILE_POLICY),
        ("/tep/la.bin", FILE_POLICY),
        ("/tep/bang.json", FILE_POLICY),
        ("/sitemap.xml", FILE_POLICY),
        ("/robots.txt", FILE_POLICY),
        ("/.well-known/security.txt", FILE_POLICY),
        ("/worker.js", WORKER_POLICY),
        ("/tep/ghi-am.mp3", VIEWED_POLICY),
        ("/tep/bang.PDF", VIEWED_POLICY),
    ],
)
def test_what_is_no_page_runs_nothing(plain: Server, path: str, policy: str) -> None:
    answer = plain.ask(path)
    if plain.facts.store and ("//" in path or ".." in path):
        assert answer.status == 404  # a store is asked for the path as it was written
    else:
        assert (answer.status, answer["content-security-policy"]) == (200, policy)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize(
    "path", ["/", ARTICLE, "/favicon.svg", "/rss.xml", "script", "/sitemap.xml"]
)
def test_a_compressed_answer_is_the_page(plain: Server, path: str, encoding: str) -> None:
    site = plain.site
    if path == "script":
        path = "/" + next(site.glob("theme/site.*.js")).relative_to(site).as_posix()
    file = site / path[1:] / "index.html" if path.endswith("/") else site / path[1:]
    answer = plain.ask(path, Accept_Encoding=f"{encoding};q=0.9, identity;q=0.1")
    # Debian's nginx has no module for it; before a store, both send the same copies.
    if encoding == "zstd" and (plain.kind == "nginx" or plain.facts.store):
        assert answer["content-encoding"] == ""
        return
    assert answer["content-encoding"] == encoding
    assert DECODED[encoding](answer.body) == file.read_bytes()
    assert answer.body == file.with_name(file.name + ENDINGS[encoding]).read_bytes()
    bare = plain.ask(path)
    for each in (answer, bare):
        assert [value for name, value in each.many if name == "vary"] == ["Accept-Encoding"]
    assert answer["content-type"] == bare["content-type"]
    assert answer["etag"] != bare["etag"]


def test_a_browser_that_takes_both_gets_brotli(plain: Server) -> None:
    assert plain.ask("/", Accept_Encoding="gzip, deflate, br")["content-encoding"] == "br"
    through_a_proxy = plain.ask("/", Accept_Encoding="gzip", Via="1.1 proxy")
    assert through_a_proxy["content-encoding"] == "gzip"


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_an_unchanged_page_is_not_sent_twice(plain: Server, encoding: str) -> None:
    first = plain.ask(ARTICLE, Accept_Encoding=encoding)
    assert first["etag"]
    again = plain.ask(ARTICLE, Accept_Encoding=encoding, If_None_Match=first["etag"])
    assert (again.status, again.body) == (304, b"")
    for name in ("content-security-policy", "cache-control", "vary", "etag"):
        assert again[name] == first[name], name
    since = plain.ask(ARTICLE, Accept_Encoding=encoding, If_Modified_Since=first["last-modified"])
    assert since.status == 304
    assert plain.ask(ARTICLE, If_None_Match='"other"').status == 200


def test_only_names_that_carry_a_digest_are_kept_without_asking(plain: Server) -> None:
    for file in sorted(plain.site.rglob("*")):
        path = "/" + file.relative_to(plain.site).as_posix()
        ends = file.suffix in ENDINGS.values() or "/." in path or path.endswith("404.html")
        if not file.is_file() or ends:
            continue
        made = path.startswith(("/theme/", "/anh/", "/tim-kiem/")) and not path.endswith(".html")
        # An article's words for the search are corrected in their place.
        made = made and not path.startswith("/tim-kiem/bai-")
        kept = plain.ask(quote(path.removesuffix("index.html")), "HEAD")["cache-control"]
        assert kept == (IMMUTABLE if made else REVALIDATED), path


@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_files_of_older_releases_are_still_there(plain: Server, encoding: str) -> None:
    answer = plain.ask(OLD_SCRIPT, Accept_Encoding=encoding)
    data = answer.body if encoding == "identity" else brotli.decompress(answer.body)
    assert (answer.status, data) == (200, b"// an older script")
    assert answer["cache-control"] == IMMUTABLE
    assert answer["content-type"] == TYPES["js"]
    assert answer["content-security-policy"] == FILE_POLICY


def test_a_missing_page_is_told_of_with_the_sites_own_words(plain: Server) -> None:
    page = (plain.site / "404.html").read_bytes()
    etag = plain.ask("/khong-co")["etag"]
    for path in ("/khong-co", "/tin-tuc/khong/co/", "/theme/site.ffffffffff.js", "/a/atom.xml"):
        answer = plain.ask(path)
        assert (answer.status, answer.body) == (404, page), path
        assert answer["content-type"] == TYPES["html"]
        assert answer["cache-control"] == REVALIDATED
        assert answer["content-security-policy"] == page_policy(plain.facts)
        asked_again = plain.ask(path, If_None_Match=etag or '"a"', Range="bytes=0-9")
        assert (asked_again.status, asked_again.body) == (404, page), path
    assert brotli.decompress(plain.ask("/khong-co", Accept_Encoding="br").body) == page


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/.env", "/tin-tuc/.an.md", "/%2egit/config", "/.git", "/.well-known/.a",
        "/.portal/map.txt", "//.portal/map.txt", "/%2eportal/map.txt", "/.portal",
        "/.portal/wording.txt",
        "/tin-tuc/../.portal/map.txt", "/tin-tuc/%2e%2e/.portal/", "/.portal/",
        "/../manifest.json", "/..%2fmanifest.json", "/manifest.json", "/server/nginx.conf",
        "/%2e%2e/%2e%2e/server/nginx.conf", "/404.html", "/index.html.gz", "/atom.xml.br",
        "/theme/", "/anh/2023/", "/tep/", "/.htpasswd", "/index.html.zst",
    ],
)  # fmt: skip
def test_nothing_else_is_served(plain: Server, path: str) -> None:
    answer = plain.ask(path)
    assert answer.status in (400, 404)
    assert answer.status == 400 or answer.body == (plain.site / "404.html").read_bytes()


def test_what_is_well_known_may_have_a_dot(plain: Server) -> None:
    assert plain.ask("/.well-known/security.txt").body == EXTRA[".well-known/security.txt"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "TIM"])
@pytest.mark.parametrize("path", ["/", "/khong-co", "/tin.aspx?id=5"])
def test_only_reading_is_allowed(plain: Server, method: str, path: str) -> None:
    answer = plain.ask(path, method, Content_Length="0")
    assert answer.status == 405
    assert answer["allow"] == "GET, HEAD"
    assert answer["x-content-type-options"] == "nosniff"


def test_head_says_what_get_sends(plain: Server) -> None:
    head, got = plain.ask(ARTICLE, "HEAD"), plain.ask(ARTICLE)
    assert head.body == b""
    for name in ("content-type", "etag", "last-modified", "vary"):
        assert head[name] == got[name]


def test_a_folder_without_its_slash_leads_to_the_page(plain: Server) -> None:
    """Relative, so that it holds behind a proxy too; never to another host."""
    answer = plain.ask("/tin-tuc?trang=2")
    assert (answer.status, answer["location"]) == (301, "/tin-tuc/?trang=2")
    assert plain.ask("/tin-tuc/2023")["location"] == "/tin-tuc/2023/"
    for path in ("//example.com/..", "//tin-tuc", "/\\example.com"):
        assert not plain.ask(path)["location"].startswith(("//", "/\\", "http")), path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/tin.aspx?id=5", "/tin-tuc/"),
        ("/TIN.ASPX?ID=5", "/tin-tuc/"),
        ("/tin.aspx?id=5&fbclid=IwAR0&utm_source=zalo", "/tin-tuc/"),
        ("/?id=7", "/lien-he/"),
        ("/cu/b%C3%A0i%20VI%E1%BA%BFT.aspx", "/gioi-thieu/?a=$b;c#d"),
        ("/cu/b%c3%a0i%20vi%e1%ba%bft.aspx?zarsrc=30", "/gioi-thieu/?a=$b;c#d"),
        ("/ra-ngoai", "https://tinh.example.vn/trang?x='1'"),
    ],
)
def test_an_old_address_leads_to_the_new_one(plain: Server, old: str, new: str) -> None:
    answer = plain.ask(old)
    assert (answer.status, answer["location"]) == (301, new)
    assert answer["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/tin.aspx?id=6", "/tin.aspx", "/cu/", "/tin.aspx?a=1&id=5"])
def test_an_unknown_old_address_is_missing(plain: Server, path: str) -> None:
    assert plain.ask(path).status == 404


def test_trackers_alone_change_nothing(plain: Server) -> None:
    assert plain.ask("/?fbclid=abc").body == plain.ask("/").body


def test_a_part_of_a_recording_can_be_asked_for(plain: Server) -> None:
    data = EXTRA["tep/ghi-am.mp3"]
    answer = plain.ask("/tep/ghi-am.mp3", Range="bytes=100-199")
    assert (answer.status, answer.body) == (206, data[100:200])
    assert answer["content-range"] == f"bytes 100-199/{len(data)}"
    assert plain.ask("/tep/ghi-am.mp3", Range="bytes=9999-").status == 416


@pytest.mark.parametrize("plain", ["nginx"], indirect=True)
def test_a_certificate_authority_finds_its_proof(plain: Server) -> None:
    """Caddy answers one by itself."""
    proof = Path(plain.facts.challenges) / ".well-known/acme-challenge/to-ken_1"
    proof.parent.mkdir(parents=True)
    proof.write_text("proof")
    assert plain.ask("/.well-known/acme-challenge/to-ken_1").body == b"proof"
    assert plain.ask("/.well-known/acme-challenge/").status == 404


def test_it_answers_on_ipv6_too(plain: Server) -> None:
    assert plain.ask("/", ip=LOOPBACK[1]).status == 200


def test_the_other_names_lead_to_the_sites_own(plain: Server) -> None:
    answer = plain.ask("/tin-tuc/?a=1", host=OTHER_HOST)
    assert (answer.status, answer["location"]) == (301, f"{plain.facts.origin}/tin-tuc/?a=1")


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "a.localhost"])
def test_another_name_gets_no_answer(plain: Server, host: str) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        plain.ask("/", host=host)


def test_another_name_gets_no_certificate_and_no_page(secure: Server) -> None:
    """nginx refuses the handshake; whoever asks for another name later gets no answer."""
    if secure.kind == "nginx":
        with pytest.raises(ssl.SSLError, match=r"UNRECOGNIZED_NAME|unrecognized name"):
            secure.secured(host="example.com")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        secure.ask("/", host="example.com", secure=False)
    with secure.secured() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")
        assert connection.recv(100) == b""


@pytest.mark.parametrize(
    ("cipher", "taken"),
    [("ECDHE-ECDSA-AES128-GCM-SHA256", True), ("ECDHE-ECDSA-AES128-SHA", False)],
)
def test_of_tls_1_2_only_what_no_list_calls_weak_is_taken(
    secure: Server, cipher: str, taken: bool
) -> None:
    trusting = ssl._create_unverified_context()
    trusting.maximum_version = ssl.TLSVersion.TLSv1_2
    trusting.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with (
        nullcontext() if taken else pytest.raises((ssl.SSLError, ConnectionResetError)),
        socket.create_connection((LOOPBACK[0], secure.facts.https_port), 20) as plain,
        trusting.wrap_socket(plain, server_hostname=HOST) as connection,
    ):
        assert (connection.cipher() or "")[0] == cipher


@pytest.mark.parametrize(
    "path",
    [
        "/%00", "/tin-tuc/%00/", "/" + "a" * 300, "/" + "a" * 9000, "/" + "%E1%BA%A1" * 90,
        "/" + "ab/" * 3000, "/theme/x%00.0123456789.js", "/theme/" + "a" * 300 + ".0123456789.js",
    ],
    ids=str.__len__,
)  # fmt: skip
def test_a_name_that_no_file_can_have_is_no_fault_of_the_server(plain: Server, path: str) -> None:
    assert plain.ask(path).status in (400, 404, 414)


def test_http_leads_to_https_on_the_same_host(secure: Server) -> None:
    for host in (HOST, OTHER_HOST):
        answer = secure.ask("/tin-tuc/?a=1", host=host, secure=False)
        wanted = f"https://{host}:{secure.facts.https_port}/tin-tuc/?a=1"
        assert (answer.status, answer["location"]) == (301, wanted)
    other = secure.ask("/a/", host=OTHER_HOST)
    assert (other.status, other["location"]) == (301, f"{secure.facts.origin}/a/")
    assert other["strict-transport-security"]


def test_with_tls_it_speaks_http_2(secure: Server) -> None:
    with secure.secured(protocols=["h2", "http/1.1"]) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


@pytest.mark.parametrize("plain", ["nginx", "caddy"], indirect=True)
def test_a_switch_is_seen_by_the_very_next_request(target: Path, plain: Server) -> None:
    for number in range(10):
        release = target / "releases" / f"s{number}-{plain.kind}"
        (release / "site").mkdir(parents=True)
        (release / "site/index.html").write_text(f"<p>{number}")
        switch(target, release.name)
        try:
            assert plain.ask("/").body == b"<p>%d" % number
        finally:
            switch(target, "r1")
    assert plain.ask("/").body == (plain.site / "index.html").read_bytes()


@pytest.mark.parametrize("plain", ["nginx", "caddy"], indirect=True)
def test_without_a_release_every_address_is_missing(plain: Server, target: Path) -> None:
    away = target / "away"
    (target / "current").rename(away)
    try:
        answer = plain.ask("/")
        assert answer.status == 404
        assert answer["x-content-type-options"] == "nosniff"
    finally:
        away.rename(target / "current")
