"""A tag or an author is one page: two spellings of it are made one, and none renames another's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from plugins.checks.facts import Facts, Term
from plugins.checks.site import Site
from plugins.problems import Problem
from plugins.vietnamese.slugs import slugify


class Use(NamedTuple):
    facts: Facts
    term: Term


def check(site: Site) -> Iterator[Problem]:
    yield from _check(site, "thẻ", "the", lambda facts: facts.tags)
    yield from _check(site, "tên tác giả", "tac-gia", lambda facts: facts.authors)


def _check(
    site: Site, kind: str, folder: str, terms: Callable[[Facts], tuple[Term, ...]]
) -> Iterator[Problem]:
    by_address: defaultdict[str, list[Use]] = defaultdict(list)
    for facts in site.facts.values():
        for term in terms(facts):
            by_address[slugify(term.title)].append(Use(facts, term))
    for slug, uses in by_address.items():
        counts = Counter(use.term.title for use in uses)
        if len(counts) < 2:
            continue
        # The most used; of equals the one that came first.
        usual = max(counts, key=lambda title: counts[title])
        example = next(use for use in uses if use.term.title == usual)
        for use in uses:
            title = use.term.title
            if title != usual:
                where = "cùng bài" if use.facts is example.facts else example.facts.path
                yield Problem(
                    use.facts.path,
                    use.term.line,
                    1,
                    "error",
                    f"{kind} “{title}” chung địa chỉ /{folder}/{slug}/ với “{usual}” ({where}, "
                    f"dùng {counts[usual]} lần).",
                    f"nếu là một thì viết: {usual}; nếu không thì viết rõ hơn để khác nhau.",
                )
