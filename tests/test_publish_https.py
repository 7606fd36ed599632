"""A publisher names a certificate, and readers get https and HTTP/2, however they come."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.served_publisher import Site, served
from tests.support.web_server import HOST
from tools.publish.fetch import differences
from tools.server.headers import YEAR

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("https"), request.param, tls=True) as made:
        made.publisher.publish()
        yield made


def curl(site: Site, address: str, *options: str) -> tuple[str, str]:
    """The answer and, in one line, protocol, status and where it leads; certificates count."""
    chain = site.publisher.environment["SSL_CERT_FILE"]
    form = "\n%{http_version} %{http_code} %{redirect_url}"
    command = ["curl", "--silent", "--show-error", "--cacert", chain, "-w", form, *options, address]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=30)
    answer, _, line = told.stdout.rpartition("\n")
    return answer, line.strip()


def plain(site: Site) -> str:
    return f"http://{HOST}:{site.server.facts.http_port}"


def test_a_page_comes_by_http_2_under_the_certificate(site: Site) -> None:
    answer, line = curl(site, site.url + "/bai-thu/", "--http2")
    assert line == "2 200"
    assert answer == site.publisher.page("bai-thu")
    answer, line = curl(site, site.url + "/bai-thu/", "--http1.1")
    assert line == "1.1 200"
    assert answer == site.publisher.page("bai-thu")


def test_the_browser_is_told_to_stay_with_https(site: Site) -> None:
    for path in ("/", "/bai-thu/", "/khong-co/"):
        heads, _ = curl(site, site.url + path, "--http2", "--head")
        lines = heads.splitlines()
        assert f"strict-transport-security: max-age={YEAR}" in lines, path
        (policy,) = [line for line in lines if line.startswith("content-security-policy: ")]
        assert policy.endswith("; upgrade-insecure-requests")


def test_plain_http_leads_to_https(site: Site) -> None:
    answer, line = curl(site, f"{plain(site)}/bai-thu/?a=1")
    assert line == f"1.1 301 {site.url}/bai-thu/?a=1"
    answer, line = curl(site, f"{plain(site)}/bai-thu/", "--location", "--http2")
    assert line == "2 200"
    assert answer == site.publisher.page("bai-thu")


def test_a_release_is_read_back_by_https_and_taken_back(site: Site) -> None:
    publisher = site.publisher
    publisher.write("hai", "Bài thứ hai")
    site.style("red")
    publisher.publish()
    assert curl(site, f"{site.url}/hai/")[0] == publisher.page("hai")
    assert publisher.run("rollback").returncode == 0
    assert curl(site, f"{site.url}/hai/")[1].split() == ["2", "404"]


def test_a_certificate_that_no_browser_trusts_is_told_of(site: Site) -> None:
    """Here, this process does not trust it."""
    wrong = differences(site.url, ["index.html"], lambda _: None, patience=0)
    assert (
        wrong == f"{site.url} không mở được bằng https (chứng thư tự ký, không trình duyệt nào tin)"
    )
