"""A document that hangs, swells or kills whoever opens it costs its own answer and no other."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.documents.child import examine
from plugins.documents.testing import core, docx
from plugins.documents.traces import Trace

# Answers as the child does, but hangs at one name and dies at another.
STUBBORN = (
    sys.executable,
    "-c",
    "import json, sys, time\n"
    "for line in sys.stdin:\n"
    "    if 'hang' in line: time.sleep(60)\n"
    "    if 'die' in line: sys.exit(1)\n"
    "    print(json.dumps({'traces': [['notes', ['x'], 1, '']]}), flush=True)\n",
)


def test_all_documents_are_answered_in_their_order(tmp_path: Path) -> None:
    for name in ("Một", "Hai"):
        (tmp_path / f"{name}.docx").write_bytes(docx("", {"docProps/core.xml": core(name)}))
    (tmp_path / "trong.docx").write_bytes(b"")
    files = [tmp_path / name for name in ("Hai.docx", "trong.docx", "mat.docx", "Một.docx")]
    hai, empty, gone, mot = examine(files)
    assert hai == (Trace("people", ("Hai",)),)
    assert empty == (Trace("other kind", ("thứ máy không nhận ra",)),)
    assert isinstance(gone, FileNotFoundError)
    assert mot == (Trace("people", ("Một",)),)


def test_what_hangs_or_dies_takes_no_other_along() -> None:
    read = (Trace("notes", ("x",), 1),)
    files = [Path(name) for name in ("a", "hang", "b", "die", "c")]
    answers = list(examine(files, seconds=0.5, command=STUBBORN))
    assert answers == [read, (Trace("endless"),), read, (Trace("endless"),), read]


def test_a_process_that_cannot_even_begin_is_no_hang(tmp_path: Path) -> None:
    answers = examine([tmp_path] * 2, command=(sys.executable, "-c", "raise SystemExit(1)"))
    assert list(answers) == [(Trace("endless"),)] * 2


def test_no_process_is_begun_for_nothing() -> None:
    assert list(examine([], command=("no-such-command",))) == []
