"""A document that readers may download says nothing that its office did not mean to publish."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from plugins.checks.site import Site
from plugins.documents.child import Answer, examine
from plugins.documents.kinds import SUFFIXES, is_plain
from plugins.documents.traces import ERRORS, Trace
from plugins.documents.words import explain
from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem, Severity
from plugins.shared.quoting import quoted

# The address may go on: `tep/a.pdf#page=2`.
NAMED = re.compile("|".join(map(re.escape, SUFFIXES)), re.I)


class Offered(NamedTuple):
    """Where a document is offered first. path: an article's, with the number of its reference, or
    the table's of old addresses, with its line."""

    path: str
    number: int = 0
    line: int = 0


def check(site: Site) -> Iterator[Problem]:
    """Documents that give away names, comments, changes or hidden text."""
    offered = _offered(site)
    keys = {file: key for file in offered if (key := _key(site.content / file))}
    traces = _traces(site, keys)
    site.memory.forget_other_documents(keys.values())
    for file, place in offered.items():
        name = Path(file).name
        if file not in traces:
            site.memory.is_passing = True
            sentence = gettext(
                "tệp {name} có đó nhưng máy không mở ra đọc được.", name=quoted(name)
            )
            remedy = gettext("đóng chương trình đang mở tệp, hoặc chép lại tệp, rồi thử lại.")
            yield _problem(site, place, "warning", sentence, remedy)
        for trace in traces.get(file, ()):
            if told := explain(trace, name, site.own_names):
                severity: Severity = "error" if trace.what in ERRORS else "warning"
                yield _problem(site, place, severity, *told)


def _offered(site: Site) -> dict[str, Offered]:
    """By path inside content/, as the disk spells it."""
    by_articles = _offered_by_articles(site)
    return by_articles if site.about else dict(_led_to_by_table(site)) | by_articles


def _led_to_by_table(site: Site) -> Iterator[tuple[str, Offered]]:
    if (redirects := site.redirects) is None:
        return
    for claim in reversed(redirects.claims):  # so that the first line stays
        file = redirects.file_at(claim.new) if claim.line else ""
        if suffix_of(file) in SUFFIXES:
            yield file, Offered(claim.path, line=claim.line)


def _offered_by_articles(site: Site) -> dict[str, Offered]:
    found: dict[str, Offered] = {}
    for article, outline in site.subjects.items():
        folder = site.folder_of(article)
        for number, (kind, typed) in enumerate(outline.references):
            if kind == "picture" or not NAMED.search(unquote(typed)):
                continue
            _, target = site.leads(kind, typed, folder)
            if target.kind == "file" and suffix_of(target.path) in SUFFIXES:
                found.setdefault(target.path, Offered(article, number))
    return found


def _key(file: Path) -> str:
    """Of the bytes and of what the name says they are; "" where the disk does not give them."""
    if not file.is_file():  # a pipe would never end
        return ""
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256")
    except OSError:
        return ""
    return digest.hexdigest() + suffix_of(file.name)


def _traces(site: Site, keys: Mapping[str, str]) -> dict[str, tuple[Trace, ...]]:
    """By file; without those that the disk does not give."""
    memory = site.memory
    found = {key: traces for key in keys.values() if (traces := memory.traces(key)) is not None}
    unknown = {key: site.content / file for file, key in keys.items() if key not in found}
    # Of a text or a recording only the first bytes are looked at: no process is worth that.
    plain = {key: file for key, file in unknown.items() if is_plain(file.name)}
    others = [key for key in unknown if key not in plain]
    answers = {key: _look_at(file) for key, file in plain.items()}
    answers |= zip(others, examine([unknown[key] for key in others]), strict=True)
    for key, answer in answers.items():
        if isinstance(answer, OSError):
            continue
        found[key] = answer
        if any(trace.what == "endless" for trace in answer):
            memory.is_passing = True  # the processor may just have been busy
        else:
            memory.remember_traces(key, answer)
    return {file: found[key] for file, key in keys.items() if key in found}


def _look_at(file: Path) -> Answer:
    from plugins.documents.reading import read_document  # so that its libraries wait for a document

    try:
        with file.open("rb") as opened:
            return read_document(opened, file.name)
    except OSError as failure:
        return failure


def _problem(site: Site, place: Offered, severity: Severity, sentence: str, remedy: str) -> Problem:
    line, column = place.line, 1
    if not line:
        line, column = site.details(place.path).places[place.number]
    return Problem(place.path, line, column, severity, sentence, remedy)
