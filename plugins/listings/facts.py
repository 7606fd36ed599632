"""What several plugins read from a head in the same way."""

from __future__ import annotations

from typing import Literal

from plugins.frontmatter.kinds import QuestionState, Verdict
from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import machine_date


def answer_of(head: Head) -> QuestionState | Verdict | Literal[""]:
    """As in Card."""
    if head.question:
        return head.question.state
    return head.claim.verdict if head.claim else ""


def last_change(head: Head) -> str:
    """ISO 8601."""
    if head.modified:
        return machine_date(head.modified, head.modified_has_time)
    return machine_date(head.date, head.has_time) if head.date else ""
