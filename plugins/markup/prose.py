"""Code in an article is not prose: no rule about words or links looks into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.M | re.S
)
TICKS = re.compile(r"`+|\n\s*\n")
LETTER = re.compile(r"[^\n]")
FENCES = ("```", "~~~")
# As browsers end it: https://html.spec.whatwg.org/#comment-start-state
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.S)


def mask_code(text: str) -> str:
    """`text` with code blocks, code spans and comments as spaces; line ends and length stay."""
    if any(fence in text for fence in FENCES):
        text = FENCED.sub(_blank, text)
    if "`" in text:
        text = _without(text, _spans(text))
    return COMMENT.sub(_blank, text) if "<!--" in text else text


def _blank(match: re.Match[str]) -> str:
    return LETTER.sub(" ", match.group())


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], LETTER.sub(" ", text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Of code in a paragraph: from some backticks to the next that are as many. Where none follow
    is known before, so that nothing is looked for twice."""
    runs = [match.span() for match in TICKS.finditer(text)]
    closing: list[int | None] = [None] * len(runs)
    nearest: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        if text[start] != "`":
            nearest.clear()
            continue
        closing[number] = nearest.get(end - start)
        nearest[end - start] = number
    number = 0
    while number < len(runs):
        start = runs[number][0]
        last = closing[number]
        if last is None or text[start - 1 : start] == "\\":
            number += 1
        else:
            yield start, runs[last][1]
            number = last + 1
