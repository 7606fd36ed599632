"""A footnote is found by its two links: from the text to the note, and back.

So do Word, LibreOffice, Google Docs and our own pages write it, each with names of its own.
"""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from importing.document import Removed, letters
from plugins.shared.messages import gettext_noop

WHAT = gettext_noop("ký hiệu ghi chú cuối bài")
# In letters: what a mark says (`1`, `[1]`, `iv`), as against a link of a table of contents.
LONGEST_MARK = 6
HOLDERS = ("li", "div", "aside", "p", "td")


def name_footnotes(root: Tag) -> list[Removed]:
    """Marks become `<sup data-note="1"></sup>`, notes `<aside data-note="1">` at the end of `root`;
    what the marks said with letters."""
    places = {
        str(tag[key]): tag for key in ("name", "id") for tag in root.find_all(None, {key: True})
    }
    maker = BeautifulSoup("", "html.parser")
    removed: list[Removed] = []
    notes: list[Tag] = []
    numbers: dict[str, str] = {}
    for link in root.find_all("a", href=True):
        if not link.decomposed and (known := numbers.get(str(link["href"]))):
            _put_mark(link, known)  # the text comes to the note again
            continue
        holder = None if link.decomposed else _note_of(link, places)
        back = _link_back(holder, link) if holder else None
        if holder is None or back is None or link in holder.descendants:
            continue
        number = str(len(notes) + 1)
        for mark in (link, back):
            if letters(said := mark.get_text().strip()):
                removed.append(Removed(WHAT, said))
        numbers[str(link["href"])] = number
        _put_mark(link, number)
        _without(back)
        for other in holder.find_all("a", href=True):
            if str(other["href"]).startswith("#") and not letters(other.get_text()):
                _without(other)
        note = maker.new_tag("aside", attrs={"data-note": number})
        around, line = holder.parent, holder.find_previous_sibling(True)
        if line is not None and line.name == "hr" and holder.name != "li":
            line.decompose()
        for child in list(holder.children):
            note.append(child.extract())
        holder.decompose()
        notes.append(note)
        _clear(around, root)
    for note in notes:
        root.append(note)
    return removed


def _put_mark(link: Tag, number: str) -> None:
    sup = link.parent if link.parent is not None and link.parent.name == "sup" else link
    mark = BeautifulSoup("", "html.parser").new_tag("sup", attrs={"data-note": number})
    sup.replace_with(mark)


def _note_of(link: Tag, places: dict[str, Tag]) -> Tag | None:
    address = str(link["href"])
    if not address.startswith("#") or len(link.get_text().strip()) > LONGEST_MARK:
        return None
    place = places.get(address[1:])
    if place is None or place.decomposed:
        return None
    if place.name in HOLDERS and place.get_text().strip():
        return place
    holder = place.find_parent(HOLDERS)
    # Word: a paragraph in a `div` of the note alone.
    around = holder.parent if holder is not None else None
    if (
        around is not None
        and around.name == "div"
        and around.get("id")
        and holder
        and holder.name == "p"
    ):
        return around
    return holder


def _link_back(holder: Tag, link: Tag) -> Tag | None:
    around = [link, *link.parents, *link.find_all(True)][:4]
    names = {str(tag.get(key)) for tag in around for key in ("id", "name") if tag.get(key)}
    return next(
        (back for back in holder.find_all("a", href=True) if str(back["href"])[1:] in names), None
    )


def _without(back: Tag) -> None:
    parent = back.parent
    back.decompose()
    while parent is not None and parent.name in ("sup", "span") and not parent.get_text().strip():
        outer = parent.parent
        parent.decompose()
        parent = outer


def _clear(around: Tag | None, root: Tag) -> None:
    """The list or frame of notes, and the line above them, once they are gone."""
    ruled = False
    while around is not None and around is not root and not around.decomposed:
        if around.get_text().strip() or around.find("img"):
            return
        outer, before = around.parent, around.find_previous_sibling(True)
        ruled |= around.find("hr") is not None
        around.decompose()
        if not ruled and before is not None and before.name == "hr":
            before.decompose()
            ruled = True
        around = outer
