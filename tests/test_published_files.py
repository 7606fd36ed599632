"""Of files, a release has what its own pages lead to, whatever else lies in content/."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from plugins.documents.testing import empty
from plugins.shared.problems import ContentError
from plugins.shared.process_cache import ProcessCache
from tests.support.edited_site import DRAWING, Place, assert_equal, new_place
from tests.support.whole_site import forget_plugins

HEAD = "Tiêu đề: {}\nNgày: {}\n{}\n\n"
FILM = (
    '<video src="tep/phim.mp4" poster="anh/0.svg" aria-label="Phim">'
    '<track src="tep/phim.vtt" kind="captions" srclang="vi" label="Phụ đề"></video>\n'
)
PUBLIC = HEAD.format("Bài công khai", "01/02/2024", "Tệp đính kèm: tep/dinh-kem.docx | Đơn")
PUBLIC += f"Xem [bảng](tep/bang.xlsx).\n\n![](anh/nghe.mp3)\n\n{FILM}"
DRAFT = HEAD.format("Bài nháp", "02/02/2024", "Trạng thái: nháp\nTệp đính kèm: tep/nhap.pdf")
WAITING = HEAD.format("Bài đợi", "01/08/2024", "Tệp đính kèm: tep/doi.pdf")
LINKED = (
    *("tep/dinh-kem.docx", "tep/bang.xlsx", "anh/nghe.mp3", "tep/phim.mp4", "tep/phim.vtt"),
    "tep/cu.zip",  # an old address leads there
)
HELD = ("tep/nhap.pdf", "tep/doi.pdf")
UNLINKED = (
    *(
        "tep/id_rsa",
        "tep/a.exe",
        "tep/a.php",
        "tep/mau.html",
        "tep/a.xml",
        "tep/a.svg",
        "tep/b.pdf",
    ),
    *("anh/a.js", "anh/mau.html", "tep/anh.jpg", "anh/anh.jpe", "tep/a.bin", "tep/BAN.DNG"),
)


def of_its_kind(name: str) -> bytes:
    if name.endswith(".vtt") or (name in UNLINKED and name != "tep/b.pdf"):
        return f"<p>{name}</p>".encode()
    return empty(name)


@pytest.fixture
def place(caches: Path) -> Iterator[Place]:
    with new_place(caches) as place:
        place.values["drafts"] = False
        for name in (*LINKED, *HELD, *UNLINKED):
            place.write(name, of_its_kind(name), 1)
        place.write("anh/0.svg", DRAWING.format("#b00"), 0)
        place.write("tin-tuc/cong-khai.md", PUBLIC, 1)
        place.write("tin-tuc/nhap.md", f"{DRAFT}Chữ.\n", 1)
        place.write("tin-tuc/doi.md", f"{WAITING}Chữ.\n", 1)
        place.write("redirects.csv", "cũ,mới\n/cu/1,/cu/2\n/cu/2,/tep/cu.zip\n", 1)
        yield place
    forget_plugins()


def files(place: Place) -> set[str]:
    """Below the folders of files, copies of pictures left out."""
    found = (file for top in ("anh", "tep") for file in (place.output / top).rglob("*"))
    names = (file.relative_to(place.output).as_posix() for file in found if file.is_file())
    return {name for name in names if not name.startswith(("anh/0.", "anh/chia-se."))}


def test_files_come_and_go_with_the_articles_that_lead_to_them(place: Place) -> None:
    assert place.build() == ""
    assert files(place) == {*LINKED}
    assert_equal(place)
    page = (place.output / "tin-tuc/2024/02/cong-khai/index.html").read_text("utf-8")
    assert 'poster="/anh/0.' in page
    assert 'src="/tep/phim.vtt"' in page

    place.write("tin-tuc/nhap.md", f"{DRAFT}Chữ.\n".replace("Trạng thái: nháp\n", ""), 2)
    place.write("tin-tuc/cong-khai.md", PUBLIC.replace("Tệp đính", "Trạng thái: nháp\nTệp đính"), 2)
    assert place.build() == ""
    assert files(place) == {"tep/nhap.pdf", "tep/cu.zip"}
    assert_equal(place)

    place.values["month"] = 9  # by then one more is due
    place.write("redirects.csv", "cũ,mới\n/cu/2,/tin-tuc/\n", 3)
    assert place.build() == ""
    assert files(place) == {*HELD}
    assert_equal(place)


def test_a_save_in_serve_brings_and_takes_files_too(place: Place) -> None:
    place.values["drafts"] = True
    place.process = ProcessCache()
    assert place.build() == ""
    assert files(place) == {*LINKED, *HELD}
    place.write("tin-tuc/cong-khai.md", PUBLIC.replace("bang.xlsx", "b.pdf"), 2)
    assert place.build() == ""
    assert files(place) == {*LINKED, *HELD} - {"tep/bang.xlsx"} | {"tep/b.pdf"}
    place.write("tin-tuc/nhap.md", f"{DRAFT}Chữ khác.\n".replace("nhap.pdf", "cu.zip"), 3)
    assert place.build() == ""
    assert files(place) == {*LINKED, "tep/doi.pdf"} - {"tep/bang.xlsx"} | {"tep/b.pdf"}
    assert_equal(place)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need a right there")
@pytest.mark.parametrize("odd", ["link", "pipe"])
def test_an_article_that_is_no_file_any_more_is_refused_by_every_build(
    place: Place, odd: str
) -> None:
    file = place.content / "tin-tuc/cong-khai.md"
    outside = place.folder / "ngoai.md"
    file.rename(outside)
    if odd == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(outside)
    assert "content/tin-tuc/cong-khai.md:1:1: lỗi: đây " in place.build()
    with pytest.raises(ContentError, match=r"content/tin-tuc/cong-khai\.md:1:1: lỗi: đây "):
        place.clean()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_without_the_checks_nobody_reads_behind_a_link_either(place: Place) -> None:
    """Pelican alone would: its own walk follows links to folders."""
    outside = place.folder / "ngoai"
    outside.mkdir()
    (outside / "bi-mat.md").write_text(HEAD.format("Bí mật", "01/02/2024", "") + "Chữ.\n", "utf-8")
    (place.content / "tin-tuc/ngoai").symlink_to(outside)
    (place.content / "tin-tuc/vong").symlink_to(place.content / "tin-tuc")
    place.write("trang/that.md", "Tiêu đề: Thật\n\nChữ.\n", 1)
    (place.content / "trang/trong.md").symlink_to(place.content / "trang/that.md")
    (place.content / "tep/bang.xlsx").unlink()
    (place.content / "tep/bang.xlsx").symlink_to(outside / "bi-mat.md")
    place.write("tin-tuc/cong-khai.md", PUBLIC.replace("Xem [bảng](tep/bang.xlsx).", ""), 2)
    settings = read_settings(
        str(place.settings_file()),
        override={
            "PATH": str(place.content),
            "OUTPUT_PATH": str(place.output),
            "PUBLISH_TIME": place.moment,
        },
    )
    settings["PLUGINS"] = [x for x in settings["PLUGINS"] if not x.endswith(("checks", "mental"))]
    forget_plugins()
    Pelican(settings).run()
    found = {page.parent.name for page in place.output.glob("tin-tuc/2024/*/*/index.html")}
    assert found == {"cong-khai"}
    assert {page.parent.name for page in place.output.glob("t*/index.html")} > {"that", "trong"}
    assert "tep/bang.xlsx" not in files(place)
