"""Code in an article is not prose: no rule about words or links looks into it."""

from __future__ import annotations

import re

FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.M | re.S
)
SPAN = re.compile(r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`)", re.S)
LETTER = re.compile(r"[^\n]")
FENCES = ("```", "~~~")
# As browsers end it: https://html.spec.whatwg.org/#comment-start-state
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.S)


def mask_code(text: str) -> str:
    """`text` with code blocks, code spans and comments as spaces; line ends and length stay."""
    for sign, pattern in ((FENCES, FENCED), (("`",), SPAN), (("<!--",), COMMENT)):
        if any(mark in text for mark in sign):
            text = pattern.sub(lambda match: LETTER.sub(" ", match.group()), text)
    return text
