"""Readers of a site on Cloudflare Pages or Netlify get its headers and old addresses from two files
of the folder that is uploaded: `_headers` and `_redirects`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from plugins.shared.messages import gettext
from tools.publish.errors import PublishError
from tools.publish.manifest import Entry
from tools.publish.releases import is_hashed
from tools.server.facts import ServerFacts
from tools.server.headers import (
    FEEDS,
    IMMUTABLE,
    TYPES,
    VIEWED_POLICY,
    file_policy,
    page_policy,
    same_headers,
)
from tools.server.moved import Moved

HEADERS, REDIRECTS = "_headers", "_redirects"
POLICY = "Content-Security-Policy"
# Of Cloudflare Pages: developers.cloudflare.com/pages/configuration/headers, …/redirects.
MOST_RULES, LONGEST_LINE = 100, 2_000
LONGEST_REDIRECT = 1_000
# A path of these has no splat, no placeholder and no space in it.
PLAIN_PATH = re.compile(r"/[A-Za-z0-9/._~%!$&'()+,;=@-]*")
PLAIN_QUERY = re.compile(r"[A-Za-z0-9._=&-]*")
SITE_FOLDER = ".portal"


@dataclass(frozen=True)
class Limits:
    """What a host takes. files, size (bytes of one): 0 where it names none; redirects: lines."""

    files: int
    size: int
    redirects: int


LIMITS = {
    "cloudflare": Limits(20_000, 25 << 20, 2_000),
    # Netlify names none for rules; a deployment with many thousands takes long.
    "netlify": Limits(0, 0, 10_000),
}


class Redirects(NamedTuple):
    """text: of the file; left: old addresses that it could not take."""

    text: str
    left: tuple[Moved, ...]


def headers_text(facts: ServerFacts, paths: Collection[str]) -> str:
    """paths: of the release's files. Raises PublishError where Cloudflare Pages would leave out a
    rule."""
    rules = {"/*": same_headers(facts), **_policies(facts, paths)}
    for path in sorted(paths):
        name = path.rpartition("/")[2]
        if kind := FEEDS.get(name) or (
            TYPES["webmanifest"] if path.endswith(".webmanifest") else ""
        ):
            rules.setdefault(_address(path), {})["Content-Type"] = kind
    for place in _hashed_places(paths):
        rules.setdefault(place, {})["Cache-Control"] = IMMUTABLE
    lines = [line for place, headers in rules.items() for line in _rule(place, headers)]
    longest = max(map(len, lines))
    if len(rules) > MOST_RULES or longest > LONGEST_LINE:
        raise PublishError(
            gettext(
                "Chưa đăng: tệp {headers} có {count} quy tắc, dòng dài nhất {longest} "
                "chữ; nơi đăng chỉ nhận {most} quy tắc, {most_letters} chữ một "
                "dòng. Hãy gộp bớt thư mục ở gốc trang, hay các đoạn <style>, <script> "
                "khác nhau.",
                headers=HEADERS,
                count=len(rules),
                longest=longest,
                most=MOST_RULES,
                most_letters=LONGEST_LINE,
            )
        )
    return "\n".join(lines) + "\n"


def redirects_text(host: str, moved: Iterable[Moved], has_page: Collection[Moved]) -> Redirects:
    """host: of LIMITS; has_page: those with a page at the old address, which leads on anyway, so
    that the others come first."""
    status = "301!" if host == "netlify" else "301"
    with_page = set(has_page)
    lines: list[str] = []
    left = []
    for it in sorted(moved, key=lambda it: (it in with_page, not it.query, it.key)):
        source = _source(host, it)
        line = f"{source} {it.new} {status}"
        full = len(lines) == LIMITS[host].redirects
        if source and len(line) <= LONGEST_REDIRECT and not full:
            lines.append(line)
        elif it not in with_page:
            left.append(it)
    return Redirects("".join(f"{line}\n" for line in lines), tuple(left))


def refuse_too_much(host: str, files: Mapping[str, Entry]) -> None:
    """Raises PublishError where the host would refuse the release."""
    limits = LIMITS[host]
    sent = [path for path in files if is_uploaded(path)]
    if limits.files and len(sent) > limits.files:
        raise PublishError(
            gettext(
                "Chưa đăng: trang có {count} tệp, {host} (gói miễn phí) chỉ nhận "
                "{files}. Dùng gói trả tiền, netlify, hay một nơi đăng khác "
                "(docs/van-hanh.md, “Đăng ở đâu”).",
                count=len(sent),
                host=host,
                files=limits.files,
            )
        )
    for path in sent:
        if limits.size and files[path].size > limits.size:
            raise PublishError(
                gettext(
                    "Chưa đăng: {path} nặng {size:.1f} MiB, {host} chỉ nhận {most} MiB một "
                    "tệp. Hãy nén nhỏ tệp ấy, hay để nó ở nơi khác.",
                    path=path,
                    size=files[path].size / (1 << 20),
                    host=host,
                    most=limits.size >> 20,
                )
            )


def is_uploaded(path: str) -> bool:
    """The site's own notes are for its publisher."""
    return not path.startswith(f"{SITE_FOLDER}/")


