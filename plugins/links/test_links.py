"""A path in an article leads where its editor meant, inside content/, or is named as lost."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.frontmatter.body import Body
from plugins.frontmatter.schema import Head, Section
from plugins.links.attachments import read_attachments
from plugins.links.lists import list_address
from plugins.links.resolve import OUR_MARK, Resolver
from plugins.shared.content import read_tree
from plugins.shared.slugs import own_slugs
from plugins.vietnamese.numbers import show_size
from tests.support.plugin_problems import ALONE, problems_of
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles

FILES = {
    "anh/2023/hoi-nghi.svg": "<svg/>",
    "anh/2023/Ảnh một.svg": "<svg/>",
    "tep/2025/phieu.pdf": "x" * 1_234_567,
    "tin-tuc/bai.md": "",
    "tin-tuc/khac.md": "",
    "tin-tuc/nho/anh-rieng.md": "",
    "trang/gioi-thieu.md": "",
    "bi-mat.txt": "",
}
NFC = "Ảnh một.svg"
NFD = unicodedata.normalize("NFD", NFC)
SECRET = "mat-khau"

SECTIONS = (
    Section("tin-tuc", "Tin tức", "", ("Kinh tế", "Văn hóa - Xã hội")),
    Section("thong-bao", "Thông báo", "", ("Kinh tế", "Giấy mời")),
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "content"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder.parent / "etc").mkdir()
    (folder.parent / "etc" / "passwd").write_text(SECRET)
    (folder / "anh" / "loi-tat.svg").symlink_to(folder.parent / "etc" / "passwd")
    (folder / "anh" / "ngoai").symlink_to(folder.parent / "etc")
    return folder


def make_resolver(content: Path, root: str = "") -> Resolver:
    return Resolver(
        str(content),
        root,
        SECTIONS,
        own_slugs(),
        ["tin-tuc", "trang"],
        ["anh", "tep"],
        lambda: read_tree(content, ()).files,
    )


def make_body(content: Path, source: str = "", attachments: tuple[str, ...] = ()) -> Body:
    head = Head(title="Bài", attachments=attachments)
    return Body("content/tin-tuc/bai.md", source, 5, head)


def resolved(content: Path, written: str, tag: str = "img") -> tuple[str, Body]:
    """The address that a tag with this path gets."""
    body = make_body(content, f"Dòng năm\n![]({written})")
    name = "href" if tag == "a" else "src"
    html = make_resolver(content).resolve(f'<{tag} {name}="{written}">', body)
    return html.removeprefix(f'<{tag} {name}="').removesuffix('">'), body


@pytest.mark.parametrize(
    ("written", "section", "address"),
    [
        ("{tag}dư luận", "tin-tuc", "/goc/the/du-luan/"),
        ("{tag}Dư Luận#muc", "tin-tuc", "/goc/the/du-luan/#muc"),
        ("{tag}du%20luan", "tin-tuc", "/goc/the/du-luan/"),
        ("%7Btag%7Ddu-luan", "tin-tuc", "/goc/the/du-luan/"),
        ("|tag|100-KL/TW", "tin-tuc", "/goc/the/100-kl-tw/"),
        ("{author}Hương Dịu", "tin-tuc", "/goc/tac-gia/huong-diu/"),
        ("{category}văn hóa - xã hội", "tin-tuc", "/goc/tin-tuc/van-hoa-xa-hoi/"),
        ("{category}Giay moi", "tin-tuc", "/goc/thong-bao/giay-moi/"),
        ("{category}Kinh tế", "tin-tuc", "/goc/tin-tuc/kinh-te/"),
        ("{category}Kinh tế", "thong-bao", "/goc/thong-bao/kinh-te/"),
        ("{category}Kinh tế", "", "/goc/tin-tuc/kinh-te/"),
        ("{index}", "tin-tuc", "/goc/"),
        ("{index}#top", "tin-tuc", "/goc/#top"),
    ],
)
def test_a_list_is_named_as_in_pelican(
    content: Path, written: str, section: str, address: str
) -> None:
    body = make_body(content)
    body = dataclasses.replace(body, head=Head(title="Bài", section=section))
    html = make_resolver(content, "/goc").resolve(f'<a href="{written}">', body)
    assert html == f'<a href="{address}">'
    assert body.problems == []


@given(st.sampled_from(["tag", "category", "author"]), st.text())
def test_whatever_name_a_list_has_the_link_stays_inside_the_site(kind: str, name: str) -> None:
    address = list_address(f"{{{kind}}}{name}", SECTIONS, own_slugs())
    assert re.fullmatch("(?:/[a-z0-9-]+/[a-z0-9-]+/)?", address)


def test_a_list_is_no_picture(content: Path) -> None:
    assert resolved(content, "{tag}du-luan")[1].problems


@pytest.mark.parametrize(
    "written",
    [
        "../anh/2023/hoi-nghi.svg",
        "anh/2023/hoi-nghi.svg",
        "/anh/2023/hoi-nghi.svg",
        "./../anh/2023/../2023/hoi-nghi.svg",
        "{static}/anh/2023/hoi-nghi.svg",
        "{static}anh/2023/hoi-nghi.svg",
        "{static}../anh/2023/hoi-nghi.svg",
        "{filename}/anh/2023/hoi-nghi.svg",
        "{attach}/anh/2023/hoi-nghi.svg",
        "|static|/anh/2023/hoi-nghi.svg",
        "|filename|/anh/2023/hoi-nghi.svg",
        "%7Bstatic%7D/anh/2023/hoi-nghi.svg",
        "anh/2023/hoi%2Dnghi.svg",
    ],
)
def test_a_picture_is_found_however_its_path_is_written(content: Path, written: str) -> None:
    address, body = resolved(content, written)
    assert address == "/anh/2023/hoi-nghi.svg"
    assert body.facts.files == {address: content / "anh/2023/hoi-nghi.svg"}
    assert body.problems == []


@pytest.mark.parametrize(
    "written",
    [f"anh/2023/{NFC}", f"anh/2023/{NFD}", quote(f"anh/2023/{NFC}"), quote(f"anh/2023/{NFD}")],
)
def test_a_name_with_tones_is_found_however_it_is_encoded(content: Path, written: str) -> None:
    address, body = resolved(content, written)
    assert address == "/" + quote("anh/2023/Ảnh một.svg")
    assert body.problems == []


def test_a_file_that_a_mac_named_is_linked_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / NFD).touch()
    address, body = resolved(tmp_path, "anh/Ảnh một.svg")
    assert address == "/" + quote(f"anh/{NFD}")
    assert body.problems == []


@pytest.mark.parametrize(
    ("written", "target", "tail"),
    [
        ("khac.md", "tin-tuc/khac.md", ""),
        ("./khac.md#phan-2", "tin-tuc/khac.md", "#phan-2"),
        ("tin-tuc/khac.md?in=1#cuoi", "tin-tuc/khac.md", "?in=1#cuoi"),
        ("{filename}/tin-tuc/khac.md", "tin-tuc/khac.md", ""),
        ("|filename|khac.md", "tin-tuc/khac.md", ""),
        ("../trang/gioi-thieu.md", "trang/gioi-thieu.md", ""),
        ("nho/anh-rieng.md", "tin-tuc/nho/anh-rieng.md", ""),
    ],
)
def test_a_link_to_an_article_is_left_to_pelican_with_its_query_and_anchor(
    content: Path, written: str, target: str, tail: str
) -> None:
    address, body = resolved(content, written, "a")
    assert address == "{filename}/" + target + tail
    assert body.facts.article_links == [(target, 6)]
    assert body.problems == []


@pytest.mark.parametrize(
    "written", ["#phan-2", "?q=1", "mailto:a@example.vn", "https://example.vn/a?b=1#c", "tel:02093"]
)
def test_what_is_no_path_of_ours_stays_as_written(content: Path, written: str) -> None:
    address, body = resolved(content, written, "a")
    assert address == written
    assert body.problems == []


# Every mark that Pelican knows, and what it would do with each of these: keep scheme and host.
MARKS = ("{static}", "{filename}", "{attach}", "|static|", "|filename|", "|attach|", "%7Bstatic%7D")
OTHER_MARKS = ("{}", "{x}")
LIST_MARKS = ("{index}", "{category}", "{tag}", "{author}", "|tag|")


HIDDEN = ("javascript://a?%0aalert(1)//", "javascript:alert(1)", "data:text/html,x", "//a.vn/a")


@pytest.mark.parametrize("mark", LIST_MARKS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_behind_the_mark_of_a_list_stands_a_name(content: Path, mark: str, hidden: str) -> None:
    address, _ = resolved(content, mark + hidden, "a")
    assert re.fullmatch("(?:/(?:[a-z0-9-]+/)*)?", address)


@pytest.mark.parametrize("mark", [*MARKS, *OTHER_MARKS])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_nothing_hides_behind_a_mark(content: Path, mark: str, hidden: str) -> None:
    address, body = resolved(content, mark + hidden, "a")
    (problem,) = body.problems
    assert (problem.severity, problem.line) == ("error", 6)
    assert not re.search(OUR_MARK, address)


@pytest.mark.parametrize(
    "written", ["//a.vn/b", "/\\a.vn", "https:\\\\a.vn", "/\t/a.vn", "https:/a.vn"]
)
def test_a_link_that_browsers_read_in_another_way_is_refused(content: Path, written: str) -> None:
    _, body = resolved(content, written, "a")
    (problem,) = body.problems
    assert problem.severity == "error"


def test_what_follows_an_articles_path_stays_inside_its_attribute(tmp_path: Path) -> None:
    """Pelican unescapes a link to find `a&b.md`, and would write what comes behind it so."""
    link = "a&amp;b.md#&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": HEAD.format("A", "") + f'Xem <a href="{link}">bài B</a>.\n',
        "tin-tuc/a&b.md": HEAD.format("B", "") + "Chữ.\n",
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE)
    page = BuiltPage(site / "tin-tuc/2023/12/a/index.html", "/tin-tuc/2023/12/a/")
    assert "alert(1)</script>" not in page.html
    assert any(link.startswith("/tin-tuc/2023/12/a-b/#") for link in page.links())


def test_a_file_keeps_its_query_and_anchor(content: Path) -> None:
    address, body = resolved(content, "tep/2025/phieu.pdf?ban=2#trang-3", "a")
    assert address == "/tep/2025/phieu.pdf?ban=2#trang-3"
    assert address in body.facts.files


def test_an_address_of_the_site_gets_the_sites_root(content: Path) -> None:
    html = '<a href="/tin-tuc/2023/#a">b</a><a href="#c">d</a><img src="anh/2023/hoi-nghi.svg">'
    shown = make_resolver(content, "/phu-thong").resolve(html, make_body(content))
    assert 'href="/phu-thong/tin-tuc/2023/#a"' in shown
    assert 'href="#c"' in shown
    assert 'src="/phu-thong/anh/2023/hoi-nghi.svg"' in shown


@pytest.mark.parametrize("written", ["anh/2023/HOI-nghi.SVG", "/ANH/2023/hoi-nghi.svg"])
def test_a_wrong_letter_case_is_named_with_the_right_spelling(content: Path, written: str) -> None:
    _, body = resolved(content, written)
    (problem,) = body.problems
    assert (problem.path, problem.line) == ("content/tin-tuc/bai.md", 6)
    assert written in problem.sentence
    assert "anh/2023/hoi-nghi.svg" in problem.remedy


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("anh/2023/mat.svg", "img"),
        ("/anh/2023/mat.svg", "img"),
        ("/anh/2023/mat.svg", "a"),
        ("/tep/2025/mat.pdf", "a"),
        ("/tin-tuc/mat.md", "a"),
        ("mat.md", "a"),
        ("{filename}/tin-tuc/mat.md", "a"),
        ("anh/2023", "img"),
        ("tep/2025/", "a"),
        ("anh/2023/mat.mp4", "video"),
        ("../bi-mat.txt", "a"),
    ],
)
def test_what_is_missing_or_not_published_is_named_with_its_line(
    content: Path, written: str, tag: str
) -> None:
    address, body = resolved(content, written, tag)
    (problem,) = body.problems
    assert (problem.severity, problem.line) == ("error", 6)
    assert problem.remedy
    assert address == written
    assert body.facts.files == {}


@pytest.mark.parametrize("written", ["https://example.vn/a.jpg", "//example.vn/a.jpg"])
@pytest.mark.parametrize("tag", ["img", "video", "audio", "source", "track"])
def test_a_picture_or_film_of_another_site_is_refused(
    content: Path, written: str, tag: str
) -> None:
    _, body = resolved(content, written, tag)
    (problem,) = body.problems
    assert written in problem.sentence
    assert "content/anh/" in problem.remedy


PARTS = ["..", ".", "", "%2e%2e", "anh", "tep", "2023", "ngoai", "etc", "passwd", "loi-tat.svg"]
ESCAPES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("/".join)


@given(written=ESCAPES, mark=st.sampled_from(["", "/", "{static}/", "{filename}../"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_path_and_no_symlink_ever_leaves_the_content(
    content: Path, written: str, mark: str
) -> None:
    body = make_body(content)
    make_resolver(content).address(mark + written, body, "picture")
    for file in body.facts.files.values():
        assert SECRET not in file.read_text("utf-8")
        assert file.resolve().is_relative_to(content.resolve())


@pytest.mark.parametrize(
    "written",
    ["../../etc/passwd", "anh/../../etc/passwd", "anh/loi-tat.svg", "anh/ngoai/passwd"],
)
def test_a_way_out_of_the_content_is_named(content: Path, written: str) -> None:
    _, body = resolved(content, written)
    assert len(body.problems) == 1
    assert body.facts.files == {}


def test_an_attachment_has_its_title_kind_and_size(content: Path) -> None:
    body = make_body(
        content,
        attachments=("tep/2025/phieu.pdf | Phiếu “hỏi” & đáp", "/tep/2025/phieu.pdf#trang-2"),
    )
    titled, plain = read_attachments(make_resolver(content), body)
    assert (titled.title, titled.kind) == ("Phiếu “hỏi” & đáp", "PDF")
    assert titled.size == "1,2\u00a0MB"
    assert titled.address == "/tep/2025/phieu.pdf"
    assert (plain.title, plain.address) == ("phieu.pdf", "/tep/2025/phieu.pdf#trang-2")
    assert body.problems == []


@pytest.mark.parametrize("path", ["tep/mat.pdf", "tin-tuc/khac.md", "https://example.vn/a.pdf"])
def test_no_attachment_is_dropped_without_a_word(content: Path, path: str) -> None:
    body = make_body(content, attachments=(f"{path} | Phiếu",))
    assert read_attachments(make_resolver(content), body) == []
    (problem,) = body.problems
    assert path in problem.sentence


HEAD = "Tiêu đề: Bài {0}\nNgày: 11/12/2023\n{1}\n"


def test_a_built_article_shows_its_picture_link_and_attachment(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tep/2023/phieu.pdf": b"%PDF" * 300,
        "tin-tuc/a.md": HEAD.format("A", "Tệp đính kèm: tep/2023/phieu.pdf | Phiếu hỏi\n")
        + "Xem [bài B](b.md#cuoi).\n\n![Đồi núi](anh/anh.svg)\n",
        "tin-tuc/b.md": HEAD.format("B", "") + "Chữ.\n\n## Cuối\n\nChữ.\n",
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE)
    page = BuiltPage(site / "tin-tuc/2023/12/a/index.html", "/tin-tuc/2023/12/a/")
    assert "/tin-tuc/2023/12/b/#cuoi" in page.links()
    assert page.soup.select_one("figure img")["src"].startswith("/anh/anh.")
    assert page.soup.select_one(".files li").get_text() == "Phiếu hỏi (PDF, 1\u00a0kB)"
    assert (site / "tep/2023/phieu.pdf").read_bytes() == b"%PDF" * 300


@pytest.mark.parametrize("held", ["Trạng thái: nháp", "Ngày: 11/12/2099"])
def test_a_published_article_may_not_link_to_one_that_is_not(tmp_path: Path, held: str) -> None:
    head = "Tiêu đề: B\n" + (held if "Ngày" in held else f"Ngày: 11/12/2023\n{held}")
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": HEAD.format("A", "") + "Chữ.\n\nXem [bài B](b.md).\n",
        "tin-tuc/b.md": head + "\n\nChữ.\n",
    }
    assert problems_of(tmp_path / "preview", files) == []
    (problem,) = problems_of(tmp_path / "published", files, SHOW_UNPUBLISHED=False)
    assert (problem.path, problem.line) == ("content/tin-tuc/a.md", 6)
    assert "tin-tuc/b.md" in problem.sentence


def test_a_symlink_to_a_file_elsewhere_is_never_published(tmp_path: Path) -> None:
    (tmp_path / "content/anh").mkdir(parents=True)
    (tmp_path / "mat.txt").write_text(SECRET)
    (tmp_path / "content/anh/loi-tat.txt").symlink_to(tmp_path / "mat.txt")
    text = HEAD.format("A", "") + "Xem [tệp](anh/loi-tat.txt).\n"
    (problem,) = problems_of(tmp_path, {"tin-tuc/a.md": text})
    assert "không tìm thấy “anh/loi-tat.txt”" in problem.sentence
    assert not (tmp_path / "output/anh/loi-tat.txt").exists()


def test_a_document_that_the_text_links_to_is_listed_once_with_kind_and_size(content: Path) -> None:
    body = make_body(content, attachments=("tep/2025/phieu.pdf | Phiếu",))
    resolver = make_resolver(content)
    (content / "tep" / "2025" / "bang.xlsx").write_bytes(b"x" * 2000)
    text = (
        '<p><a href="tep/2025/phieu.pdf">ở đây</a> và <a href="/tep/2025/bang.xlsx">'
        '<strong>Bảng</strong> số liệu</a>, <a href="https://example.vn/a.pdf">khác</a></p>'
    )
    listed = read_attachments(resolver, body, resolver.resolve(text, body))
    assert [(item.title, item.kind) for item in listed] == [
        ("Phiếu", "PDF"),
        ("Bảng số liệu", "XLSX"),
    ]
    assert listed[1].size == show_size(2000)
