"""A passage pasted from a file with old fonts would be published as gibberish: it is refused."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.checks.spots import FIX, LegacySpot, legacy_passages
from plugins.problems import Problem

NAMES = {"tcvn3": "TCVN3 (phông .VnTime)", "vni": "VNI (phông VNI-Times)"}
SHOWN = 60
# A whole article in an old font is told once.
SINGLY = 3


def check(article: Article) -> Iterator[Problem]:
    if article.raw is None:
        return
    text = article.unmended
    found = list(legacy_passages(text, article.raw))
    if len(found) > SINGLY:
        last = text.count("\n", 0, found[-1].offset) + 1
        yield _problem(article, text, found[0], f"; còn {len(found) - 1} đoạn nữa đến dòng {last}")
        return
    for spot in found:
        yield _problem(article, text, spot, "")


def _problem(article: Article, text: str, spot: LegacySpot, more: str) -> Problem:
    line = text.count("\n", 0, spot.offset) + 1
    column = spot.offset - text.rfind("\n", 0, spot.offset)
    read, meant = _short(spot.before), _short(spot.after)
    sentence = f"“{read}” là chữ {NAMES[spot.encoding]}, đọc ra là “{meant}”{more}."
    remedy = f"chạy: {FIX}, hoặc chuyển mã sang Unicode bằng UniKey (Ctrl+Shift+F6) rồi dán lại."
    return article.problem(line, column, sentence, remedy)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
