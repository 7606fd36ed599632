"""A link as the format wants it, judged by the rules of the checks before it is in the text."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.rules import disguised_hosts, local_paths, unsafe_addresses
from plugins.frontmatter.parsed import parse_text
from plugins.problems import Problem
from tools.importing.escaping import escaped, in_address

RULES = (unsafe_addresses.check, disguised_hosts.check, local_paths.check)


def link(text: str, address: str, *, plain: bool) -> str:
    """`[text](address)`. plain: the text's signs are no Markdown."""
    return f"[{escaped(text, brackets=True) if plain else text}]({in_address(address)})"


def problems_of(markdown: str) -> Iterator[Problem]:
    """Of a paragraph's addresses, in the words of `check`."""
    article = parse_text(f"---\n---\n\n{markdown}\n")
    return (problem for rule in RULES for problem in rule(article))
