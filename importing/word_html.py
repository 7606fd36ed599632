"""What Word, LibreOffice and Google Docs put on the clipboard, or save as HTML, becomes plain HTML.

Word says a list's item by `mso-list: l0 level2 lfo1` on a paragraph, and writes its sign as text
that is to be ignored; comments are links and frames of their own. Google Docs says bold by classes
of its style sheet, and a list's level by the list's class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from importing.document import Removed, letters
from importing.page_tree import style_of, visible
from plugins.shared.messages import gettext_noop

WORD = re.compile(r"mso-|class=[\"']?Mso|urn:schemas-microsoft-com:office|<o:p", re.I)
LIBRE = re.compile(r"<meta\b[^>]*content=[\"'](?:LibreOffice|OpenOffice)", re.I)
GOOGLE = re.compile(r"docs-internal-guid|\bdoc-content\b|lst-kix_|googledoc", re.I)
KINDS = ((WORD, "Word (HTML)"), (LIBRE, "LibreOffice (HTML)"), (GOOGLE, "Google Docs (HTML)"))
# Signs of these are in the first pages.
LOOKED_AT = 200_000

COMMENTS = gettext_noop("nhận xét của Word")
DELETED = gettext_noop("chữ đã xóa khi theo dõi sửa đổi")
MARKERS = gettext_noop("dấu đầu mục của Word")
LEVEL = re.compile(r"\bl(\d+)\s+level(\d+)")
IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
COUNTED = re.compile(r"\(?(?:(?P<number>\d+)|(?P<roman>[ivx]+)|(?P<letter>[a-zđ]))[.)]", re.I)
GOOGLE_LIST = re.compile(r"\blst-(\S+)-(\d+)\b")
RULE = re.compile(r"\.(c\d+)\s*\{([^}]*)\}")
TOLD = ("font-weight", "font-style", "vertical-align", "text-align", "font-size", "text-decoration")
DEEPEST = 9


def kind_of(html: str) -> str:
    """“Word (HTML)” and the like; "" for a page of anything else."""
    start = html[:LOOKED_AT]
    return next((name for pattern, name in KINDS if pattern.search(start)), "")


def with_styles(html: str) -> str:
    """Google's style sheet said again at each element that it is for: parsing leaves it out."""
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", html, re.I | re.S)
    rules = {
        name: ";".join(part for part in said.split(";") if part.split(":")[0].strip() in TOLD)
        for sheet in sheets
        for name, said in RULE.findall(sheet)
    }
    if not rules:
        return html

    def styled(match: re.Match[str]) -> str:
        said = ";".join(rules.get(name, "") for name in match[1].split())
        return (
            f'class="{match[1]}" style="{said.replace(chr(34), "")}"'
            if said.strip(";")
            else match[0]
        )

    return re.sub(r'class="([^"]*)"(?! style=)', styled, html)


def prepare(soup: BeautifulSoup) -> list[Removed]:
    """Changes the parsed page in place; what was taken out."""
    removed = [*_without_comments(soup), *_without_deleted(soup)]
    removed += _word_lists(soup)
    _google_lists(soup)
    _tighten(soup)
    _plain_headings(soup)
    return removed


def _without_comments(soup: Tag) -> Iterator[Removed]:
    for tag in soup.find_all(_is_comment):
        if not tag.decomposed:
            yield from _taken(tag, COMMENTS)


def _is_comment(tag: Tag) -> bool:
    style = str(tag.get("style") or "").lower()
    names = str(tag.get("class") or "").lower().split()
    return (
        "mso-element:comment" in style
        or "mso-special-character:comment" in style
        or not {"msocomanchor", "msocommentreference", "msocomtxt", "msocomoff"}.isdisjoint(names)
    )


def _without_deleted(soup: Tag) -> Iterator[Removed]:
    for tag in soup.find_all("del"):
        yield from _taken(tag, DELETED)
    for tag in soup.find_all("ins"):
        tag.unwrap()


def _taken(tag: Tag, what: str) -> Iterator[Removed]:
    if text := " ".join(visible(tag).split()):
        yield Removed(what, text)
    tag.decompose()


# -- lists -------------------------------------------------------------------------------------


def _word_lists(soup: BeautifulSoup) -> list[Removed]:
    removed: list[Removed] = []
    for first in soup.find_all("p"):
        if first.decomposed or not _level(first):
            continue
        items = [first, *takewhile(_level, _following(first))]
        top = _nested(soup, items, removed)
        first.insert_before(*top)
        for item in items:
            item.decompose()
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        for sign in heading.find_all(_is_sign):
            sign.replace_with(" ".join(sign.get_text().split()) + " ")
    return removed


