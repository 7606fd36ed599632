"""What an editor sees of a text that nobody has saved is what a build makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plugins import failure_log
from plugins.checks import place_of
from plugins.checks.engine import check
from plugins.problems import Problem
from plugins.process_cache import ProcessCache
from plugins.rendered_article import RenderedArticle
from plugins.rendering.article import render_article
from plugins.rendering.site import BuiltSite
from tests.edited_site import DRAWING, Draft, Place, new_place, photo, tree
from tests.whole_site import forget_plugins
from tools.build import attempt
from tools.places import CONTENT

NAMES = ["bai-0", "bai-1", "bai-2", "bai-9", "Bài 2 - Copy"]
FOLDERS = ["tin-tuc", "tin-tuc/2024", "dinh-huong-du-luan"]
TITLES = ["Bài 0", "Bài 1", "Mùa quýt", "“Quýt” & <b>", "Bài <i>một</i>"]
TAGS = ["quýt", "Quýt", "dư luận", "thiên tai", "???"]
LINKS = [
    *("", "tin-tuc/bai-0.md", "/tin-tuc/bai-1.md#muc", "bai-1.md#khac", "#chu", "bai-9.md"),
    *("/gioi-thieu/", "/the/quyt/", "/tin-tuc/2024/02/bai-1/", "/khong-co/", "/khong-co/trang/2/"),
    *("http://bachthong.example.vn/gioi-thieu/", "https://ngoai.vn/", "javascript:a()"),
    *("tep/a.pdf", "tep/khong.pdf", "bai-2.md", "/cu/bai", "anh/1.jpg"),
]
PICTURES = ["", "0.svg", "1.jpg", "khong.jpg", "2.jpg"]
BODIES = ["Chữ.", "## Mục\n\nChữ “hoa” -- 12/3.", "Chữ\n\n./.", "| A | B |\n|---|---|\n| 1 | 2 |"]
DATES = ["01/02/2024", "02/02/2024 08:30", "15/05/2024", "01/12/2024", "31/02/2024"]

drafts = st.builds(
    Draft,
    title=st.sampled_from(TITLES),
    category=st.sampled_from(["", "Kinh tế"]),
    date=st.sampled_from(DATES),
    tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=3).map(tuple),
    status=st.sampled_from(["", "", "nháp"]),
    body=st.sampled_from(BODIES),
    picture=st.sampled_from(PICTURES),
    caption=st.sampled_from(["", "Đồi quýt. Ảnh: Ai"]),
    link=st.sampled_from(LINKS),
    aliases=st.sampled_from([(), ("/cu/bai",), ("/cu/khac", "/tin-tuc/2024/02/bai-0/")]),
    file=st.sampled_from(["", "", "a.pdf"]),
)


def built(place: Place) -> BuiltSite:
    assert place.process
    assert place.build() == ""
    assert place.process.site
    return place.process.site


def saved(place: Place, name: str, data: bytes, time: int) -> str:
    """The page of the article once its file has these bytes."""
    place.write(name, data, time)
    found = built(place).contents[name]
    assert found
    return (place.output / found.save_as).read_text("utf-8")


def checked(place: Place, site: BuiltSite, name: str) -> list[Problem]:
    """What a check of the whole folder says that names the file."""
    where = place_of(site.settings, site.portal.schema, site.portal.old_addresses)
    return [problem for problem in check(where) if f"content/{name}" in str(problem)]


def rendered(site: BuiltSite, name: str, data: bytes) -> RenderedArticle:
    return render_article(site, f"content/{name}", data)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A small site with what articles can hang on: others, drafts, pictures, documents."""
    with new_place(tmp_path_factory.mktemp("shared")) as place:
        place.process = ProcessCache()
        place.values["checks"] = str(place.folder / ".cache")
        place.settings_file()
        place.process.wants_site = True
        place.write("anh/0.svg", DRAWING.format("#b00"), 0)
        place.write("anh/1.jpg", photo("red"), 0)
        place.write("anh/2.jpg", b"khong phai anh", 0)
        place.offer("tep/a.pdf", time=0)
        place.write("trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nChữ.\n", 0)
        tags = ("quýt",)
        for n in range(3):
            draft = Draft(f"Bài {n}", date=f"0{n + 1}/02/2024", tags=tags, body="## Mục\n\nChữ.")
            place.write(f"tin-tuc/bai-{n}.md", draft.text(), n)
        held = Draft("Hẹn", date="01/12/2024", tags=tags, aliases=("/cu/hen",))
        place.write("tin-tuc/hen.md", held.text(), 1)
        place.write("tin-tuc/nhap.md", Draft("Nháp", status="nháp", tags=tags).text(), 1)
        built(place)
        yield place
        forget_plugins()


@settings(max_examples=15, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(NAMES), folder=st.sampled_from(FOLDERS), draft=drafts)
def test_an_edit_looks_as_it_will_when_it_is_saved(
    place: Place, name: str, folder: str, draft: Draft
) -> None:
    path = f"{folder}/{name}.md"
    file = place.content / path
    before = file.read_bytes() if file.exists() else None
    site = built(place)
    data = draft.text().encode()
    shown = rendered(site, path, data)
    assert rendered(site, path, data) == shown
    place.write(path, data, int(os.stat(place.output).st_mtime_ns % 1_000_000))
    try:
        assert [*shown.problems] == checked(place, site, path)
        if place.build() == "":
            now = place.process and place.process.site
            assert now and (content := now.contents[path])
            page = (place.output / content.save_as).read_text("utf-8")
            assert shown.html == page
    finally:
        if before is None:
            place.delete(path)
        else:
            place.write(path, before, 9)
