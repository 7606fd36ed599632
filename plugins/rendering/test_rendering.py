"""What an editor sees of a text that nobody has saved is what a build makes of it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from plugins.checks import place_of
from plugins.checks.engine import check
from plugins.rendering.article import render_article
from plugins.rendering.site import BuiltSite
from plugins.shared import failure_log
from plugins.shared.problems import Problem
from plugins.shared.process_cache import ProcessCache
from plugins.shared.rendered_article import RenderedArticle
from tests.support.edited_site import DRAWING, Draft, Place, new_place, photo, tree
from tests.support.whole_site import forget_plugins
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
    *("tep/a.txt", "tep/khong.pdf", "bai-2.md", "/cu/bai", "anh/1.jpg"),
    *("{tag}quýt", "{tag}Dư Luận", "{category}kinh te", "{author}ai", "{index}", "{tag}khong-co"),
]
PICTURES = ["", "0.svg", "1.jpg", "khong.jpg", "2.jpg"]
BODIES = ["Chữ.", "## Mục\n\nChữ “hoa” -- 12/3.", "Chữ\n\n./.", "| A | B |\n|---|---|\n| 1 | 2 |"]
DATES = ["01/02/2024", "02/02/2024 08:30", "15/05/2024", "01/12/2024", "31/02/2024"]

MOMENTS = itertools.count(100)

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
    file=st.sampled_from(["", "", "a.txt"]),
    slug=st.sampled_from(["", "", "", "ten-khac", "bai-1", "Không được"]),
    template=st.sampled_from(["", "", "rong", "khong-co"]),
)


def built(place: Place) -> BuiltSite:
    assert place.process
    assert place.build() == ""
    assert place.process.site
    return place.process.site


def page_of(place: Place, site: BuiltSite, name: str) -> str:
    """As the last build wrote it."""
    content = site.contents[name]
    assert content
    return (place.output / str(content.save_as)).read_text("utf-8")


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
        place.offer("tep/a.txt", time=0)
        look = "{% extends 'article.html' %}{% block main %}<p>Rộng</p>{{ super() }}{% endblock %}"
        (place.theme / "templates" / "rong.html").write_text(look, "utf-8")
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


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(name=st.sampled_from(NAMES), folder=st.sampled_from(FOLDERS), draft=drafts)
@example(name="Bài 2 - Copy", folder="tin-tuc", draft=Draft(date="31/02/2024", status="nháp"))
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
    place.write(path, data, next(MOMENTS))
    try:
        assert [*shown.problems] == checked(place, site, path)
        if place.build() == "" and shown.html:
            now = place.process and place.process.site
            assert now
            assert shown.html == page_of(place, now, path)
    finally:
        if before is None:
            place.delete(path)
        else:
            place.write(path, before, next(MOMENTS))


@pytest.mark.parametrize("name", ["tin-tuc/hen.md", "tin-tuc/nhap.md", "trang/gioi-thieu.md"])
def test_what_is_held_back_and_plain_pages_look_as_built(place: Place, name: str) -> None:
    site = built(place)
    data = (place.content / name).read_bytes()
    shown = rendered(site, name, data)
    assert shown.html == page_of(place, site, name)
    assert [*shown.problems] == checked(place, site, name)


def test_another_article_that_the_change_makes_wrong_is_named(place: Place) -> None:
    site = built(place)
    data = Draft("Bài 2", date="01/02/2024", body="Chữ.").text().encode()
    problems = rendered(site, "tin-tuc/bai-0.md", data).problems
    assert [(each.path, each.sentence) for each in problems] == [
        ("content/tin-tuc/bai-2.md", "tiêu đề “Bài 2” trùng với bài content/tin-tuc/bai-0.md.")
    ]


def test_neighbours_are_those_of_the_new_date_and_tags(place: Place) -> None:
    site = built(place)
    first = Draft("Mới", date="01/01/2024", tags=("khác",)).text().encode()
    last = Draft("Mới", date="20/02/2024", tags=("quýt",)).text().encode()
    older = "/tin-tuc/2024/02/bai-1/"
    assert older not in rendered(site, "tin-tuc/moi.md", first).html
    assert older in rendered(site, "tin-tuc/moi.md", last).html


def test_nothing_is_written_and_nothing_else_changes(place: Place) -> None:
    """Even of a photo that no article has shown yet."""
    place.write("anh/9.jpg", photo("blue", 31), 0)
    site = built(place)
    images = Path(place.values["images"])
    before = tree(place.folder), tree(images), [*site.portal.problems], [*site.contents.items()]
    draft = Draft("Mới", date="20/02/2024", picture="9.jpg", caption="Đồi. Ảnh: Ai")
    shown = rendered(site, "tin-tuc/moi.md", draft.text().encode())
    assert "/anh/9." in shown.html
    assert (tree(place.folder), tree(images)) == before[:2]
    assert ([*site.portal.problems], [*site.contents.items()]) == before[2:]
    assert "tin-tuc/moi.md" not in site.contents
    place.delete("anh/9.jpg")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
@example(data=b"title: a\ndate: 1/1/2024\n\n" + b"> " * 3000)
@example(data=b"title: a\ndate: 1/1/2024\n\n<a href='javascript:x()'>b</a> [a](java\tscript:b)")
def test_any_bytes_are_answered(place: Place, data: bytes) -> None:
    assert place.process
    assert place.process.site
    shown = rendered(place.process.site, "tin-tuc/bai-1.md", data)
    assert "javascript:" not in shown.html
    assert shown.html or any(each.severity == "error" for each in shown.problems)


def test_a_head_with_mistakes_has_no_page(place: Place) -> None:
    shown = rendered(built(place), "tin-tuc/bai-1.md", b"title: a\ndate: 32/1/2024\n\nb\n")
    assert shown.html == ""
    assert [(each.line, each.severity) for each in shown.problems] == [(2, "error")]


def test_what_the_software_raises_is_a_problem(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_html: str, _body: object) -> str:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(failure_log, "LOG", tmp_path / "loi.txt")
    site = dataclasses.replace(built(place), steps=(fail,))
    shown = rendered(site, "tin-tuc/bai-1.md", (place.content / "tin-tuc/bai-1.md").read_bytes())
    assert shown.html == ""
    assert "RuntimeError: hỏng" in shown.problems[0].sentence


def test_a_path_while_it_is_typed_leaves_the_page(place: Place) -> None:
    draft = Draft("Bài 1", date="02/02/2024", picture="kh", caption="Chú thích")
    shown = rendered(built(place), "tin-tuc/bai-1.md", draft.text().encode())
    assert "Bài 1" in shown.html
    assert ["kh" in each.sentence for each in shown.problems] == [True]


def test_every_article_and_page_of_the_demonstration_looks_as_built(tmp_path: Path) -> None:
    process = ProcessCache()
    process.wants_site = True
    try:
        assert attempt(CONTENT, tmp_path / "site", False, None, "", process=process)
        site = process.site
        assert site
        shown = {
            name: rendered(site, name, (CONTENT / name).read_bytes()) for name in site.contents
        }
    finally:
        forget_plugins()
    assert len(shown) > 30
    for name, found in site.contents.items():
        assert found
        page = (tmp_path / "site" / found.save_as).read_text("utf-8")
        assert shown[name].html == page, name
