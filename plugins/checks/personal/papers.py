"""Numbers of identity cards, passports and insurance cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.found import Found
from plugins.checks.personal.labels import is_code, is_named, label_before
from plugins.checks.personal.standing import digits_of, stands_alone
from plugins.shared.messages import gettext, gettext_noop

# The first three digits of an identity number: the province of birth, by Circular 59/2021/TT-BCA.
PROVINCES = {
    *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27),
    *(30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49),
    *(51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79),
    *(80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
}
# The fourth: sex and century of birth, 0 and 1 for the 20th, 2 and 3 for the 21st.
CENTURIES = "0123"
HIDDEN = "×"
IDENTITY = re.compile(r"\d{12}|\d{3}(?P<by>[ .-])\d{3}(?P=by)\d{3}(?P=by)\d{3}")
# Nine digits say nothing by themselves.
OLD_IDENTITY = re.compile(r"\d{9}|\d{3}(?P<by>[ .-])\d{3}(?P=by)\d{3}")
PASSPORT = re.compile(r"(?<![^\W_])[A-Za-z] ?\d{7,8}")
# A health card's has two letters; the social insurance's ten digits are its last.
INSURANCE = re.compile(r"(?<![^\W_])[A-Za-z]{2}[ .-]?\d(?:[ .-]?\d){12}|\d{10}|\d{3} \d{3} \d{4}")
NEAR = 40  # characters between the word and the number
REMEDY = gettext_noop("xóa số này, người đọc không cần biết.")


def find_papers(text: str, start: int, end: int) -> Iterator[Found]:
    """Of those that begin between start and end."""
    yield from _identities(text, start, end)
    for pattern, kind, what in (
        (PASSPORT, "passport", gettext_noop("số hộ chiếu")),
        (INSURANCE, "insurance", gettext_noop("số thẻ bảo hiểm của cá nhân")),
    ):
        for found in pattern.finditer(text, max(0, start - 3), end):
            if stands_alone(text, *found.span()) and is_named(kind, text, *found.span(), NEAR):
                yield Found(*found.span(), gettext(what), gettext(REMEDY))


def _identities(text: str, start: int, end: int) -> Iterator[Found]:
    last = -9
    for found in IDENTITY.finditer(text, start, end):
        alone = stands_alone(text, *found.span(), last)
        if alone and (is_named("identity", text, *found.span(), NEAR) or _is_identity(found)):
            last = found.end()
            yield _identity(found, gettext("số căn cước công dân"))
    for found in OLD_IDENTITY.finditer(text, start, end):
        if stands_alone(text, *found.span()) and is_named("identity", text, *found.span(), NEAR):
            yield _identity(found, gettext("số chứng minh nhân dân"))


def _is_identity(found: re.Match[str]) -> bool:
    """By what it looks like, where no word says that it is something else."""
    digits = digits_of(found[0])
    return (
        digits[0] == "0"
        and int(digits[:3]) in PROVINCES
        and digits[3] in CENTURIES
        and not is_code(found.string, found.start())
        and label_before(found.string, *found.span(), NEAR) != "account"
    )


def _identity(found: re.Match[str], what: str) -> Found:
    digits = digits_of(found[0])
    hidden = f"{digits[:3]}{HIDDEN * (len(digits) - 6)}{digits[-3:]}"
    return Found(*found.span(), what, gettext("xóa số này, hoặc che bớt: {hidden}", hidden=hidden))