def _following(tag: Tag) -> Iterator[Tag]:
    """Elements that touch one another, blanks aside."""
    for sibling in tag.next_siblings:
        if isinstance(sibling, Tag):
            yield sibling
        elif isinstance(sibling, NavigableString) and sibling.strip():
            return


def _level(tag: Tag) -> int:
    """From 1; 0 for what is no item."""
    found = LEVEL.search(style_of(tag).get("mso-list", "")) if tag.name == "p" else None
    return min(int(found[2]), DEEPEST) if found else 0


def _nested(soup: BeautifulSoup, items: list[Tag], removed: list[Removed]) -> list[Tag]:
    """Lists in lists; an item two levels deeper than the one before stands one deeper."""
    top: list[Tag] = []
    open_lists: list[tuple[int, Tag]] = []
    for item in items:
        level = _level(item)
        name, attributes = _sign(item, removed)
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == level and open_lists[-1][1].name != name:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = soup.new_tag(name, attrs=attributes)
            inside = open_lists[-1][1].find_all("li", recursive=False)[-1] if open_lists else None
            if inside is None:
                top.append(made)
            else:
                inside.append(made)
            open_lists.append((level, made))
        li = soup.new_tag("li")
        for child in list(item.children):
            li.append(child.extract())
        open_lists[-1][1].append(li)
    return top


def _sign(item: Tag, removed: list[Removed]) -> tuple[str, dict[str, str]]:
    """The list's tag and attributes, by the sign that Word wrote, which is taken out."""
    text = ""
    for sign in item.find_all(_is_sign):
        if not sign.decomposed:
            text += sign.get_text()
            sign.decompose()
    text = "".join(text.split())
    found = COUNTED.fullmatch(text)
    if (letters(text) and text != "o") or text == "o":
        removed.append(Removed(MARKERS, text))
    if not found:
        return "ul", {}
    if found["number"]:
        return "ol", {} if found["number"] == "1" else {"start": found["number"]}
    kind = "i" if found["roman"] else "a"
    return "ol", {"type": kind.upper() if text.strip("().").isupper() else kind}


def _is_sign(tag: Tag) -> bool:
    return IGNORED.search(str(tag.get("style") or "")) is not None


def _google_lists(soup: Tag) -> None:
    """A list of a deeper level stands behind the one whose last item it belongs to."""
    for tag in soup.find_all(["ul", "ol"]):
        level = _google_level(tag)
        before = tag.find_previous_sibling(True)
        while level and isinstance(before, Tag) and _is_google_list(before):
            items = before.find_all("li", recursive=False)
            if not items:
                break
            if _google_level(before) < level:
                inner = items[-1].find_all(["ul", "ol"], recursive=False)
                if inner and _google_level(inner[-1]) < level:
                    before = inner[-1]
                    continue
                if inner and _google_level(inner[-1]) == level and inner[-1].name == tag.name:
                    for item in tag.find_all("li", recursive=False):
                        inner[-1].append(item.extract())
                    tag.decompose()
                else:
                    items[-1].append(tag.extract())
            break
    for tag in soup.find_all(["ul", "ol"]):
        before = tag.find_previous_sibling(True)
        if isinstance(before, Tag) and _is_google_list(tag) and _same_list(before, tag):
            for item in tag.find_all("li", recursive=False):
                before.append(item.extract())
            tag.decompose()


def _google_level(tag: Tag) -> int:
    found = GOOGLE_LIST.search(str(tag.get("class") or ""))
    return int(found[2]) if found else 0


def _is_google_list(tag: Tag) -> bool:
    return tag.name in ("ul", "ol") and GOOGLE_LIST.search(str(tag.get("class") or "")) is not None


def _same_list(first: Tag, second: Tag) -> bool:
    one, other = (GOOGLE_LIST.search(str(tag.get("class") or "")) for tag in (first, second))
    return bool(one and other and one.groups() == other.groups() and first.name == second.name)


def _tighten(soup: Tag) -> None:
    """Office programs put a paragraph into each item; ours stand close unless there are several."""
    for item in soup.find_all("li"):
        paragraphs = item.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _plain_headings(soup: Tag) -> None:
    """A heading is bold by itself."""
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        for tag in heading.find_all(["b", "strong", "i", "em", "u"]):
            if tag.get_text().strip() == heading.get_text().strip():
                tag.unwrap()
