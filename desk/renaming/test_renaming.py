"""An article gets another name or section; what readers and links have of it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.history.presence import beat
from desk.history.versions import keep_version
from desk.journal.test_undoing import tree
from desk.renaming.renaming import rename
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from importing.ledger import Entry, read_ledger
from tests.support.checked_content import article, problems_in
from tests.support.opened_desk import make_desk, open_desk

PATH = "tin-tuc/a.md"
OLD_ADDRESS = "/tin-tuc/2023/12/a/"
WINDOW = "00000000-0000-4000-8000-000000000001"


def opened(folder: Path, files: Mapping[str, str]) -> Desk:
    for name, text in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return make_desk(folder / "content", folder / "scratch")


def said(desk: Desk, path: str) -> str:
    return (desk.content / path).read_text("utf-8")


def refused(desk: Desk, name: str = "b", section: str = "", path: str = PATH) -> DeskError:
    before = tree(desk)
    with pytest.raises(DeskError) as found:
        rename(desk, path, name, section)
    assert tree(desk) == before
    return found.value


def test_a_published_article_keeps_its_old_address(tmp_path: Path) -> None:
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A", head="Chuyên mục: Kinh tế\n")})
    assert rename(desk, PATH, "Tên mới.md", "") == "tin-tuc/ten-moi.md"
    assert f"aliases: {OLD_ADDRESS}\n" in said(desk, "tin-tuc/ten-moi.md")
    assert "Kinh tế" in said(desk, "tin-tuc/ten-moi.md")
    # There and back again: what is an address of today is no old one.
    assert rename(desk, "tin-tuc/ten-moi.md", "a", "") == PATH
    assert f"aliases: {OLD_ADDRESS}" not in said(desk, PATH)
    assert "aliases: /tin-tuc/2023/12/ten-moi/\n" in said(desk, PATH)


def test_a_draft_that_nobody_has_seen_has_no_old_address(tmp_path: Path) -> None:
    text = article("Chữ.", "Bài A", head="Trạng thái: nháp\n")
    desk = opened(tmp_path, {PATH: text})
    rename(desk, PATH, "b", "")
    assert said(desk, "tin-tuc/b.md") == text
    keep_version(desk, "tin-tuc/b.md", article("Chữ.", "Bài A").encode(), "Lan")
    rename(desk, "tin-tuc/b.md", "c", "")
    assert "aliases: /tin-tuc/2023/12/b/\n" in said(desk, "tin-tuc/c.md")


def test_the_same_word_file_is_no_second_article_after_a_renaming(tmp_path: Path) -> None:
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A")})
    read_ledger(desk.content).done(Entry("bai.docx", "1", PATH, "2"))
    rename(desk, PATH, "b", "")
    assert [each.file for each in read_ledger(desk.content).by_key.values()] == ["tin-tuc/b.md"]


def test_a_slug_is_changed_without_the_file(tmp_path: Path) -> None:
    files = {
        PATH: article("Chữ.", "Bài A"),
        "tin-tuc/khac.md": article(f"Xem [trang]({OLD_ADDRESS}) và [bài](a.md).", "Bài khác"),
    }
    desk = opened(tmp_path, files)
    assert rename(desk, PATH, "a", "", "Tên khác") == PATH
    assert f"slug: ten-khac\naliases: {OLD_ADDRESS}\n" in said(desk, PATH)
    assert "[trang](/tin-tuc/2023/12/ten-khac/) và [bài](a.md)" in said(desk, "tin-tuc/khac.md")
    # Another name changes no address then, and an emptied slug gives the name its word again.
    assert rename(desk, PATH, "b", "") == "tin-tuc/b.md"
    assert f"slug: ten-khac\naliases: {OLD_ADDRESS}\n" in said(desk, "tin-tuc/b.md")
    assert rename(desk, "tin-tuc/b.md", "b", "", "") == "tin-tuc/b.md"
    assert "slug:" not in said(desk, "tin-tuc/b.md")
    assert "/tin-tuc/2023/12/ten-khac/" in said(desk, "tin-tuc/b.md")
    assert "[trang](/tin-tuc/2023/12/b/)" in said(desk, "tin-tuc/khac.md")


def test_a_slug_that_another_has_is_refused(tmp_path: Path) -> None:
    other = article("Chữ.", "Bài khác", head="slug: le-hoi\n")
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A"), "tin-tuc/khac.md": other})
    before = tree(desk)
    with pytest.raises(DeskError) as found:
        rename(desk, PATH, "a", "", "Lễ hội")
    assert tree(desk) == before
    assert "tin-tuc/khac.md" in found.value.sentence
    assert "tin-tuc/khac.md" in refused(desk, "le-hoi").sentence


def test_another_section_has_its_folder_and_the_heads_word(tmp_path: Path) -> None:
    head = "Mục: tin-tuc\nChuyên mục: Kinh tế\n"
    desk = opened(tmp_path, {PATH: article("![](anh/x.jpg)", "Bài A", head=head)})
    new = rename(desk, PATH, "a", "dinh-huong-du-luan")
    assert new == "dinh-huong-du-luan/a.md"
    assert "Mục: dinh-huong-du-luan\n" in said(desk, new)
    assert "Kinh tế" not in said(desk, new)
    assert "![](anh/x.jpg)" in said(desk, new)


def test_no_link_breaks(tmp_path: Path) -> None:
    files = {
        PATH: article("Chữ của bài, xem [bài kia](khac.md).", "Bài A"),
        "tin-tuc/khac.md": article(f"Xem [bài ấy](a.md) và [trang]({OLD_ADDRESS}).", "Bài khác"),
        "dinh-huong-du-luan/x.md": article("Xem [bài ấy](../tin-tuc/a.md).", "Bài X"),
        "redirects.csv": f"cũ,mới\n/1,{PATH}\n/2,{OLD_ADDRESS}\n",
    }
    desk = opened(tmp_path / "desk", files)
    rename(desk, PATH, "b", "dinh-huong-du-luan")
    now = {path: data.decode() for path, data in tree(desk).items()}
    of_links = [
        said
        for said in problems_in(tmp_path / "checked", now)
        if "không tìm thấy" in said or "địa chỉ" in said.lower()
    ]
    assert of_links == []
    assert "(khac.md)" not in now["dinh-huong-du-luan/b.md"]
    assert now["redirects.csv"].count("dinh-huong-du-luan") == 2


def test_names_and_addresses_of_others_are_refused(tmp_path: Path) -> None:
    desk = opened(
        tmp_path,
        {
            PATH: article("Chữ.", "Bài A"),
            "tin-tuc/co-san.md": article("Chữ.", "Có sẵn"),
            "tin-tuc/2023/trung.md": article("Chữ.", "Trùng"),
            "tin-tuc/kia.md": article("Chữ.", "Kia", head="aliases: /tin-tuc/2023/12/xua/\n"),
            "redirects.csv": "cũ,mới\n/tin-tuc/2023/12/bang/,tin-tuc/kia.md\n",
        },
    )
    assert "Đã có bài “tin-tuc/co-san.md”" in refused(desk, "Có sẵn").sentence
    assert "tin-tuc/2023/trung.md" in refused(desk, "trung").sentence
    assert "địa chỉ cũ dẫn tới “tin-tuc/kia.md”" in refused(desk, "xua").sentence
    assert "địa chỉ cũ dẫn tới “tin-tuc/kia.md”" in refused(desk, "bang").sentence


@pytest.mark.parametrize(
    ("name", "section", "sentence"),
    [
        ("a", "", "chưa có gì để đổi"),
        ("…", "", "cần có chữ hoặc số"),
        ("b", "khong-co", "Không có mục ấy"),
        ("b", "trang", "Không có mục ấy"),
    ],
)
def test_what_names_nothing_is_refused(
    tmp_path: Path, name: str, section: str, sentence: str
) -> None:
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A")})
    assert sentence in refused(desk, name, section).sentence


def test_names_stay_inside_their_folder(tmp_path: Path) -> None:
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A")})
    assert rename(desk, PATH, "../../etc/passwd", "") == "tin-tuc/etc-passwd.md"
    with open_desk(desk.content, tmp_path / "scratch") as asked:
        said = {"path": "../a.md", "name": "b", "section": ""}
        assert asked.ask("POST", "/api/rename", said)[0] == 404


def test_a_section_that_does_not_take_the_kind_says_so(tmp_path: Path) -> None:
    head = (
        "Loại: hỏi đáp\nCâu hỏi: Ai lo việc trồng rừng?\nNgày hỏi: 01/12/2023\n"
        "Nơi hỏi: Thôn Nà Cà\nTình trạng: chờ trả lời\n"
    )
    path = "dinh-huong-du-luan/a.md"
    desk = opened(tmp_path, {path: article("Chữ.", "Bài A", head=head)})
    assert refused(desk, "a", "tin-tuc", path).status == 422


def test_a_head_with_errors_is_mended_first(tmp_path: Path) -> None:
    desk = opened(tmp_path, {PATH: "---\ntitle: Bài A\ndate: hôm qua\n---\n\nChữ.\n"})
    assert "phần đầu bài còn lỗi" in refused(desk).sentence


def test_a_colleague_who_writes_in_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(tmp_path, {PATH: article("Chữ.", "Bài A")})
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("desk.history.presence.who", lambda _: "Chị Hoa")
        beat(desk, PATH, WINDOW)
    assert "Chị Hoa đang mở bài này" in refused(desk).sentence
