"""The files `_headers` and `_redirects` as their hosts document them, read without mercy.

developers.cloudflare.com/pages/configuration/headers and …/redirects;
docs.netlify.com/manage/routing
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

NAME = re.compile(r"[A-Za-z0-9-]+")
VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
SOURCE = re.compile(r"/[\x21-\x7e]*")
STATUSES = {"cloudflare": ("301", "302", "303", "307", "308"), "netlify": ("301", "301!", "302")}


@dataclass(frozen=True)
class Rule:
    place: str
    headers: dict[str, str] = field(default_factory=dict)

    def fits(self, address: str) -> bool:
        pattern = re.escape(self.place).replace(r"\*", ".*")
        return re.fullmatch(pattern, address) is not None


def read_headers(text: str) -> list[Rule]:
    """Raises AssertionError for whatever a host would ignore."""
    assert text.isascii()
    rules: list[Rule] = []
    for line in text.splitlines():
        assert len(line) <= 2_000, line
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  "):
            name, colon, value = line.strip().partition(": ")
            assert colon
            assert NAME.fullmatch(name), line
            assert VALUE.fullmatch(value), line
            assert name not in rules[-1].headers, line
            rules[-1].headers[name] = value
        else:
            assert SOURCE.fullmatch(line), line
            assert line.count("*") <= 1, line
            assert ":" not in line, line
            rules.append(Rule(line))
    assert len(rules) <= 100
    assert all(rule.headers for rule in rules)
    return rules


def sent(rules: list[Rule], address: str) -> dict[str, list[str]]:
    """All rules that fit give their headers; more than one value is sent as such."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        if rule.fits(address):
            for name, value in rule.headers.items():
                found.setdefault(name, []).append(value)
    return found


@dataclass(frozen=True)
class Redirects:
    host: str
    rows: dict[tuple[str, frozenset[tuple[str, str]]], str]

    def leads(self, address: str) -> str:
        """ "" for an address that no rule knows; those that ask for a value come first."""
        parts = urlsplit(address)
        asked = frozenset(parse_qsl(parts.query, keep_blank_values=True))
        for (path, needed), new in self.rows.items():
            if path == parts.path and needed <= asked:
                return new
        return ""


def read_redirects(host: str, text: str) -> Redirects:
    """Raises AssertionError for whatever the host would ignore."""
    assert text.isascii()
    rows: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}
    for line in text.splitlines():
        assert len(line) <= 1_000, line
        source, *more, new, status = line.split(" ")
        assert SOURCE.fullmatch(source), line
        assert not set(source) & set("*:?#"), line
        assert status in STATUSES[host], line
        assert re.match(r"/(?!/)|https?://", new), line
        assert host == "netlify" or not more, line
        needed = frozenset((name, value) for name, _, value in (it.partition("=") for it in more))
        assert all(name and "=" in it for it, (name, _) in zip(more, sorted(needed), strict=False))
        assert rows.setdefault((source, needed), new) == new, line
    assert host != "cloudflare" or len(rows) <= 2_000
    return Redirects(host, rows)
