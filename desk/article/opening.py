"""A file is opened as a form and pieces of text, without losing a byte of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from desk.article.body_text import lines_of, read_pieces
from desk.article.head_text import BYTE_MARK, read_values
from desk.article.keys import Value
from desk.article.pieces import Piece
from desk.shell.errors import DeskError
from plugins.frontmatter.encoding import as_typed, byte_mark, decode
from plugins.frontmatter.head import RawHead
from plugins.frontmatter.parsed import ParsedArticle, parse, parse_text
from plugins.frontmatter.schema import Schema
from plugins.vietnamese.text import nfc


@dataclass(frozen=True)
class OpenArticle:
    """path: inside content/; base: SHA-256 of the bytes, in hex; "" where there is no file yet.

    head: as it stands in the file, byte mark included; fields: what it says, by English key; head
    and the body's raws joined are the file. encoding: "utf-16" or "utf-32" where it is one of
    these: saved again, it will be in UTF-8; else "".
    """

    path: str
    base: str
    head: str
    fields: dict[str, Value]
    body: tuple[Piece, ...]
    encoding: str = ""

    def as_json(self) -> dict[str, object]:
        return {**vars(self), "body": [piece.as_json() for piece in self.body]}


def open_article(path: str, data: bytes, schema: Schema) -> OpenArticle:
    """path: `content/tin-tuc/a.md`. Raises DeskError (422) for what is no text."""
    text = read_text(path, data)
    article = _parsed(path, data, text, schema)
    bare = text.lstrip(BYTE_MARK)
    lines = lines_of(bare)
    above = article.text[: article.body_start]
    rows = above.count("\n") + bool(above and not above.endswith("\n"))
    head = text[: len(text) - len(bare)] + "".join(lines[:rows])
    body = read_pieces(article, lines[rows:])
    fields = read_values(RawHead(article.fields, "", 1, article.fenced))
    encoding = byte_mark(data).removeprefix("utf-8")
    base = sha256(data).hexdigest() if data else ""
    return OpenArticle(path.partition("/")[2], base, head, fields, body, encoding)


def read_text(path: str, data: bytes) -> str:
    """The text of a file with its line ends, and with the byte mark of UTF-8."""
    try:
        as_typed(data)
        return data.decode(byte_mark(data) or "utf-8")
    except UnicodeDecodeError:
        problem = decode(data, path)[1][0]
        raise DeskError(422, problem.sentence, problem.remedy) from None


def _parsed(path: str, data: bytes, text: str, schema: Schema) -> ParsedArticle:
    article = parse(path, data, schema)
    return article if article.text or not text else parse_text(nfc(as_typed(data)))
