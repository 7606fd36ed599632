"""What is measured on made-up texts holds for real ones: they repeat themselves as much."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.support.texts import CorpusError, Text, generated_texts, read_corpus, varied

COUNT = 3_000


def corpus_of(folder: Path, lines: str) -> Path:
    file = folder / "texts.jsonl.gz"
    file.write_bytes(gzip.compress(lines.encode()))
    return file


def test_made_up_texts_are_as_long_and_as_varied_as_real_ones() -> None:
    syllables, kinds, rows = 0, 0, 0
    pairs: Counter[tuple[str, str]] = Counter()
    for text in generated_texts(COUNT):
        own: set[tuple[str, str]] = set()
        known: set[str] = set()
        for part in (text.title, text.lead, *text.paragraphs):
            read = part.lower().replace(".", "").replace(",", "").split()
            syllables += len(read)
            known.update(read)
            own.update(pairwise(read))
        kinds += len(known)
        rows += len(own)
        pairs.update(own)
    once = sum(count == 1 for count in pairs.values())
    # Of 3,000 real ones, measured in the same way: 514, 227, 384, 0.21, 0.58.
    assert 480 < syllables / COUNT < 550
    assert 210 < kinds / COUNT < 250
    assert 365 < rows / COUNT < 425
    assert 0.19 < len(pairs) / rows < 0.24
    assert 0.55 < once / len(pairs) < 0.68


def test_a_file_of_texts_is_read_and_goes_on_with_mixed_ones(tmp_path: Path) -> None:
    told = [
        {"title": f"Tựa {n}", "lead": "Tóm tắt", "paragraphs": [f"Đoạn {n}. Hai."] * 3, "tags": []}
        for n in range(4)
    ]
    file = corpus_of(tmp_path, "".join(json.dumps(each) + "\n" for each in told))
    texts = read_corpus(file)
    assert texts[1] == Text("Tựa 1", "Tóm tắt", ("Đoạn 1. Hai.",) * 3)
    many = list(varied(texts, 9))
    assert many[:4] == texts
    assert len(many) == 9
    assert many == list(varied(texts, 9))


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "no JSON",
        "[]",
        '{"title": "Tựa"}',
        '{"title": "Tựa", "lead": "A", "paragraphs": [], "tags": []}',
        '{"title": "Tựa", "lead": "A", "paragraphs": "Đoạn", "tags": []}',
        '{"title": null, "lead": "A", "paragraphs": ["Đoạn"], "tags": []}',
        '{"title": "Tựa", "lead": "A", "paragraphs": [" "], "tags": []}',
    ],
)
def test_a_file_without_texts_is_refused(tmp_path: Path, lines: str) -> None:
    with pytest.raises(CorpusError, match=r"texts\.jsonl\.gz"):
        read_corpus(corpus_of(tmp_path, lines))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    for data in (b"{}", gzip.compress(random.Random(1).randbytes(99))[:40]):
        file.write_bytes(data)
        with pytest.raises(CorpusError):
            read_corpus(file)
    with pytest.raises(CorpusError):
        read_corpus(tmp_path / "not there")
