"""What the desk is sent becomes a file of content/, once, whole, or not at all."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from desk.journal.journal import Journal
from desk.photos import placing
from desk.photos.recent import PAGE, recent_photos
from desk.photos.testing import encoded, photo, picture
from plugins.documents.testing import core, docx
from tests.support.opened_desk import Opened, open_desk

ARTICLE = "tin-tuc/le-hoi.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def files(content: Path) -> list[str]:
    """Without what the desk keeps aside."""
    paths = (file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file())
    return sorted(path for path in paths if not path.startswith(".soan/"))


def send(opened: Opened, name: str, data: bytes, kind: str = "photo") -> tuple[int, Any]:
    return opened.ask("POST", f"/api/{kind}?name={quote(name)}&article={ARTICLE}", data)


def test_photos_get_clean_names_and_the_same_one_is_kept_once(
    content: Path, tmp_path: Path
) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        status, first = send(opened, "DSC_0012.JPG", photo())
        assert status == 200
        assert first["path"].startswith("anh/20")
        assert first["path"].endswith("/le-hoi-1.jpg")
        assert (first["width"], first["height"]) == (120, 80)
        assert "nơi chụp" in first["notes"][0]
        assert send(opened, "Cùng ảnh ấy.jpg", photo())[1]["path"] == first["path"]
        _, other = send(opened, "..\\..\\DSC_0012.JPG", photo(90, 80))
        assert other["path"].endswith("/le-hoi-2.jpg")
        _, named = send(opened, "C:\\Ảnh\\Hội nghị xã.jpg", photo(80, 80))
        assert named["path"].endswith("/hoi-nghi-xa.jpg")
        _, taken = send(opened, "hoi-nghi-xa.jpg", photo(70, 80))
        assert taken["path"].endswith("/hoi-nghi-xa-2.jpg")
        paths = [each["path"] for each in (first, other, named, taken)]
        deeds = [each.deed for each in Journal(content).told().entries]
        assert [deed.paths for deed in deeds[::-1]] == [(path,) for path in paths]
        assert files(content) == sorted(paths)
        assert not any((tmp_path / "scratch" / "photos").iterdir())

        shown = opened.ask("GET", f"/api/photo?path={quote('/' + paths[0])}&article={ARTICLE}")[1]
        assert Image.open(BytesIO(shown)).size == (120, 80)


def test_what_is_no_picture_leaves_nothing_behind(content: Path, tmp_path: Path) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = send(opened, "hỏng.jpg", photo(300, 300)[:-400])
        assert status == 422
        assert "hỏng.jpg" in said["sentence"]
        assert said["remedy"].endswith("rồi chọn lại tệp.")
    assert files(content) == files(tmp_path / "scratch") == []


def test_a_full_disk_leaves_nothing_behind(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("desk.photos.placing.os.fsync", full)
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = send(opened, "a.jpg", photo())
    assert status == 507
    assert "đầy" in said["sentence"]
    assert files(content) == []


def test_a_name_that_was_taken_meanwhile_is_not_written_over(content: Path) -> None:
    (content / "a.jpg").write_bytes(b"first")
    with pytest.raises(FileExistsError):
        placing.write_fresh(content / "a.jpg", b"second")
    assert (content / "a.jpg").read_bytes() == b"first"
    assert files(content) == ["a.jpg"]


def test_a_disk_that_knows_no_second_names_is_no_obstacle(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    placing.write_fresh(content / "a.jpg", b"first")
    with pytest.raises(FileExistsError):
        placing.write_fresh(content / "a.jpg", b"second")
    assert (content / "a.jpg").read_bytes() == b"first"
    assert files(content) == ["a.jpg"]


def test_a_folder_that_leads_out_takes_nothing(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (content / "anh").symlink_to(outside)
    with open_desk(content, tmp_path / "scratch") as opened:
        assert send(opened, "a.jpg", photo())[0] == 403
        (outside / "b.jpg").write_bytes(photo())
        assert opened.ask("GET", "/api/photo?path=anh/b.jpg")[0] == 404
    assert files(outside) == ["b.jpg"]


PATHS = (
    "anh/../../secret.jpg",
    "../secret.jpg",
    "anh/..%5C..%5Csecret.jpg",
    "anh/.an/a.jpg",
    "anh/CON.jpg",
    "anh/a.jpg%00",
    "tin-tuc/a.jpg",
    "anh",
    "",
    "anh/" + "a" * 300,
)


def test_only_pictures_of_their_folder_are_shown(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(photo())
    for place in ("anh/.an", "tin-tuc"):
        (content / place).mkdir(parents=True)
        (content / place / "a.jpg").write_bytes(photo())
    with open_desk(content, tmp_path / "scratch") as opened:
        for path in PATHS:
            assert opened.ask("GET", f"/api/photo?path={path}&article={ARTICLE}")[0] == 404


def test_documents_are_looked_into(content: Path, tmp_path: Path) -> None:
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = send(opened, "Kế hoạch_12.txt", "Chữ".encode(), "file")
        assert (status, said["name"]) == (200, "Kế hoạch 12")
        assert said["path"].endswith("/ke-hoach-12.txt")
        assert said["path"].startswith("tep/20")
        status, said = send(
            opened, "mẫu đơn.docx", docx("", {"docProps/core.xml": core("Nguyễn Thị Lan")}), "file"
        )
        assert status == 200
        assert "Lan" in said["notes"][0]
        for name, data in (("chạy.exe", b"MZ"), ("a.pdf", b"MZ" + bytes(99)), ("a.pdf", b"")):
            status, said = send(opened, name, data, "file")
            assert status == 422
            assert said["remedy"]
    assert len(files(content)) == 2


def test_the_newest_photos_come_first_and_are_found_without_marks(content: Path) -> None:
    for number in range(PAGE + 2):
        file = content / f"anh/2025/hoi-nghi-{number:02}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
        os.utime(file, ns=(number, number))
    (content / "anh/2025/.an.jpg").write_bytes(b"")
    (content / "anh/Chợ Rã.png").write_bytes(encoded(picture(), "PNG"))
    first = recent_photos(content, "", 1)
    assert (first.total, first.pages) == (PAGE + 3, 2)
    assert first.paths[:2] == ("anh/Chợ Rã.png", f"anh/2025/hoi-nghi-{PAGE + 1:02}.jpg")
    assert recent_photos(content, "", 99).paths == recent_photos(content, "", 2).paths
    assert recent_photos(content, "cho ra", 1).paths == ("anh/Chợ Rã.png",)
    assert recent_photos(content, "hội nghị 07", 1).paths == ("anh/2025/hoi-nghi-07.jpg",)
