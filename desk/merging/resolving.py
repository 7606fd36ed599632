"""An article and its copy become one article; the copy goes to the bin."""

from __future__ import annotations

from desk.article.replacing import read_file, replace_file
from desk.history.now import title_of
from desk.history.people import who
from desk.history.versions import keep_version
from desk.listing.bin import throw_away
from desk.listing.index import folders_of, stamps_of
from desk.listing.record import read_record
from desk.merging.bytes_of import in_form_of, merge_bytes
from desk.merging.choices import read_choices
from desk.merging.copies import Copy, copies_of, named_as_copies
from desk.merging.three_way import Merged
from desk.shell.deeds import Change, Deed, digest_of, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


def find_copies(desk: Desk) -> list[Copy]:
    """As they lie there now. Raises OSError."""
    stamps = stamps_of(desk.content, desk.settings["IGNORE_FILES"], folders_of(desk.schema))
    concerned = {path for copy in named_as_copies(stamps) for path in (copy.path, copy.original)}
    return copies_of(
        {path: read_record(desk.content, path, stamps[path], desk.schema) for path in concerned}
    )


def compared(desk: Desk, copy: Copy) -> Merged | None:
    """None where one of them is no text. Raises OSError."""
    ours, theirs = (read_file(desk.content / path) for path in (copy.original, copy.path))
    return merge_bytes(copy.original, None, ours, theirs)


def resolve(desk: Desk, path: str) -> str:
    """path: of the copy. The path of the article, with what was chosen of both.

    Raises DeskError: 404 where it is no copy any more, 409 where something is not chosen yet;
    OSError.
    """
    with desk.turn:
        copy = next((each for each in find_copies(desk) if each.path == path), None)
        merged = compared(desk, copy) if copy else None
        if copy is None or merged is None:
            raise DeskError(404, WORDS.merging.no_copy)
        chosen = read_choices(desk)
        if any(place.name not in chosen for place in merged.places):
            raise DeskError(409, WORDS.merging.not_chosen)
        file = desk.content / copy.original
        before = read_file(file)
        data = in_form_of(before, merged.text(chosen))
        if data != before:
            keep_version(desk, copy.original, before, who(desk))
            replace_file(file, data)
            change = Change(copy.original, digest_of(before), digest_of(data))
            title = title_of(desk, copy.original)
            done(desk, Deed("save", who(desk), (change,), title))
        throw_away(desk, copy.path, who(desk))
        return copy.original
