"""A build makes anew what changed, all of it and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental import builder
from plugins.incremental.articles import Articles
from plugins.incremental.outputs import CachedOutputs
from plugins.incremental.writer import KeyedWriter
from plugins.quick_markdown import QuickInline
from plugins.site.templates import once_a_build
from tests.support.edited_site import (
    OPINION,
    TOPICS,
    Draft,
    Place,
    assert_equal,
    new_place,
)
from tests.support.whole_site import forget_plugins
from tools.build import build


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path) as place:
        place.write("trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nChữ.\n", 0)
        for n in range(4):
            place.write(
                f"tin-tuc/bai-{n}.md", Draft(f"Bài {n}", date=f"0{n + 1}/02/2024").text(), n
            )
        assert place.build() == ""
        yield place


def rendered(place: Place) -> list[str]:
    made: list[str] = []
    page = CachedOutputs.page

    def counting(self: CachedOutputs, path: str, key: bytes, render: Callable[[], str]) -> None:
        def counted() -> str:
            made.append(path)
            return render()

        page(self, path, key, counted)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CachedOutputs, "page", counting)
        assert place.build() == ""
    return made


def test_fast_paths_are_taken_by_the_plugin_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clean build proves nothing about a fast path that it takes itself."""
    read: list[str] = []
    held: list[int] = []
    run = QuickInline.run

    def noting(self: QuickInline, *arguments: Any) -> Any:
        read.append("quick")
        return run(self, *arguments)

    def making() -> Any:
        once: Any = once_a_build()
        clear = once.cache_clear

        def let_go() -> None:
            held.append(once.cache_info().currsize)
            clear()

        once.cache_clear = let_go
        return once

    monkeypatch.setattr(QuickInline, "run", noting)
    monkeypatch.setattr(builder, "once_a_build", making)
    place.write("tin-tuc/bai-0.md", Draft("Bài khác", date="01/02/2024").text(), 9)
    assert place.build() == ""
    assert len(read) == 1
    assert max(held) > 1
    assert held[-1] == 0  # files are last, and render nothing
    times = len(held)
    place.clean()
    assert (len(read), len(held)) == (1, times)


def test_nothing_is_rendered_when_nothing_changed(place: Place) -> None:
    assert rendered(place) == []


def test_one_page_and_the_search_are_rendered_after_an_edit_of_a_body(place: Place) -> None:
    text = Draft("Bài 0", date="01/02/2024", body="Chữ mới.", tags=()).text()
    place.write("tin-tuc/bai-0.md", text, 9)
    assert "tin-tuc/2024/02/bai-0/index.html" in (made := rendered(place))
    assert len(made) < 12
    assert_equal(place)


def test_only_pages_that_show_a_retitled_article_are_rendered(place: Place) -> None:
    for n in range(4, 20):
        links = "[trước](bai-9.md)" if n == 17 else "Chữ."
        draft = Draft(f"Bài {n}", date=f"{n + 1:02}/02/2024", body=links, tags=())
        place.write(f"tin-tuc/bai-{n}.md", draft.text(), n)
    assert place.build() == ""
    retitled = Draft("Tên khác", date="10/02/2024", body="Chữ.", tags=())
    place.write("tin-tuc/bai-9.md", retitled.text(), 99)
    made = [path for path in rendered(place) if "/bai-" in path]
    # Itself, two newer and two older neighbours: who links to it shows no title of it.
    assert sorted(made) == sorted(f"tin-tuc/2024/02/bai-{n}/index.html" for n in (7, 8, 9, 10, 11))
    assert_equal(place)


def test_only_lists_that_show_a_retitled_article_are_rendered(place: Place) -> None:
    place.write("tin-tuc/bai-4.md", Draft("Bài 4", date="05/03/2023", tags=("Quýt",)).text(), 4)
    place.write("tin-tuc/bai-5.md", Draft("Bài 5", date="06/04/2024", tags=("Tết",)).text(), 5)
    assert place.build() == ""
    retitled = Draft("Tên khác", date="06/04/2024", tags=("Tết",))
    place.write("tin-tuc/bai-5.md", retitled.text(), 99)
    (place.output / "the/quyt/index.html").unlink()
    made = {*rendered(place)}
    assert {"the/tet/index.html", "tin-tuc/2024/04/index.html"} <= made
    assert "the/quyt/index.html" in made
    assert made.isdisjoint({"tin-tuc/2023/03/index.html", f"{OPINION}/index.html"})
    assert_equal(place)


