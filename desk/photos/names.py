"""Whatever a camera, a phone or a sender called a file, its name here is good in an address."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from plugins.checks.rules.alt_quality import NO_WORDS
from plugins.shared.file_names import DEVICE, FORBIDDEN
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import fold, nfc
from tools.new import shortened

LONGEST_SHOWN, LONGEST = 80, 60
NAMELESS = "anh"
# Ends that some programs add: `hoi-nghi (1).jpg`, `hoi-nghi - Copy.jpg`.
COPY = re.compile(r"\s*(?:\(\d{1,3}\)|[-–]\s*(?:copy|bản sao)(?:\s*\(\d+\))?)\s*$", re.I)

# Of Zalo and of programs that count in hexadecimal.
NUMBER = re.compile(r"z?(?=[a-f_-]*\d)[\da-f]{8,}(?:[\s_-]+[\da-f]+)*")


def shown_name(sent: str) -> str:
    """The last part of a name as somebody's program sent it, as text that says what it seems to:
    no path, nothing invisible, no sign that a file system refuses; at most 80 characters."""
    name = nfc(re.split(r"[/\\]", sent)[-1])
    visible = (char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    name = FORBIDDEN.sub("", "".join(visible)).strip(" .")
    if len(name) > LONGEST_SHOWN:
        stem, dot, suffix = name.rpartition(".")
        kept = LONGEST_SHOWN - len(suffix) - 2
        name = f"{stem[:kept]}…{dot}{suffix}" if dot and kept > 0 else name[:LONGEST_SHOWN]
    return f"_{name}" if DEVICE.fullmatch(name) else name or NAMELESS


def stem_for(name: str, article: str, nameless: str = NAMELESS) -> str:
    """name: as `shown_name` gives it; article: `tin-tuc/a.md`, or "" for one without a name.
    nameless: begins a name that there are no words for, or that is a device of Windows.

    Its own words where it has some; else (`DSC_0012.JPG`) the article's, with a dash at the end:
    such a name needs a number.
    """
    words = name.rpartition(".")[0] or name
    while (shorter := COPY.sub("", words)) != words:
        words = shorter
    says_nothing = NO_WORDS.fullmatch(fold(words)) or NUMBER.fullmatch(fold(words))
    if not says_nothing and (slug := shortened(slugify(words), LONGEST)):
        return f"{nameless}-{slug}" if DEVICE.fullmatch(slug) else slug
    of_article = article.rpartition("/")[2].removesuffix(".md")
    return f"{shortened(slugify(of_article), LONGEST) or nameless}-"


def free_names(stem: str, suffix: str) -> Iterator[str]:
    """Without end, the best first: `a.jpg`, `a-2.jpg` …; of the stem `a-`: `a-1.jpg` …"""
    if not stem.endswith("-"):
        yield f"{stem}{suffix}"
    first = 1 if stem.endswith("-") else 2
    yield from (f"{stem.rstrip('-')}-{number}{suffix}" for number in itertools.count(first))
