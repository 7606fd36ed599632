"""The words of RTF that say something here, and what is known while a text is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.shared.messages import gettext_noop

from .rich_text import Align, Script

MOST_DEEP = 1_000  # groups inside each other
# Character sets of fonts ([MS-RTF] `fcharset`) and the code pages in which their text is kept.
PAGES: Mapping[int, str] = {
    **{0: "", 1: "", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257"},
    **{204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
CHARACTERS: Mapping[str, str] = {
    **{"line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " "},
    **{"page": " ", "column": " ", "softline": "\n"},
}
SIGNS: Mapping[bytes, str] = {
    **{b"~": "\u00a0", b"-": "\u00ad", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"},
}
# Groups of which nothing is shown, and others whose text is kept apart.
UNSEEN = frozenset(
    """colortbl stylesheet info generator listtable listoverridetable rsidtbl themedata
    colorschememapping latentstyles datastore xmlnstbl pgdsctbl filetbl revtbl objdata nonshppict
    shprslt fldtype bkmkstart bkmkend atnid atnauthor atnref atndate atrfstart atrfend sp listname
    falt panose mmathPr template pntxta pntxtb passwordhash protusertbl ftnsep ftnsepc ftncn
    aftnsep aftnsepc aftncn docvar userprops formfield datafield""".split()  # noqa: SIM905
)
APART: Mapping[str, str] = {
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        gettext_noop("đầu trang, chân trang"),
    ),
    "annotation": gettext_noop("nhận xét của Word"),
}
# Groups with paragraphs of their own.
APART_FLOWS = {"footnote": "note", "shptxt": "box", "dptxbxtext": "box"}
NAMED = ("fonttbl", "fldinst", "listtext", "pntext", "pict")
SHOWN = frozenset(("shppict", "shpinst", "do", "fldinst", "ud", "nesttableprops", "pn"))
LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
STYLE = re.compile(rb"\{(?:\\\*)?\\s(\d{1,5})\b[^{}]*?\s?([^\\{};]{1,60});\}")
MOST_PICTURE = 64_000_000  # bytes


@dataclass(frozen=True)
class Looks:
    """Of what comes next in a group. target: what its text is for, "" for the article's."""

    target: str = ""
    font: int = -1
    size: float = 12
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    capitals: bool = False
    script: Script = ""
    link: str = ""
    fallback: int = 1  # characters that stand after one of Unicode for those that can't read it


@dataclass(frozen=True)
class ParagraphShape:
    """Of the paragraph."""

    align: Align = ""
    style: int = 0
    in_table: bool = False
    list: str = ""
    level: int = 0


@dataclass
class RowShape:
    """borders: right edges of cells, in twips; flags: words said of each cell."""

    borders: list[int] = field(default_factory=list)
    flags: list[frozenset[str]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
