"""An article says that it is in another language than its site: it becomes a translation."""

from __future__ import annotations

from plugins.frontmatter.fields import Fields
from plugins.frontmatter.schema import Schema
from plugins.shared.messages import gettext
from plugins.vietnamese.text import fold

# By code, as editors write them in Vietnamese; the first is offered.
NAMES: dict[str, tuple[str, ...]] = {
    "vi": ("tiếng Việt", "Việt", "Vietnamese"),
    "en": ("tiếng Anh", "Anh", "English"),
}


def language_of(typed: str, schema: Schema) -> str | None:
    """A code, "" for the site's own language, None where it has no words of the one that is
    meant."""
    wanted = " ".join(fold(typed).split())
    named = {fold(name): code for code, names in NAMES.items() for name in names}
    code = named.get(wanted, wanted)
    if code in ("", schema.language):
        return ""
    return code if code in schema.languages else None


def read_lang(fields: Fields, schema: Schema) -> str:
    """As `language_of`; "" also where it was refused."""
    typed = fields.text("lang")
    code = language_of(typed, schema)
    if code is not None:
        return code
    known = "; ".join(
        f"{each} ({NAMES[each][0]})" if each in NAMES else each for each in schema.languages
    )
    first = next(iter(schema.languages[1:]), schema.language)
    offered = NAMES[first][0] if fields.vietnamese and first in NAMES else first
    remedy = fields.line("lang", offered) + "\n" + gettext("các ngôn ngữ có: {known}.", known=known)
    fields.refuse(
        "lang", gettext("trang không có lời của ngôn ngữ “{typed}”.", typed=typed), remedy
    )
    return ""
