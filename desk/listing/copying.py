"""An article like one that is there begins as its copy: a draft under a name of its own."""

from __future__ import annotations

from desk.article.compose import main_line_end
from desk.article.head_text import change_fields
from desk.article.keys import Value
from desk.article.opening import open_article
from desk.history.now import change_of_new
from desk.history.people import who
from desk.shell.deeds import Deed, done
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.frontmatter.schema import Schema
from tools.new import STATUS, today, write_named


def duplicate(desk: Desk, path: str) -> str:
    """Path in content/ of the copy, in the same folder. Raises DeskError (422), OSError."""
    file = desk.content / path
    named = f"{desk.content.name}/{path}"
    title, data = copy_of(named, file.read_bytes(), desk.schema, today(desk.settings["TIMEZONE"]))
    copied = write_named(file.parent, title, data).relative_to(desk.content).as_posix()
    done(desk, Deed("copy", who(desk), (change_of_new(desk, copied),), title))
    return copied


def copy_of(path: str, data: bytes, schema: Schema, day: str) -> tuple[str, bytes]:
    """Its title, and the file: what is true of the original alone is not in it. path: as the editor
    knows it, `content/tin-tuc/a.md`. Raises DeskError (422)."""
    opened = open_article(path, data, schema)
    typed = opened.fields.get("title", "")
    title = WORDS.listing.new.copied.format(title=typed if isinstance(typed, str) else "").strip()
    fields: dict[str, Value] = {
        "title": title,
        "modified": "",
        "status": STATUS,
        "approval": "",
        "feedback": "",
        "aliases": (),
        "corrections": (),
        "minor": "",
    }
    if not opened.path.startswith(f"{schema.page_folder}/"):
        fields["date"] = day
    raws = [piece.raw for piece in opened.body]
    head = change_fields(opened.head, fields, main_line_end([opened.head, *raws]))
    return title, "".join((head, *raws)).encode()
