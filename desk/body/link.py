"""A link as the format wants it, judged by the rules of the checks before it is in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importing.escaping import escaped, in_address
from plugins.checks.rules import disguised_hosts, local_paths, unsafe_addresses
from plugins.frontmatter.parsed import parse_text
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.file_kinds import is_published
from plugins.shared.problems import Problem

MAILBOX = re.compile(r"[^\s/:@]+@[\w.-]+\.[a-z]{2,}", re.I)
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?=[/?#]|\Z)", re.I)
RULES = (unsafe_addresses.check, disguised_hosts.check, local_paths.check)


def link(text: str, address: str, *, plain: bool) -> str:
    """`[text](address)`. plain: the text's signs are no Markdown."""
    shown = escaped(text, brackets=True) if plain else text
    return f"[{shown}]({in_address(completed(address))})"


def completed(address: str) -> str:
    """A mailbox, or a site without `https://`, as people write them."""
    if MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    host = HOST.match(address)
    if not host or host[0].endswith(ARTICLE_SUFFIX) or is_published(host[0]):
        return address
    return f"https://{address}"


def problems_of(markdown: str) -> Iterator[Problem]:
    """Of a paragraph's addresses, in the words of `check`."""
    article = parse_text(f"---\n---\n\n{markdown}\n")
    return (problem for rule in RULES for problem in rule(article))
