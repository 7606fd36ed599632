"""The whole file as text, and back: what was not touched there keeps its line ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from desk.article.body_text import LINE_END, around, lines_of
from desk.article.compose import main_line_end, put_together, read_payload
from desk.article.opening import OpenArticle, open_article, read_text
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema
from plugins.shared.problems import Problem

BYTE_MARK = "\ufeff"


def whole_text(payload: Mapping[str, Any]) -> tuple[str, list[int]]:
    """What the page holds as the file that it would be, and the line, from 1, in which each piece
    begins to say something. Raises DeskError (400) as `put_together`."""
    composed = put_together(read_payload(payload))
    parts = (composed.head, *composed.raws)
    above = accumulate(len(LINE_END.findall(part)) for part in parts)
    blank = (len(LINE_END.findall(around(raw)[0])) for raw in composed.raws)
    starts = [1 + lines + own for lines, own in zip(above, blank, strict=False)]
    return composed.data.decode(), starts


def reopened(
    path: str, text: str, payload: Mapping[str, Any], schema: Schema
) -> OpenArticle | list[Problem]:
    """The article that `text` is, written in place of what `payload` made; or the mistakes that
    it brings into the head, so that nothing could be shown of it. path: `content/tin-tuc/a.md`.

    Raises DeskError (400, 422).
    """
    before = put_together(read_payload(payload)).data
    data = with_line_ends(read_text(path, before), text).encode("utf-8", "replace")
    known = {problem.sentence for problem in _head_errors(path, before, schema)}
    new = [each for each in _head_errors(path, data, schema) if each.sentence not in known]
    return new or open_article(path, data, schema)


def _head_errors(path: str, data: bytes, schema: Schema) -> list[Problem]:
    return [each for each in parse(path, data, schema).problems if each.severity == "error"]


def with_line_ends(before: str, text: str) -> str:
    """`text`, whose lines end in `\\n`, with the line ends and the byte mark of `before`: a line
    that was there, or was only changed, keeps its own, a new one gets what most have."""
    mark = BYTE_MARK if before.startswith(BYTE_MARK) else ""
    old = lines_of(before.removeprefix(BYTE_MARK))
    new = LINE_END.sub("\n", text).split("\n")
    usual = main_line_end([before])
    ended = [*_ended(old, new, usual), ""]
    for row in reversed(range(len(ended) - 1)):
        if ended[row].endswith("\r") and ended[row + 1].startswith("\n"):
            ended[row] = f"{ended[row][:-1]}\n"  # else the two ends would be one
    return mark + "".join(ended)


def _ended(old: Sequence[str], new: Sequence[str], usual: str) -> Iterator[str]:
    words = [line.rstrip("\r\n") for line in old]
    ends = [line[len(said) :] for line, said in zip(old, words, strict=True)]
    matcher = SequenceMatcher(None, words, new, autojunk=False)
    for _, first, stop, begin, end in matcher.get_opcodes():
        kept = ends[first:stop] if stop - first == end - begin else []
        for row in range(begin, end):
            own = kept[row - begin] if kept else ""
            yield new[row] + (own or usual if row < len(new) - 1 else "")


def refusal(problems: Sequence[Problem]) -> DeskError:
    """What an editor reads where the whole file cannot be taken apart."""
    said = [f"{WORDS.body.line.format(line=each.line)}: {each.sentence}" for each in problems]
    return DeskError(422, " ".join(said), problems[0].remedy)
