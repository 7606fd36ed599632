"""What was dropped is opened by a process of its own, which may hang, swell or die without harm."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desk.photos.preparing import Prepared, prepare
from desk.shell.words import WORDS
from plugins.documents.child import answers, serve
from plugins.images.raster import TOO_LARGE_REMEDY
from plugins.images.reading import NotAPictureError
from plugins.shared.messages import gettext

COMMAND = (sys.executable, "-P", "-m", "desk.photos.apart")
SECONDS = 60.0  # most take less than one
RESULT = ".prepared"  # no name that `shown_name` gives


def prepare_apart(name: str, data: bytes, scratch: Path, seconds: float = SECONDS) -> Prepared:
    """As `prepare`; name: as `shown_name` gives it. scratch: holds the bytes meanwhile.

    Raises NotAPictureError; OSError where the disk takes no more.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="photo-", dir=scratch) as room:
        given = Path(room, name)
        given.write_bytes(data)
        (line,) = answers([given], seconds, COMMAND)
        if not line:
            said = WORDS.photos
            raise NotAPictureError(said.endless.format(name=name), said.endless_remedy)
        answer = json.loads(line)
        if "error" in answer:
            raise OSError(*answer["error"])
        if "sentence" in answer:
            raise NotAPictureError(answer["sentence"], answer["remedy"])
        answer["done"] = tuple(answer["done"])
        return Prepared(data=Path(room, RESULT).read_bytes(), **answer)


def _answer(given: Path) -> Mapping[str, object]:
    try:
        made = prepare(given.name, given.read_bytes())
        given.with_name(RESULT).write_bytes(made.data)
    except NotAPictureError as why:
        return {"sentence": why.sentence, "remedy": why.remedy}
    except MemoryError:
        sentence = WORDS.photos.too_large.format(name=given.name)
        return {"sentence": sentence, "remedy": gettext(TOO_LARGE_REMEDY)}
    except OSError as failure:  # a full disk
        return {"error": (failure.errno, failure.strerror)}
    return {
        "suffix": made.suffix,
        "width": made.width,
        "height": made.height,
        "done": made.done,
    }


if __name__ == "__main__":
    serve(_answer)
