"""Only the site's own pages are shown, and only under this machine's own names."""

from http import HTTPStatus
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tools.preview_address import Address, is_name, resolve

PORT = 8000
OWN = [f"127.0.0.1:{PORT}"]
HERE = f"http://{OWN[0]}"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "127.0.0.1:8000", "LocalHost:8000", "[::1]:8000"],
)
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    assert resolve("/", [host], PORT) == Address((), True)


@pytest.mark.parametrize(
    "hosts",
    [
        ["evil.example"],
        ["evil.example:8000"],
        ["127.0.0.1:8001"],
        ["127.0.0.1:8000:8000"],
        ["127.0.0.1.evil.example"],
        ["localhost.evil.example:8000"],
        ["localhost@evil.example"],
        ["192.168.1.5:8000"],
        [""],
        [],
        ["127.0.0.1", "evil.example"],
    ],
)
def test_a_page_elsewhere_that_leads_its_name_here_reads_nothing(hosts: list[str]) -> None:
    for path in ("/", "/_xem-truoc/su-kien", "/_xem-truoc/preview.js", "/missing"):
        assert resolve(path, hosts, PORT) is HTTPStatus.MISDIRECTED_REQUEST


def test_an_address_is_decoded_once() -> None:
    assert resolve("/tin-tuc/a.html?b=1#c", OWN, PORT) == Address(
        ("tin-tuc", "a.html"), False, "b=1"
    )
    assert resolve(quote("/thẻ/"), OWN, PORT) == Address(("thẻ",), True)
    assert resolve("/thẻ".encode().decode("latin-1"), OWN, PORT) == Address(("thẻ",), False)
    assert resolve("/a%2525", OWN, PORT) == Address(("a%25",), False)


@pytest.mark.parametrize("target", ["//tin-tuc", "/%2ftin-tuc", "/%2F/%2ftin-tuc", "///tin-tuc"])
def test_a_folder_is_redirected_to_its_slash_here_not_elsewhere(target: str) -> None:
    asked = resolve(target, OWN, PORT)
    assert isinstance(asked, Address)
    assert asked.with_slash == "/tin-tuc/"


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/a/..%2fsecret.txt",
        "/..\\secret.txt",
        "/%5cevil",
        "/%5c%5cevil/share",
        "/%00",
        "/a%0d%0aLocation: b",
        "/%ff",
        "/%ed%a0%80",
        "/a:b",
        "/C:/Windows",
        "/a.html.",
        "/a%20",
        "/.",
        "*",
        "",
        "evil.example:80",
        "http://evil.example/",
    ],
)
def test_what_names_no_file_of_a_site_is_not_looked_for(target: str) -> None:
    assert resolve(target, OWN, PORT) is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["con", "NUL.html", "com1.txt", "lpt¹", "CONIN$", "aux .md"])
def test_a_device_of_windows_is_no_file_there(name: str) -> None:
    assert not is_name(name, windows=True)
    assert is_name(name, windows=False)
    assert is_name(f"{name[0]}x{name}", windows=True)


PARTS = st.sampled_from(
    ["/", "//", "%2f", "%5c", "\\", "..", ".", "%2e", "%00", "%0d%0a", "%ff", "?", "#", "@", ":",
     "evil.example", "http:", "a", "ạ", "%", "%e1%ba", "%25", ";", "&", "=", '"', "<", "\x80"]
)  # fmt: skip
TARGETS = st.one_of(
    st.lists(PARTS, max_size=12).map("".join), st.text(st.characters(max_codepoint=255))
).map(lambda text: text.encode("utf-8", "ignore").decode("latin-1"))


@given(TARGETS.map("/".__add__), st.booleans())
@example("/%2f%2fevil.example/..%2f", False)
def test_whatever_is_asked_stays_here(target: str, windows: bool) -> None:
    asked = resolve(target, OWN, PORT, windows)
    if not isinstance(asked, Address):
        assert asked is HTTPStatus.NOT_FOUND
        return
    assert not {"", ".", ".."} & set(asked.names)
    assert not any(set(name) & set("/\\:\0\r\n") for name in asked.names)
    # As a browser understands the redirect: a backslash is a slash to it.
    location = asked.with_slash
    assert location.isascii()
    assert location.isprintable()
    assert not location.startswith(("//", "/\\")) or not asked.names
    there = urlsplit(urljoin(f"{HERE}/x", location))
    assert there.netloc == OWN[0] or not asked.names
    if asked.names:
        assert unquote(there.path) == asked.path + "/"


@given(st.text() | st.sampled_from(["127.0.0.1", "localhost:8000"]).map(" ".__add__))
def test_no_other_host_is_answered(host: str) -> None:
    known = {"127.0.0.1", "localhost", "[::1]"}
    answered = isinstance(resolve("/", [host], PORT), Address)
    assert answered == (host.lower().removesuffix(f":{PORT}") in known)
