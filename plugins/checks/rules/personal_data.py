"""A private phone or identity number is not put before everybody by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.frontmatter.keys import known_key
from plugins.problems import Problem

# The first three digits of an identity number: the province of birth, by Circular 59/2021/TT-BCA.
PROVINCES = {
    *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27),
    *(30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49),
    *(51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79),
    *(80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
}
# The fourth: sex and century of birth, 0 and 1 for the 20th, 2 and 3 for the 21st.
CENTURIES = "0123"
# Any of both, and little else: most texts have none.
LONG_NUMBER = re.compile(r"[0+][\d .\-)]{9}")
# Not a part of a longer number, an amount, a document's code or an address.
BEFORE = r"(?<![\w/=&?#%@_])(?<!\d[.,:\-])(?<!\d )"
AFTER = r"(?![\w/=%@_])(?![.,:\-]\d)(?! \d{3})"
IDENTITY = re.compile(rf"{BEFORE}(0\d{{2}}\d{{9}}|0\d{{2}}([ .])\d{{3}}\2\d{{3}}\2\d{{3}}){AFTER}")
# Mobile numbers, by Circular 22/2014/TT-BTTTT and the change of prefixes in 2018.
MOBILE = re.compile(
    rf"(?:{BEFORE}0|(?<![\w/+])\(?\+84\)?[ .\-]?0?)"
    rf"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])(?:[ .\-]?\d){{7}}{AFTER}"
)
LINK = re.compile(r"\]\([^)\s]*|https?://\S+|\b(?:src|href)=[\"'][^\"']*")
# A number that an office gives to everybody says so just before.
PUBLIC = re.compile(r"đường dây nóng|hotline|tổng đài", re.IGNORECASE)
NEAR = 50
HIDDEN = "×"


# What people say and ask is shown as the body is.
IN_HEAD = ("title", "summary", "question", "asked_from", "claim", "corrections")


def check(article: Article) -> Iterator[Problem]:
    for offset, sentence, remedy in _find(article.prose):
        yield article.at(offset, sentence, remedy, "warning")
    for field in article.raw.fields if article.raw and article.head else ():
        if known_key(field.key) in IN_HEAD:
            for _, sentence, remedy in _find(field.typed):
                yield article.problem(field.value_line, 1, sentence, remedy, "warning")


def _find(prose: str) -> Iterator[tuple[int, str, str]]:
    """(offset, sentence, remedy)"""
    if LONG_NUMBER.search(prose) is None:
        return
    if "](" in prose or "://" in prose or "href" in prose:
        prose = LINK.sub(lambda link: " " * (link.end() - link.start()), prose)
    for found in IDENTITY.finditer(prose):
        digits = re.sub(r"\D", "", found[0])
        if int(digits[:3]) in PROVINCES and digits[3] in CENTURIES:
            sentence = f"“{found[0]}” có vẻ là số căn cước công dân."
            hidden = f"{digits[:3]}{HIDDEN * 6}{digits[-3:]}"
            yield found.start(), sentence, f"xóa số này, hoặc che bớt: {hidden}"
    for found in MOBILE.finditer(prose):
        if PUBLIC.search(prose, max(0, found.start() - NEAR), found.start()):
            continue
        sentence = f"“{found[0]}” có vẻ là số điện thoại di động của cá nhân."
        remedy = "xóa số này nếu người có số chưa đồng ý công khai; nên dùng số của cơ quan."
        yield found.start(), sentence, remedy
