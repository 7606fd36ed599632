"""A page of an old portal becomes a document: its parts by the portal's profile, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from importing import clean_html, page_tree, word_html
from importing.document import (
    Hints,
    NotAnArticleError,
    Removed,
    SourceDocument,
    letters,
)
from importing.page_heads import (
    Found,
    authors_of,
    bare_title_of,
    date_of,
    finding_of,
    labelled_of,
    old_addresses,
    without_agency,
)
from importing.profiles import Page, Profile, profile_of
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.text import nfc, tone_key

OUTSIDE = gettext_noop("phần ngoài bài (đầu trang, trình đơn, chân trang)")
EXTRA = gettext_noop("phần thừa mà mẫu của cổng ghi là bỏ")
AGAIN = gettext_noop("sapo lặp lại trong thân bài")
TITLE_AGAIN = gettext_noop("tiêu đề lặp lại trong thân bài")
# In letters: less is a list, a form or an empty page; where a profile says what a body is, too.
SHORTEST, SHORTEST_KNOWN = 80, 20
WORDS = re.compile(r"\w+")


def read_page(
    name: str,
    html: str,
    profiles: Sequence[Profile],
) -> SourceDocument | None:
    """None for a page without an article: a list, a form. Raises NotAnArticleError."""
    try:
        tree = page_tree.parse(word_html.with_styles(html))
    except ValueError as cause:
        raise NotAnArticleError(gettext("Trang {cause}: máy không đọc.", cause=cause)) from None
    office = word_html.kind_of(html)
    page = Page(tree, html.lower())
    profile = profile_of(page, profiles)
    if office and not any(map(page.select, profile.body)):
        return office_page(name, office, tree)
    return _portal_page(name, html, page, profile)


def office_page(name: str, kind: str, page: BeautifulSoup) -> SourceDocument:
    """Nothing around the text: what is title and lead, the document's looks say. page: changed."""
    _without_meta(page)
    total = letters(page_tree.visible(page))
    removed = word_html.prepare(page)
    cleaned = clean_html.clean_tag(page)
    return SourceDocument(
        name,
        kind,
        cleaned.html,
        removed=(*removed, *cleaned.removed),
        dropped=cleaned.dropped,
        notes=cleaned.notes,
        letters_in=total,
    )


def _portal_page(
    name: str,
    html: str,
    page: Page,
    profile: Profile,
) -> SourceDocument | None:
    body = _body(page, profile)
    if body is None:
        return None
    taken = _Taken(page, body)
    title, lead = taken.first(profile.title, is_long=True), taken.first(profile.lead, is_long=True)
    date = taken.first(profile.date)
    author, source = taken.first(profile.author), taken.first(profile.source)
    category = taken.first(profile.category)
    if category:
        taken.removed.append(Removed(gettext("chuyên mục của trang cũ"), category.text))
    tags = tuple(dict.fromkeys(text for each in taken.every(profile.tags) if (text := each.text)))
    _without_meta(page.tree)
    shown = letters(page_tree.visible(page.tree)) + taken.letters
    removed = [*taken.removed]
    for selector in profile.remove:
        for part in page.select(selector):
            if not part.decomposed and part is not body and body not in part.descendants:
                removed += _taken_out(part, EXTRA)
    photos = [*_photos(page, body, profile)]
    _take_files(page, body, profile)
    body.extract()
    for photo in reversed(photos):
        body.insert(0, photo)
    removed += _taken_out(page.tree, OUTSIDE)
    whole = BeautifulSoup("", "html.parser", multi_valued_attributes=None)
    whole.append(body)
    if not profile.own:
        removed += word_html.prepare(whole)
    cleaned = clean_html.clean_tag(whole)
    content = cleaned.html
    if title:
        bare = bare_title_of(title)
        if rest := title.text[len(bare) :]:
            removed.append(Removed(gettext("tên cổng sau tiêu đề"), rest.strip(" |–—»-")))
        title = replace(title, text=bare)
        content, said = _without_again(content, title.text, TITLE_AGAIN)
        removed += said
    if lead:
        content, said = _without_again(content, lead.text, AGAIN)
        removed += said
    hints = Hints(
        title=finding_of(title),
        lead=finding_of(lead),
        date=date_of(date, removed),
        source=labelled_of(source, removed),
        category=finding_of(category),
        authors=authors_of(author, removed),
        tags=tags,
        old_addresses=old_addresses(html),
    )
    hints, content, said = without_agency(hints, content)
    document = SourceDocument(
        name,
        f"trang {profile.name}",
        content,
        hints=hints,
        removed=(*removed, *said, *cleaned.removed),
        dropped=cleaned.dropped,
        notes=cleaned.notes,
        letters_in=shown,
    )
    return document if _says_enough(document, profile) else None