def _policies(facts: ServerFacts, paths: Collection[str]) -> dict[str, dict[str, str]]:
    """No two rules for one address, since hosts send both values then: where a folder at the top
    has a page, its feeds get the pages' policy, and where it has files that viewers open, all of
    it gets theirs."""
    folders: dict[str, set[str]] = {}
    rules = {"/": {POLICY: page_policy(facts)}}
    for path in sorted(filter(is_uploaded, paths)):
        top, slash, _ = path.partition("/")
        policy = file_policy(f"/{path}") or page_policy(facts)
        if slash:
            folders.setdefault(top, set()).add(policy)
        elif path not in (HEADERS, REDIRECTS):
            rules[_address(path)] = {POLICY: policy}
    for top, found in folders.items():
        best = next((it for it in (page_policy(facts), VIEWED_POLICY) if it in found), min(found))
        rules[f"/{quote(top)}/*"] = {POLICY: best}
    return rules


def _hashed_places(paths: Collection[str]) -> Iterator[str]:
    """Patterns that fit hashed names only: of a whole folder, or of one kind of its files."""
    folders: dict[str, dict[str, list[bool]]] = {}
    for path in sorted(filter(is_uploaded, paths)):
        top, slash, name = path.partition("/")
        if slash:
            ending = name.rpartition(".")[2]
            folders.setdefault(top, {}).setdefault(ending, []).append(is_hashed(path))
    for top, kinds in sorted(folders.items()):
        if all(all(hashed) for hashed in kinds.values()):
            yield f"/{quote(top)}/*"
            continue
        for ending, hashed in sorted(kinds.items()):
            if all(hashed):
                yield f"/{quote(top)}/*.{ending}"


def _rule(place: str, headers: Mapping[str, str]) -> Iterator[str]:
    yield place
    yield from (f"  {name}: {value}" for name, value in sorted(headers.items()))


def _address(path: str) -> str:
    return f"/{quote(path)}"


def _source(host: str, moved: Moved) -> str:
    """Empty where the host has no way to say it."""
    path = quote(moved.path, safe="/!$&'()+,;=@-._~", errors="surrogateescape")
    if not PLAIN_PATH.fullmatch(path) or "*" in moved.path or ":" in moved.path:
        return ""
    if not moved.query:
        return path
    values = parse_qsl(moved.query, keep_blank_values=True)
    if host != "netlify" or not PLAIN_QUERY.fullmatch(moved.query):
        return ""
    if not values or not all(name for name, _ in values):
        return ""
    return " ".join([path, *(f"{name}={value}" for name, value in values)])