def lists_made(place: Place) -> set[str]:
    made: set[str] = set()
    group = CachedOutputs.group

    def noting(self: CachedOutputs, name: str, key: bytes, write: Callable[[], None]) -> None:
        def noted() -> None:
            made.add(name)
            write()

        group(self, name, key, noted)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CachedOutputs, "group", noting)
        assert place.build() == ""
    return made


def test_no_list_is_made_after_an_edit_that_no_list_shows(place: Place) -> None:
    # Without a lead of its own, a card shows the first paragraph.
    text = Draft("Bài 0", date="01/02/2024", body="Chữ của bài.\n\nThêm một đoạn.").text()
    place.write("tin-tuc/bai-0.md", text, 9)
    assert lists_made(place) == set()
    assert_equal(place)
    place.write("tin-tuc/bai-0.md", Draft("Bài mới", date="01/02/2024").text(), 10)
    assert {"listings", "metadata", "opinion", "redirects"} <= lists_made(place)
    place.write("redirects.csv", "cũ;mới\n/cu;/tin-tuc/2024/02/bai-1/\n", 11)
    assert lists_made(place) == {"redirects"}
    assert_equal(place)


def test_a_new_checked_claim_changes_few_of_the_filtered_lists(place: Place) -> None:
    several = ["hỏi đáp", "kiểm chứng", ""]
    for n in range(12):
        draft = Draft(f"Việc {n}", OPINION, date=f"{n + 1:02}/02/2024", kind=several[n % 3])
        draft = replace(draft, topic=TOPICS[n // 3 % len(TOPICS)], claim=f"Có điều {n}.")
        place.write(f"{OPINION}/viec-{n}.md", draft.text(), n)
    assert place.build() == ""
    new = Draft("Việc mới", OPINION, date="20/02/2024", kind="kiểm chứng", topic=TOPICS[-1])
    place.write(f"{OPINION}/moi.md", new.text(), 99)
    made = [path for path in rendered(place) if path.startswith(f"{OPINION}/loc/")]
    numbered = [path for path in made if "/trang/" in path]
    assert len(made) - len(numbered) == 11
    # Pages hold two here; of a list, the last changes, and the one before where one begins.
    folders = Counter(path.partition("trang/")[0] for path in numbered)
    assert max(folders.values()) <= 2
    assert_equal(place)


@pytest.mark.parametrize(
    ("template", "page"),
    [("404.html", "404.html"), ("article.html", "tin-tuc/2024/02/bai-0/index.html")],
)
def test_a_template_that_tells_the_time_is_rendered_always(
    place: Place, template: str, page: str
) -> None:
    """Also where it comes to the same bytes at first."""
    file = place.theme / "templates" / template
    file.write_text(file.read_text("utf-8") + "<!-- {{ PUBLISH_TIME }} -->", "utf-8")
    assert place.build() == ""
    place.values["month"] = 7
    assert page in (made := rendered(place))
    assert all(path == page or path.startswith("tin-tuc/2024/02/") for path in made)
    assert_equal(place)


def test_a_template_that_moves_is_noticed(place: Place) -> None:
    """Though its name and its bytes stay, and no other file lies between the two places."""
    name = "templates/components/zz.html"
    article = place.theme / "templates/article.html"
    include = '{% include "components/zz.html" ignore missing %}'
    article.write_text(article.read_text("utf-8") + include, "utf-8")
    (place.theme / name).write_text("<!-- đây -->", "utf-8")
    assert place.build() == ""
    (place.theme / "templates/components-z").mkdir()
    (place.theme / name).rename(place.theme / "templates/components-z/zz.html")
    assert place.build() == ""
    assert_equal(place)


def test_a_template_is_looked_through_once_whatever_includes_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    look_through = KeyedWriter._names_of_one

    def noting(writer: KeyedWriter, environment: Any, name: str) -> Any:
        read.append(name)
        return look_through(writer, environment, name)

    monkeypatch.setattr(KeyedWriter, "_names_of_one", noting)
    article = place.theme / "templates/article.html"
    article.write_text(f"{article.read_text('utf-8')}\n<!-- khác -->", "utf-8")
    assert place.build() == ""
    assert len(read) > len({"article.html", "list.html"})
    assert sorted(read) == sorted({*read})


def test_a_file_saved_twice_within_a_clock_tick_is_noticed(place: Place) -> None:
    file = place.content / "tin-tuc/bai-0.md"
    for body in ("Chữ một.", "Chữ hai."):
        file.write_text(Draft("Bài 0", date="01/02/2024", body=body).text(), "utf-8")
        assert place.build() == ""
    assert_equal(place)


def test_a_picture_that_could_not_be_read_once_is_read_at_the_next_build(place: Place) -> None:
    picture = place.content / "anh" / "khoa.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>', "utf-8")
    body = "![Núi đồi buổi sớm](anh/khoa.svg)"
    place.write("tin-tuc/bai-0.md", Draft("Bài 0", date="01/02/2024", body=body).text(), 9)

    def refusing(method: Callable[..., Any]) -> Callable[..., Any]:
        def read(path: Path, *given: Any, **named: Any) -> Any:
            if path.name == picture.name:
                raise PermissionError(13, "Permission denied")
            return method(path, *given, **named)

        return read

    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "read_bytes"):
            patch.setattr(Path, name, refusing(getattr(Path, name)))
        assert "không cho đọc tệp ảnh “khoa.svg”" in place.build()
        assert "không cho đọc tệp ảnh “khoa.svg”" in place.build()
    assert place.build() == ""
    assert_equal(place)


def reads_nothing(place: Place) -> bool:
    """Whether the next build ends before it takes up a single article."""
    taken: list[Articles] = []

    def take(*given: Any) -> Articles:
        taken.append(Articles(*given))
        return taken[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "Articles", take)
        assert place.build() == ""
    return not taken


def test_a_build_that_finds_nothing_changed_takes_up_no_article(place: Place) -> None:
    assert reads_nothing(place)
    place.write("tin-tuc/bai-0.md", Draft("Bài 0", date="01/02/2024", body="Khác.").text(), 9)
    assert not reads_nothing(place)
    assert reads_nothing(place)


def test_an_article_that_becomes_due_is_a_change(place: Place) -> None:
    place.values["drafts"] = False
    place.write("tin-tuc/hen.md", Draft("Bài hẹn", date="15/07/2024").text(), 9)
    assert place.build() == ""
    page = place.output / "tin-tuc/2024/07/hen/index.html"
    place.values["month"] = 7
    assert reads_nothing(place)
    assert not page.exists()
    place.values["month"] = 8
    assert not reads_nothing(place)
    assert page.exists()
    assert_equal(place)


def test_a_warning_is_told_again_though_nothing_changed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write("tin-tuc/bai-1.md", Draft("Bài 0", date="02/02/2024").text(), 9)
    # What settings miss in content/ is told where something changed.
    place.values["more"] = "SITE = dict(SITE, footer_pages=[])\nSECTIONS = SECTIONS[:1]\n"
    told = []
    for _ in range(2):
        settings = place.settings_file()
        assert build(place.content, place.output, settings_file=settings) == 0
        forget_plugins()
        told.append(capsys.readouterr().err)
    assert "trùng" in told[0]
    assert told[0] == told[1]


def test_a_setting_that_only_pelican_knows_is_named_and_done_by_pelican(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = place.settings_file()
    settings.write_text(settings.read_text("utf-8") + "\nOUTPUT_SOURCES = True\n", "utf-8")
    assert build(place.content, place.output, settings_file=settings) == 0
    forget_plugins()
    assert "thiết lập OUTPUT_SOURCES chỉ Pelican làm được" in capsys.readouterr().err
    assert (place.output / "tin-tuc/2024/02/bai-1/index.text").is_file()
