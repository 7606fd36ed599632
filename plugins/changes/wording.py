"""What an article says, as one digest: a new tag, photo file or line break is no other wording."""

from __future__ import annotations

import re
from hashlib import sha256

from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import show_short

# Where a link or picture of our own leads changes with the name of a file. It begins with what is
# rare, so that looking for it is quick.
OWN_TARGET = re.compile(r"\((?<=\]\()(?!https?:)[^()\s]+")


def wording(head: Head, source: str) -> str:
    """Of title, lead, Markdown body, question, claim and corrections; 32 hexadecimal digits.

    To digest in another way takes another table.FILE, or every article would seem changed.
    """
    parts = [head.title, head.summary, OWN_TARGET.sub("(", source)]
    if question := head.question:
        answered = show_short(question.answered_on) if question.answered_on else ""
        parts += [question.text, show_short(question.asked_on), question.asked_from]
        parts += [question.state, question.answered_by, answered]
    if claim := head.claim:
        parts += [claim.text, show_short(claim.first_seen), claim.verdict]
        for item in claim.evidence:
            parts += [item.name, item.address, show_short(item.day)]
    for each in head.corrections:
        parts += [show_short(each.day), each.wrong, each.right]
    lines = (" ".join(part.split()) for part in parts)
    return sha256("\n".join(lines).encode()).hexdigest()[:32]
