"""Files of offices are read by a process of its own, which may hang, swell or die without harm.

It is asked a path a line and answers with the document, or why there is none, in a line of JSON.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from plugins.documents.child import answers, serve
from plugins.documents.kinds import HEAD, MEANT, Bytes, kind_of
from plugins.documents.traces import UnreadableError, What
from plugins.shared.messages import gettext, gettext_noop

from .document import NotAnArticleError, Removed, SourceDocument

COMMAND = (sys.executable, "-P", "-m", "importing.apart")
SECONDS = 60.0  # for one file; most take less than one
MOST_BYTES = 100_000_000
OFFICE: tuple[Bytes, ...] = ("zip", "ole", "rtf", "pdf")

ENDLESS = gettext_noop(
    "Máy đọc mãi không xong tệp này: mở bằng Word, lưu lại ở dạng .docx rồi nhập."
)
DAMAGED = gettext_noop(
    "Tệp hỏng hoặc chép chưa hết: mở thử bằng Word, lưu lại ở dạng .docx rồi nhập."
)
TOO_LARGE = gettext_noop(
    "Tệp quá lớn, máy không đọc: bỏ bớt ảnh hoặc chia thành nhiều tệp rồi nhập."
)
LOCKED = gettext_noop(
    "Tệp có mật khẩu: mở bằng Word, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu lại rồi nhập."
)
OTHER_KIND = gettext_noop(
    "Tệp là {kind}, không phải bài viết: kiểm tra lại tệp, không mở nếu không biết từ đâu tới."
)
NO_DOCUMENT = gettext_noop(
    "Tệp nén không phải tệp Word: giải nén rồi nhập thư mục, hoặc đặt đuôi .zip."
)
NOT_WORD = gettext_noop(
    "Tệp {program} không phải bài viết: chép phần cần đăng sang Word, hoặc đính kèm tệp vào bài."
)
OTHERS = {"xl/": "Excel", "ppt/": "PowerPoint"}
OLD_OTHERS = gettext_noop("Excel hay PowerPoint đời cũ")
WHY: dict[What, str] = {"encrypted": LOCKED, "too large": TOO_LARGE}

Answer = SourceDocument | NotAnArticleError | OSError


def read_apart(
    files: Sequence[Path], seconds: float = SECONDS, command: Sequence[str] | None = None
) -> Iterator[Answer]:
    """Of each file, in order: Word's, LibreOffice's, RTF, PDF, whatever its name says."""
    for line in answers(files, seconds, command or COMMAND):
        yield _read(json.loads(line)) if line else NotAnArticleError(gettext(ENDLESS))


def is_office(head: bytes) -> bool:
    """Whether the readers here know files that begin so."""
    return kind_of(head[:HEAD]) in OFFICE


def _read(answer: Any) -> Answer:
    if "error" in answer:
        return OSError(*answer["error"])
    if "why" in answer:
        return NotAnArticleError(answer["why"])
    known = answer["document"]
    for name in ("pictures", "attachments"):
        known[name] = {key: base64.b64decode(data) for key, data in known[name].items()}
    known["removed"] = tuple(Removed(**each) for each in known["removed"])
    known["notes"] = tuple(known["notes"])
    return SourceDocument(**known)


def read_here(path: Path) -> SourceDocument:
    """In this process. Raises NotAnArticleError with a sentence, OSError as the disk does."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        kind = kind_of(head)
        if kind not in OFFICE:
            raise NotAnArticleError(gettext(OTHER_KIND, kind=gettext(MEANT[kind])))
        if size > MOST_BYTES:
            raise NotAnArticleError(gettext(TOO_LARGE))
        file.seek(0)
        data = file.read()
    try:
        return _of_kind(kind, data, path.name)
    except UnreadableError as why:
        raise NotAnArticleError(why_not(why.trace.what)) from None
    except MemoryError:
        raise NotAnArticleError(gettext(TOO_LARGE)) from None


def why_not(what: What) -> str:
    """What an editor reads where a file could not be read, by what went wrong."""
    if what == "other kind":
        return gettext(NOT_WORD, program=gettext(OLD_OTHERS))
    return gettext(WHY.get(what, DAMAGED))


def _of_kind(kind: Bytes, data: bytes, name: str) -> SourceDocument:
    """The readers' libraries are imported only where a file needs them."""
    from io import BytesIO

    if kind == "ole":
        from .doc import read_doc

        return read_doc(BytesIO(data), name)
    if kind == "rtf":
        from .rtf import read_rtf

        return read_rtf(data, name)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data, name)
    from plugins.documents.archive import MOST_OF_ALL, Archive, Budget

    from .docx import DOCUMENT, read_docx
    from .odt import read_odt

    archive = Archive(BytesIO(data), Budget(MOST_OF_ALL))
    if archive.is_locked():
        raise UnreadableError("encrypted")
    if DOCUMENT in archive:
        return read_docx(archive, name)
    if "content.xml" in archive:
        return read_odt(archive, name)
    for folder, program in OTHERS.items():
        if archive.below(folder):
            raise NotAnArticleError(gettext(NOT_WORD, program=program))
    raise NotAnArticleError(gettext(NO_DOCUMENT))


def _answer(path: Path) -> dict[str, object]:
    try:
        known = asdict(read_here(path))
        del known["hints"]  # nothing but a page has any
    except NotAnArticleError as why:
        return {"why": str(why)}
    except OSError as failure:
        return {"error": (failure.errno, failure.strerror)}
    for name in ("pictures", "attachments"):
        known[name] = {key: base64.b64encode(each).decode() for key, each in known[name].items()}
    return {"document": known}


if __name__ == "__main__":
    serve(_answer)
