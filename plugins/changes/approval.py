"""An approval holds for the words that were read: one letter changed makes it void."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from plugins.changes.wording import wording
from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import show_moment

# Of the wording's 32 digits: nobody can hit them by chance, and the line stays readable.
DIGITS = 12
# "": nobody has approved it, and it doesn't say so; `void`: what was approved were other words, or
# it says that it was and nobody has signed.
Approved = Literal["", "valid", "void"]


def approval_line(name: str, moment: datetime, said: str) -> str:
    """`tên, 30/11/2026 14:05, 0123456789ab`: the value in the head. said: the wording's digest."""
    return f"{name}, {show_moment(moment)}, {said[:DIGITS]}"


def approves(head: Head, said: str) -> bool:
    """Whether the head's approval is of the wording with the digest `said`."""
    return head.approval is not None and said.startswith(head.approval.digest)


def approved(article: ParsedArticle) -> Approved:
    """Whether somebody approved these very words, "" where nobody did."""
    head = article.head
    if head is None or not (head.approval or head.status == "approved"):
        return ""
    return "valid" if approves(head, wording(head, article.body)) else "void"
