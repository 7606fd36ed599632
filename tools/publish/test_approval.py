"""Which articles nobody has answered for, and who is asked: the file, the address, the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from plugins.changes import FILE
from plugins.changes.approval import approval_line
from plugins.changes.table import WordingEntry, around_wording
from plugins.changes.wording import wording
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema
from plugins.shared.settings import Settings
from plugins.site.identity import read_sections
from plugins.vietnamese.dates import VIETNAM
from tools.places import ROOT
from tools.publish.approval import REMEDY, refuse_unapproved
from tools.publish.errors import PublishError, RefusedError
from tools.publish.folder import Folder
from tools.publish.manifest import Manifest
from tools.publish.origin import Origin, text_digest
from tools.publish.prepare import Prepared
from tools.publish.releases import Release, site_of

LIVE = "20261130T070000-0123456789"
NOW = datetime(2026, 11, 30, 14, 5, tzinfo=VIETNAM)
SECTIONS = [{"slug": "tin-tuc", "title": "Tin tức"}]
SCHEMA = Schema(read_sections(SECTIONS))
EDITORS = {"Tổ trưởng": ["duyệt"], "Người viết": ["viết"]}
A, B = "tin-tuc/a.md", "tin-tuc/b.md"


def text_of(body: str, by: str = "", approved: str = "", author: str = "Người viết") -> str:
    """by: who approved it; approved: the body that was, "" for this one."""
    head = f"title: A\ndate: 11/12/2023\nauthor: {author}\n"
    said = said_by(f"{head}\n{approved or body}\n")
    line = f"approval: {approval_line(by, NOW, said)}\n" if by else ""
    return f"{head}{line}\n{body}\n"


def said_by(text: str) -> str:
    article = parse("content/tin-tuc/a.md", text.encode(), SCHEMA)
    assert article.head, article.problems
    return wording(article.head, article.body)


def table_of(texts: Mapping[str, str]) -> str:
    rows = [
        WordingEntry(f"{file[:-3]}/", file, said_by(text), 0, False, "")
        for file, text in texts.items()
    ]
    return "".join(
        f"{before}{row.wording}{after}" for row in rows for before, after in [around_wording(row)]
    )


def refused(
    folder: Path, live: Mapping[str, str], mine: Mapping[str, str], approval: bool = True
) -> tuple[str, ...]:
    """What is told when `mine` is to replace `live`: texts by path."""
    content, target, site = folder / "content", folder / "target", folder / "site"
    for path, text in mine.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    for table, texts in ((target / site_of(LIVE) / FILE, live), (site / FILE, mine)):
        table.parent.mkdir(parents=True, exist_ok=True)
        table.write_text(table_of(texts), "utf-8")
    settings: Settings = {
        "PATH": str(content),
        "SECTIONS": SECTIONS,
        "PLUGINS": [],
        "THEME": str(ROOT / "theme"),
        "DEFAULT_LANG": "vi",
        "THEME_TEMPLATES_OVERRIDES": [],
        "EDITORS": EDITORS,
        "APPROVAL": approval,
    }
    said, own = (
        {path: text_digest(text.encode()) for path, text in texts.items()} for texts in (live, mine)
    )
    prepared = Prepared(site, {FILE: site / FILE}, Manifest({}), "/xa", origin=Origin(own))
    release = Release(LIVE, Manifest({}))
    try:
        refuse_unapproved(settings, release, Origin(said), Folder(target), prepared)
    except RefusedError as failure:
        told = failure
    else:
        return ()
    heading = f"Chưa đăng: có {len(told.faults)} bài chưa được duyệt"
    assert (told.outcome, told.heading, told.instead) == ("unapproved", heading, REMEDY)
    return told.faults


WHERE = f"content/{A} (/xa/tin-tuc/a/): "


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (text_of("Chữ."), "chưa ai duyệt; người viết: Người viết"),
        (text_of("Chữ.", "Tổ trưởng"), ""),
        (
            text_of("Chữ.", "Tổ trưởng", "Chử."),
            "Tổ trưởng duyệt lúc 30/11/2026 14:05, sau đó lời của bài đã đổi",
        ),
        (
            text_of("Chữ.", "Người viết"),
            "Người viết đã duyệt, nhưng EDITORS không cho người này duyệt",
        ),
        (
            text_of("Chữ.", "Người lạ"),
            "Người lạ đã duyệt, nhưng EDITORS không cho người này duyệt",
        ),
    ],
)
def test_a_new_article_needs_the_name_of_one_who_may(tmp_path: Path, text: str, why: str) -> None:
    assert refused(tmp_path, {}, {A: text}) == ((WHERE + why,) if why else ())


def test_what_readers_have_needs_no_name(tmp_path: Path) -> None:
    live = {A: text_of("Chữ.")}
    assert refused(tmp_path / "same", live, live) == ()
    # Under another name, and with other tags, it says the same.
    assert refused(tmp_path / "moved", live, {B: live[A]}) == ()
    other_tags = live[A].replace("\n\n", "\ntags: quýt\n\n", 1)
    assert said_by(other_tags) == said_by(live[A])
    assert refused(tmp_path / "tags", live, {A: other_tags}) == ()


def test_changed_words_need_one(tmp_path: Path) -> None:
    found = refused(tmp_path, {A: text_of("Chữ.")}, {A: text_of("Chữ khác.")})
    assert found == (f"{WHERE}chưa ai duyệt; người viết: Người viết",)


def test_all_are_named_and_none_where_it_is_not_asked_for(tmp_path: Path) -> None:
    mine = {A: text_of("Một."), B: text_of("Hai.")}
    assert len(refused(tmp_path / "on", {}, mine)) == 2
    assert refused(tmp_path / "off", {}, mine, approval=False) == ()


def test_without_a_table_it_is_refused_whatever_there_is(tmp_path: Path) -> None:
    settings: Settings = {"PATH": str(tmp_path), "EDITORS": EDITORS, "APPROVAL": True}
    nothing = Prepared(tmp_path, {}, Manifest({}))
    release = Release("", Manifest({}))
    with pytest.raises(PublishError, match=r"plugins\.changes"):
        refuse_unapproved(settings, release, Origin(), Folder(tmp_path), nothing)
