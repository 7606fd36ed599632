"""Each photo of an article becomes a `picture` in the sizes that the theme shows it in."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from plugins.frontmatter.body import Body
from plugins.images.made import Prepared
from plugins.images.picture import OURS, address_of, largest, picture_html
from plugins.images.plan import Focus
from plugins.images.reading import NotAPictureError
from plugins.images.store import ImageStore
from plugins.links.attachments import Attachment
from plugins.shared.file_kinds import is_published
from plugins.shared.picture_kinds import PICTURES as KINDS
from plugins.shared.problems import Problem

# The sanitiser's output has every attribute in double quotes, so the pattern is exact.
TAG = re.compile(r'<(/?)(figure|a|img|video)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
# How wide the theme shows a photo (theme/static/css/article.css, plugins/captions/css):
# the measure of 38rem, else the whole screen; galleries in two columns. A rem less is said, so
# that a file of 800 px serves a phone of 412 at 2×, and one of 1200 a desktop.
WHOLE = "(min-width:48rem) 37rem,calc(100vw - 1rem)"
HALF = "(min-width:45rem) 18.5rem,(min-width:35rem) calc(50vw - 1.5rem),calc(100vw - 2rem)"
GALLERY = "gallery"
RECENT = 100
PICTURE_KINDS = {suffix.lstrip(".") for suffix in KINDS}
# Of an attached picture: how heavy its copy is, is not yet known.
SIZE = "{width} × {height}"


class ArticlePictures:
    """root: the site's path, without a slash at its end."""

    def __init__(self, store: ImageStore, content: Path, root: str) -> None:
        # The same photo often illustrates many articles; this lives for one build.
        self._prepared = lru_cache(maxsize=RECENT)(store.prepare)
        self._content = content
        self._root = root

    def __call__(self, content: str, body: Body) -> str:
        """The facts' `pictures`: what was prepared of each, in order."""
        pictures = body.facts.pictures
        if not body.facts.files:
            return content
        figures: list[str] = []
        in_link = False
        parts, done = [], 0
        for tag in TAG.finditer(content):
            closing, name, written = tag.groups()
            attributes = {key: html.unescape(value) for key, value in ATTRIBUTE.findall(written)}
            if name == "figure":
                figures = figures[:-1] if closing else [*figures, attributes.get("class", "")]
            elif name != "img":
                in_link = not closing if name == "a" else in_link
                shown = self._link(tag, attributes, "href" if name == "a" else "poster", body)
                parts.append(content[done : tag.start()] + shown)
                done = tag.end()
            else:
                shown = self._picture(attributes, body, pictures, figures, in_link)
                parts.append(content[done : tag.start()] + (shown or tag.group()))
                done = tag.end()
        attached = body.facts.attachment_files
        body.facts.attachment_files = [self._attachment(each, body) for each in attached]
        return "".join([*parts, content[done:]])

    def _picture(
        self,
        attributes: dict[str, str],
        body: Body,
        pictures: list[Prepared],
        figures: list[str],
        in_link: bool,
    ) -> str:
        """The picture's HTML, in a link to its largest file where it has a figure; "" if lost."""
        prepared = self._prepare(attributes.get("src", ""), body)
        if prepared is None:
            return ""
        pictures.append(prepared)
        shown = picture_html(
            prepared.photo,
            attributes.get("alt", ""),
            HALF if GALLERY in figures else WHOLE,
            first=len(pictures) == 1,
            root=self._root,
            attributes=[(key, value) for key, value in attributes.items() if key not in OURS],
        )
        if not figures or in_link:
            return shown
        return f'<a href="{html.escape(self._largest(prepared))}">{shown}</a>'

    def _link(self, tag: re.Match[str], attributes: dict[str, str], name: str, body: Body) -> str:
        """A photo's address leads to its cleaned copy: originals, with their GPS, stay at home."""
        address = attributes.get(name, "")
        prepared = self._copy_of(address, body)
        if prepared is None:
            return tag.group()
        return tag.group().replace(
            f'{name}="{html.escape(address)}"', f'{name}="{html.escape(self._largest(prepared))}"'
        )

    def _attachment(self, attachment: Attachment, body: Body) -> Attachment:
        """A photo to take home is its cleaned copy too."""
        if attachment.kind.lower() not in PICTURE_KINDS:
            return attachment
        prepared = self._copy_of(attachment.address, body)
        if prepared is None:
            return attachment
        address = self._largest(prepared)
        kind = address.rpartition(".")[2].upper()
        size = SIZE.format(width=prepared.width, height=prepared.height)
        return replace(attachment, address=address, kind=kind, size=size)

    def _copy_of(self, address: str, body: Body) -> Prepared | None:
        """Noted among the article's pictures; None for what goes out as it is."""
        file = body.facts.files.get(address)
        if file is None or is_published(file.name):
            return None
        prepared = self._prepare(address, body)
        if prepared is not None:
            body.facts.pictures.append(prepared)
        return prepared

    def _prepare(self, address: str, body: Body) -> Prepared | None:
        file = body.facts.files.get(address)
        if file is None:
            return None
        place = file.relative_to(self._content).as_posix()
        focus = Focus(*body.head.focus) if body.head.focus else Focus()
        try:
            return self._prepared(file, place, focus)
        except NotAPictureError as problem:
            line = body.line_of(file.name)
            body.problems.append(
                Problem(body.path, line, 1, "error", problem.sentence, problem.remedy)
            )
            return None

    def _largest(self, prepared: Prepared) -> str:
        """The widest file in the format that every program opens."""
        return address_of(largest(prepared.photo), self._root)