class _Taken:
    """Parts of the head, taken out of the page with their letters."""

    def __init__(self, page: Page, body: Tag) -> None:
        self._page, self._body = page, body
        self.letters = 0
        self.removed: list[Removed] = []

    def first(self, selectors: Sequence[str], is_long: bool = False) -> Found | None:
        for selector in selectors:
            for tag in self._page.select(selector):
                if text := self._text(tag, is_long):
                    return Found(text, selector)
        return None

    def every(self, selectors: Sequence[str]) -> Iterator[Found]:
        for selector in selectors:
            for tag in self._page.select(selector):
                if self._body not in tag.parents and tag is not self._body and (text := _said(tag)):
                    yield Found(text, selector)

    def _text(self, tag: Tag, is_long: bool) -> str:
        """What a field says; the tag is gone then, and its letters are counted."""
        if tag is self._body or self._body in tag.descendants:
            return ""
        said = _said(tag)
        if not said or (not is_long and len(said) > 300):
            return ""
        if tag.name in ("meta", "title"):
            self.letters += letters(said)  # not seen on the page, but told of it
            return said
        self.letters += letters(said)
        tag.decompose()
        return said


def _said(tag: Tag) -> str:
    if tag.decomposed:
        return ""
    text = str(tag.get("content") or "") if tag.name == "meta" else ""
    if tag.name == "time" and tag.get("datetime"):
        text = str(tag["datetime"])
    return " ".join(nfc(page_tree.INVISIBLE.sub("", text or tag.get_text(" "))).split())


def _without_meta(page: Tag) -> None:
    for tag in page.find_all(["meta", "title"]):
        tag.decompose()


def _taken_out(tag: Tag, what: str) -> list[Removed]:
    text = " ".join(page_tree.visible(tag).split())
    tag.decompose() if tag.parent else tag.clear()
    return [Removed(what, text)] if text else []


def _body(page: Page, profile: Profile) -> Tag | None:
    for selector in profile.body:
        found = [tag for tag in page.select(selector) if letters(tag.get_text()) >= SHORTEST_KNOWN]
        if found:
            return max(found, key=lambda tag: letters(tag.get_text()))
    return _most_text(page.tree) if not profile.signs else None


def _most_text(page: Tag) -> Tag | None:
    """The part with the most letters in paragraphs, or in bare text, right inside it."""
    best, most = None, SHORTEST
    for tag in page.find_all(["div", "td", "article", "main", "section", "span", "font"]):
        own = 0
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "p":
                own += letters(child.get_text())
            elif isinstance(child, NavigableString):
                own += letters(child)
        if own > most:
            best, most = tag, own
    if best is None and letters(page_tree.visible(page)) >= SHORTEST:
        whole = BeautifulSoup("", "html.parser").new_tag("div")
        for child in list(page.children):
            if not (isinstance(child, Tag) and child.name in ("meta", "title")):
                whole.append(child.extract())
        page.append(whole)
        return whole
    return best


def _take_files(page: Page, body: Tag, profile: Profile) -> None:
    """Links to attachments that stand outside the body become its last list."""
    maker = BeautifulSoup("", "html.parser")
    links = [
        tag
        for selector in profile.files
        for tag in page.select(selector)
        if tag.get("href") and body not in tag.parents and _said(tag)
    ]
    if links:
        items = maker.new_tag("ul")
        for link in links:
            item = maker.new_tag("li")
            item.append(link.extract())
            items.append(item)
        body.append(items)


def _photos(page: Page, body: Tag, profile: Profile) -> Iterator[Tag]:
    """Figures that stand outside the body, with the captions that the profile knows."""
    for selector in profile.photos:
        for tag in page.select(selector):
            if (
                tag.decomposed
                or body in tag.descendants
                or body in tag.parents
                or not tag.find("img")
            ):
                continue
            figure = BeautifulSoup("", "html.parser").new_tag("figure")
            for image in tag.find_all("img"):
                figure.append(image.extract())
            captions = (
                found for each in profile.captions if (found := soupsieve.select_one(each, tag))
            )
            if caption := next(captions, None):
                caption.name = "figcaption"
                caption.attrs.clear()
                figure.append(caption.extract())
            tag.extract()
            yield figure


def _without_again(html: str, said: str, what: str) -> tuple[str, list[Removed]]:
    """The body's first blocks without one that says only what the head says."""
    wanted = _words(said)
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    for tag in soup.find_all(["p", "h2", "h3", "li", "figcaption"], limit=4):
        if (
            tag.name in ("p", "h2", "h3")
            and wanted
            and _words(tag.get_text(" ")) == wanted
            and not tag.find("img")
        ):
            text = " ".join(tag.get_text(" ").split())
            tag.decompose()
            return str(soup).strip(), [Removed(what, text)]
    return html, []


def _words(text: str) -> list[str]:
    return WORDS.findall(tone_key(text))


def _says_enough(document: SourceDocument, profile: Profile) -> bool:
    least = SHORTEST_KNOWN if profile.signs else SHORTEST
    return letters(re.sub("<[^>]*>", "", document.html)) >= least or bool(document.hints.lead)
