"""What is kept of each article and page: typed records, and plain Pelican contents made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import msgspec
from pelican.contents import Article, Content, Page

from plugins.frontmatter.reader import publication
from plugins.frontmatter.schema import Head
from plugins.images.made import CardPicture, Prepared
from plugins.links.attachments import Attachment
from plugins.shared.messages import language
from plugins.shared.problems import Held, Problem
from plugins.shared.settings import Settings

# As written, whether the page itself shows the file, and where it led: kind and path.
ResolvedReference = tuple[str, bool, str, str]


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """Of an article or page, all but its text. It is read from all that `inputs` is a digest of.

    listed: digest of what other pages than its own may show of it. url, save_as: as published,
    whatever it is now: an article that becomes due is not read again. reads: files inside content/
    besides its own; article_links: paths inside content/, with lines. language: of what `problems`
    say, "" where there are none.
    """

    head: Head
    title: str
    summary: str
    template: str
    slug: str
    url: str
    save_as: str
    inputs: bytes = b""
    listed: bytes = b""
    wording: str = ""
    picture: CardPicture | None = None
    picture_files: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    references: tuple[ResolvedReference, ...] = ()
    article_links: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = ""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """What only the article's own page shows. inputs: as in its record; html: with Pelican's links
    to other articles still in it."""

    inputs: bytes
    html: str
    attachments: tuple[Attachment, ...] = ()
    styles: tuple[str, ...] = ()


class Pictures(msgspec.Struct, frozen=True):
    """Prepared photos of an article; inputs: a digest of what they were made of."""

    inputs: bytes
    prepared: tuple[Prepared, ...]


class Readings(msgspec.Struct, frozen=True):
    """All that the reading of one article or page gave."""

    record: Record
    text: Text
    pictures: Pictures


class Plain:
    """With plain attributes where Pelican has properties that compute; of a text it has none, nor
    of settings and context, so that later builds of a process may have the same one.

    listed: digest of all that other pages than its own may show of it.
    """

    lang = ""
    in_default_lang = True
    translations: tuple[object, ...] = ()
    url = save_as = status = template = summary = relative_source_path = ""
    state: Held = ""
    head: Head
    record: Record
    listed: bytes
    article_links: tuple[tuple[str, int], ...]

    def stable_parts(self) -> tuple[object, ...]:
        """What tells one from another in a digest."""
        return self.relative_source_path, self.listed


class PlainArticle(Plain, Article):  # type: ignore[misc]
    """An article without its text."""

    pass


class PlainPage(Plain, Page):  # type: ignore[misc]
    """A plain page without its text."""

    pass


class WholeArticle(PlainArticle):
    """An article with its text, for its own page."""

    content = ""


class WholePage(PlainPage):
    """A plain page with its text."""

    content = ""


def to_records(content: Content, problems: list[Problem]) -> Readings:
    """content: just read by Pelican; problems: that this found."""
    own, folder = vars(content), content.settings["PATH"]
    status, content.status = content.status, "published"
    record = Record(
        # One that was remembered lacks the fields that are as declared, and has another digest.
        head=replace(content.head),
        title=content.title,
        summary=content.metadata["summary"],
        template=content.template,
        slug=content.slug,
        url=content.url,
        save_as=content.save_as,
        wording=own.get("wording", ""),
        picture=own.get("card_picture"),
        picture_files=tuple(own.get("picture_files", ())),
        reads=tuple(
            sorted(file.relative_to(folder).as_posix() for file in own.get("files", {}).values())
        ),
        references=tuple(own.get("references", ())),
        article_links=tuple(own.get("article_links", ())),
        problems=tuple(problems),
        language=language() if problems else "",
    )
    content.status = status
    text = Text(
        b"", content._content, tuple(own.get("attachment_files", ())), tuple(own.get("styles", ()))
    )
    listed = msgspec.structs.replace(
        record, wording="", reads=(), references=(), article_links=(), problems=(), language=""
    )
    digest = sha256(msgspec.json.encode(listed)).digest()[:16]
    record = msgspec.structs.replace(record, listed=digest)
    return Readings(record, text, Pictures(b"", tuple(own.get("pictures", ()))))


def contents_of(
    records: Mapping[str, Record], last: dict[str, Plain], settings: Settings
) -> dict[str, Plain]:
    """By path inside content/. last: what was made of the records before, is brought up to date:
    of the same record, published alike, it is the same content."""
    for path in last.keys() - records.keys():
        del last[path]
    for path, record in records.items():
        shown = publication(record.head, settings)
        known = last.get(path)
        if known is None or known.record is not record or (known.status, known.state) != shown:
            last[path] = _from_record(path, record, *shown, settings["PATH"])
    return {path: last[path] for path in records}


def _from_record(path: str, record: Record, status: str, state: str, folder: str) -> Plain:
    """folder: content/."""
    head = record.head
    content: Plain = object.__new__(PlainArticle if head.section else PlainPage)
    content.__dict__.update(
        record=record,
        digest=record.inputs,
        head=head,
        title=record.title,
        summary=record.summary,
        section=head.section,
        status=status,
        state=state,
        slug=record.slug,
        url=record.url,
        save_as=record.save_as,
        template=record.template,
        source_path=f"{folder}/{path}",
        relative_source_path=path,
        wording=record.wording,
        listed=record.listed + f"{status} {state}".encode(),
        card_picture=record.picture,
        picture_files=record.picture_files,
        reads=record.reads,
        article_links=record.article_links,
    )
    if head.date:
        content.__dict__["date"] = head.date
    if head.modified:
        content.__dict__["modified"] = head.modified
    return content


def with_values(content: Plain, /, **values: object) -> Plain:
    """The same content with its text, or its pictures."""
    kind = WholePage if isinstance(content, PlainPage) else WholeArticle
    whole: Plain = object.__new__(kind)
    whole.__dict__.update(content.__dict__, **values)
    return whole
