"""After a switch the publisher knows, not hopes, that readers get the new pages whole."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.parse import quote

from plugins.shared.messages import gettext
from tools.publish.manifest import COPIES, INDEX, Changes
from tools.publish.releases import is_hashed
from tools.publish.tls_errors import why_unanswered

HOME, MISSING = "index.html", "404.html"
NO_SUCH_PAGE = "/khong-co-trang-nay-kiem-tra-sau-khi-dang/"
ARTICLE = re.compile(r"/\d{4}/\d{2}/[^/]+/index\.html\Z")
MOST_ARTICLES = 4
ANSWER_SECONDS = 10
PATIENCE = 3.0  # seconds, for a server that is just reading its configuration
PAUSE = 0.1
# A host that takes minutes is not asked ten times a second.
MOST_TRIES = 200
ENCODINGS = {"br": ".br", "gzip": ".gz", "zstd": ".zst"}


@dataclass(frozen=True)
class Answer:
    """What a server answered to one request."""

    status: int
    headers: Message
    body: bytes


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
        headers: Message, newurl: str,
    ) -> None:  # fmt: skip
        return None


def ask(url: str, encoding: str = "identity") -> Answer:
    """Whatever status it has; raises OSError or HTTPException where nobody answers."""
    request = urllib.request.Request(  # noqa: S310  (http or https: read_publishing)
        url, headers={"Accept-Encoding": encoding, "Cache-Control": "no-cache"}
    )
    # A proxy on the way could remember older pages.
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ANSWER_SECONDS) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Answer(answer.code, answer.headers, answer.read())


def sample_of(
    paths: Collection[str], changes: Changes, moved: Mapping[str, str], root: str
) -> list[str]:
    """The home page, the newest articles or what changed, and one asset, if they are there.

    Pages at old addresses are left out: the server may lead on instead of showing them.
    """
    articles = [
        path
        for path in (*changes.new, *changes.changed, *sorted(paths, key=_by_month, reverse=True))
        if ARTICLE.search(f"/{path}") and f"{root}/{quote(path.removesuffix(INDEX))}" not in moved
    ]
    chosen = [HOME, *dict.fromkeys(articles)][: MOST_ARTICLES + 1]
    assets = (path for path in paths if is_hashed(path) and not path.endswith(COPIES))
    chosen += [path for path in (next(assets, None),) if path]
    return [path for path in chosen if path in paths]


def differences(
    url: str,
    sample: Iterable[str],
    bytes_of: Callable[[str], bytes | None],
    own_404: bool = False,
    patience: float = PATIENCE,
) -> str:
    """What readers get another way than it is in the release, in words; empty if all is well.

    bytes_of: of a path of the release. own_404: the server is known to show the site's own page.
    """
    end = time.monotonic() + patience
    pause = max(PAUSE, patience / MOST_TRIES)
    sample = list(sample)
    while True:
        try:
            wrong = _difference(url.rstrip("/"), sample, bytes_of, own_404)
        except (OSError, http.client.HTTPException) as cause:
            wrong = f"{url} {why_unanswered(cause)}"
        if not wrong or time.monotonic() > end:
            return wrong
        time.sleep(pause)


def sends_policy(url: str) -> bool:
    """Whether the home page comes with a policy in its headers; True where nobody answers."""
    try:
        return bool(ask(f"{url.rstrip('/')}/").headers["Content-Security-Policy"])
    except (OSError, http.client.HTTPException):
        return True


def address_of(url: str, path: str) -> str:
    """Of a page or file of the release, where readers have it."""
    return f"{url.rstrip('/')}/{quote(path.removesuffix(INDEX))}"


def ask_for_mark(url: str, mark: str) -> str:
    """Why the server seems not to lead on from the address `mark` yet; empty when it does."""
    try:
        taken = ask(url.rstrip("/") + mark).status == http.client.MOVED_PERMANENTLY
    except (OSError, http.client.HTTPException) as cause:
        return why_unanswered(cause)
    return "" if taken else gettext("vẫn dùng cấu hình cũ")


def _difference(
    url: str, sample: list[str], bytes_of: Callable[[str], bytes | None], own_404: bool
) -> str:
    for path in sample:
        address = address_of(url, path)
        answer = ask(address)
        if answer.status != http.client.OK:
            return gettext("{address} trả lời {status}", address=address, status=answer.status)
        if answer.body != bytes_of(path):
            return gettext("{address} không giống trang vừa đăng", address=address)
    for encoding, ending in ENCODINGS.items():
        answer = ask(f"{url}/", encoding)
        sent = answer.headers["Content-Encoding"]
        expected = bytes_of(HOME if sent is None else HOME + ending)
        if expected is not None and answer.body != expected:
            return gettext(
                "{url}/ gửi bản nén {encoding} không giống bản vừa đăng", url=url, encoding=encoding
            )
    answer = ask(url + NO_SUCH_PAGE)
    if answer.status != http.client.NOT_FOUND:
        return gettext(
            "{address} trả lời {status}, đáng lẽ phải là 404",
            address=f"{url}{NO_SUCH_PAGE}",
            status=answer.status,
        )
    if own_404 and answer.body != bytes_of(MISSING):
        return gettext("{url} không dùng trang báo “không tìm thấy” vừa đăng", url=url)
    return ""


def _by_month(path: str) -> str:
    found = ARTICLE.search(f"/{path}")
    return found.group() if found else ""
