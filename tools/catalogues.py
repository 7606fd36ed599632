"""Who changes a message sees at once which English is missing.

`python -m tools.catalogues` reads all messages of the code, brings plugins/shared/locale/ up to
date and names what has no English yet; the exit code is 1 then.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from plugins.shared.messages import CATALOGUES, TRANSLATED
from tools.places import ROOT

# Each has a catalogue of its name; files of the root are in that of `tools`.
ROOMS = ("desk", "importing", "plugins", "tools")
# Its texts are shown by tools/cli.py.
TASKS = "tasks.py"
# The same bytes, whenever they are written.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"gettext": None, "gettext_noop": None, "ngettext": (1, 1)}


def files_of(room: str) -> list[Path]:
    """The room's code, without its tests."""
    files = [*(ROOT / room).rglob("*.py"), *(ROOT.glob(TASKS) if room == "tools" else ())]
    return sorted(
        file for file in files if not file.name.startswith(("test_", "testing", "conftest"))
    )


def messages_of(file: Path) -> Iterator[str | tuple[str, str]]:
    """msgids in the order of the file; a pair where English has two forms."""
    if file.name == TASKS:
        yield from texts_of_commands(ast.parse(file.read_text("utf-8")))
    for _, found, _, _ in extract_from_file("python", file, keywords=KEYWORDS):
        if isinstance(found, str):
            yield found
        else:
            singular, plural = found
            yield singular, plural


def texts_of_commands(tree: ast.Module) -> Iterator[str]:
    """What commands and their options do: docstrings, and texts in annotations."""
    for command in tree.body:
        if isinstance(command, ast.FunctionDef) and not command.name.startswith("_"):
            yield ast.get_docstring(command) or ""
            given = command.args
            for argument in (*given.args, given.vararg, *given.kwonlyargs):
                match argument and argument.annotation:
                    case ast.Subscript(slice=ast.Tuple(elts=[_, ast.Constant(value=str(told))])):
                        yield told  # Annotated[int, "…"]


def catalogue_file(room: str, language: str) -> Path:
    """The `.po` of a room in a language."""
    return CATALOGUES / language / "LC_MESSAGES" / f"{room}.po"


def read_catalogue(file: Path) -> Catalog:
    """An empty one where there is no file yet."""
    if not file.exists():
        return Catalog(locale=file.parents[1].name, fuzzy=False)
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parents[1].name)


def updated(room: str, before: Catalog) -> Catalog:
    """With just the messages that the room's code has, and the translations of `before`.

    A message that was changed has none: what is near it may say something else.
    """
    now = Catalog(
        locale=before.locale,
        project="portal",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        header_comment=f"# What {room}/ says to editors and publishers.",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
    )
    for file in files_of(room):
        for message in messages_of(file):
            known = before.get(message if isinstance(message, str) else message[0])
            now.add(message, known.string if known else "")
    return now


def text_of(catalogue: Catalog) -> bytes:
    """A .po file: sorted, without places and times, so that two branches seldom meet."""
    written = io.BytesIO()
    write_po(written, catalogue, no_location=True, sort_output=True, width=100)
    return written.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A .mo file, as gettext reads it."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages without a translation, or with a form missing."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not (message.string and all(message.string))
    ]


def main() -> int:
    """Brings all catalogues up to date; the exit code."""
    missing = []
    for language in TRANSLATED:
        for room in ROOMS:
            file = catalogue_file(room, language)
            catalogue = updated(room, read_catalogue(file))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text_of(catalogue))
            file.with_suffix(".mo").write_bytes(compiled(catalogue))
            missing += [f"{file.relative_to(ROOT)}: {text}" for text in untranslated(catalogue)]
    print("\n".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
