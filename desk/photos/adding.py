"""A picture or file that an editor hands over, in content/ under a good name, and what was done."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from desk.photos.apart import prepare_apart
from desk.photos.names import free_names, shown_name, stem_for
from desk.photos.placing import keep
from desk.photos.preparing import Prepared
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.documents.child import examine
from plugins.documents.kinds import SUFFIXES
from plugins.documents.traces import ERRORS, Trace
from plugins.documents.words import explain
from plugins.images.reading import NotAPictureError
from plugins.links.published import refusal
from plugins.shared.file_kinds import FILE_FOLDERS, suffix_of
from plugins.shared.messages import gettext

PICTURES, FILES = FILE_FOLDERS


@dataclass(frozen=True)
class Added:
    """path: inside content/; width, height: of a picture; notes: what was done to it, or what the
    file gives away, in sentences. is_new: no file had these bytes before."""

    path: str
    name: str = ""
    width: int = 0
    height: int = 0
    notes: tuple[str, ...] = ()
    is_new: bool = True


def add_photo(
    content: Path, scratch: Path, year: int, sent: str, article: str, data: bytes
) -> Added:
    """sent: the name that it came with; article: `tin-tuc/a.md`, or "".

    Raises DeskError (422) with a sentence for what is no picture to publish; OSError.
    """
    name = shown_name(sent)
    try:
        made = prepare_apart(name, data, scratch)
    except NotAPictureError as why:
        raise DeskError(422, why.sentence, _again(why.remedy)) from why
    names = free_names(stem_for(name, article), made.suffix)
    path, is_new = keep(content, f"{PICTURES}/{year}", names, made.data)
    return Added(path, "", made.width, made.height, tuple(_notes(made)), is_new)


def _notes(made: Prepared) -> list[str]:
    said = WORDS.photos
    return [said[f"done_{each}"].format(width=made.width, height=made.height) for each in made.done]


def add_file(
    content: Path,
    scratch: Path,
    own: Collection[str],
    year: int,
    sent: str,
    article: str,
    data: bytes,
) -> Added:
    """As `add_photo`; own: as in documents.names.is_person. What may harm a reader is refused."""
    name = shown_name(sent)
    if not data:
        raise DeskError(422, WORDS.photos.empty.format(name=name), WORDS.photos.empty_remedy)
    if refused := refusal(name, "link"):
        sentence, remedy = (each[:1].upper() + each[1:] for each in refused)
        raise DeskError(422, sentence, _again(remedy))
    notes: list[str] = []
    for trace in _traces(name, data, scratch):
        if told := explain(trace, name, own):
            sentence, remedy = (each[:1].upper() + each[1:] for each in told)
            if trace.what in ERRORS:
                raise DeskError(422, sentence, _again(remedy))
            notes.append(f"{sentence} {_again(remedy)}")
    suffix = suffix_of(name)
    stem = stem_for(name, article, FILES)
    path, is_new = keep(content, f"{FILES}/{year}", free_names(stem, suffix), data)
    return Added(path, _label(name), notes=tuple(notes), is_new=is_new)


def _traces(name: str, data: bytes, scratch: Path) -> tuple[Trace, ...]:
    if suffix_of(name) not in SUFFIXES:
        return ()
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="file-", dir=scratch) as room:
        file = Path(room, name)
        file.write_bytes(data)
        (answer,) = examine([file])
    if isinstance(answer, OSError):
        raise answer
    return answer


def _again(remedy: str) -> str:
    """What is said of files of content/, said of one that was just handed over."""
    return remedy.replace(gettext("thay tệp này"), WORDS.photos.choose_again)


def _label(name: str) -> str:
    """What a reader is offered, until the editor says it better."""
    return " ".join(name.rpartition(".")[0].replace("_", " ").split())
