"""The bench of the search measures articles that the search can read."""

from __future__ import annotations

from pathlib import Path

from benchmarks.support.search_site import ADDRESS, as_article
from benchmarks.support.texts import generated_texts
from plugins.search.articles import ArticleSource
from plugins.search.memory import Memory
from plugins.search.writing import IndexWriter
from plugins.shared.cache import NoCache
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import WholeContents


def test_generated_texts_become_an_index(tmp_path: Path) -> None:
    articles = [as_article(number, text) for number, text in enumerate(generated_texts(3))]
    outputs, memory = FreshOutputs(tmp_path), Memory.of(NoCache())
    start = IndexWriter(articles, ArticleSource(WholeContents()), outputs, memory).write()
    assert start in {file.stem for file in (tmp_path / ADDRESS).iterdir()}
