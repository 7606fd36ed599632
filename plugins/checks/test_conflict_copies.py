"""Of two copies of one article, one is published: which one, an editor decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_content import article, problems_in

COPIES = (
    *("bai - Copy", "bai - Copy (2)", "bai - Sao chép", "bai copy", "bai copy 2", "bai bản sao"),
    *("bai (bản sao)", "bai(copy)", "Copy of bai", "Copy (2) of bai", "Bản sao của bai"),
    *("bai.sync-conflict-20231211-101112-ABCDEF7", "bai_conflict-20231211-101112"),
    *("bai_conflict", "bai (conflicted copy 2023-12-11 101112)", "bai (Case Conflict)"),
    *("bai (Máy của Lan's conflicted copy 2023-12-11)", "bai (bản sao xung đột của Lan 2023)"),
    *("bai_BACKUP_1234", "bai_REMOTE_1234", "bai-DESKTOP-AB12", "bai-LAPTOP-0XYZ12AB-2"),
)
BESIDE = ("bai (1)", "bai(12)", "bai-VANPHONG", "bai-MAY-TINH-02")
OTHERS = (
    *("bai-1", "hoi-nghi-2", "covid-19", "bai-UB", "mua-laptop-2023", "bai-hoi-nghi", "BAI-2023"),
    *("conflict", "bai-conflict", "local", "bai_base", "copyright", "sao-chep", "(1)", "bai (lan)"),
)


def found(folder: Path, names: dict[str, str | bytes]) -> dict[str, str]:
    """What is said of copies, by the file's name."""
    said = (line for line in problems_in(folder, names) if "bản sao" in line.partition("lỗi: ")[2])
    return {line.split(":")[0].removeprefix("content/tin-tuc/"): line for line in said}


def test_copies_are_errors_that_name_both_files(tmp_path: Path) -> None:
    names = {name: f"tin-tuc/{name}.md" for name in ("bai", *COPIES, *BESIDE)}
    files = {path: article("Chữ.", name) for name, path in names.items()}
    told = found(tmp_path, dict(files))
    assert told.keys() == {f"{name}.md" for name in (*COPIES, *BESIDE)}
    assert all("là bản sao của “tin-tuc/bai.md”" in line for line in told.values())
    assert told["bai - Copy.md"] == (
        "content/tin-tuc/bai - Copy.md:1:1: lỗi: “bai - Copy.md” là bản sao của “tin-tuc/bai.md”, "
        "do máy tính hay phần mềm chép tệp tạo ra.\n    → so hai tệp, chép phần còn thiếu sang "
        "tệp kia rồi xóa tệp này (bài thì ghép được ở bàn biên tập, “So hai bản”); "
        "nếu là hai tệp khác nhau thì đổi tên tệp này."
    )


def test_without_the_original_only_names_that_nobody_types_are_told(tmp_path: Path) -> None:
    names = {name: f"tin-tuc/{name}.md" for name in (*COPIES, *BESIDE)}
    told = found(tmp_path, {path: article("Chữ.", name) for name, path in names.items()})
    assert told.keys() == {f"{name}.md" for name in COPIES}
    assert "không có tệp gốc “tin-tuc/bai.md”" in told["bai_BACKUP_1234.md"]
    assert "→ đổi tên tệp này thành “bai.md”, hoặc xóa đi." in told["bai_BACKUP_1234.md"]


def test_names_that_somebody_chose_are_no_copies(tmp_path: Path) -> None:
    names = ("bai", "hoi-nghi", "covid", "mua", "BAI", *OTHERS)
    files: dict[str, str | bytes] = {
        f"tin-tuc/{name}.md": article("Chữ.", name, f"{1 + place}/12/2023")
        for place, name in enumerate(names)
    }
    files["tin-tuc/bai-VANPHONG.md"] = article("Chữ.", "Văn phòng", "30/12/2023")
    assert found(tmp_path, files) == {}


@pytest.mark.parametrize(
    ("name", "data", "is_told"),
    [
        ("anh/don (1).pdf", b"mot", True),
        ("anh/don (1).pdf", b"hai ba", False),
        ("anh/don - Copy.pdf", b"hai ba", True),
        ("anh/don-VANPHONG.pdf", b"mot", False),
    ],
)
def test_copies_of_files_are_warnings(
    tmp_path: Path, name: str, data: bytes, is_told: bool
) -> None:
    files: dict[str, str | bytes] = {"anh/don.pdf": b"mot", name: data}
    told = [line for line in problems_in(tmp_path, files) if "là bản sao của" in line]
    assert [f"content/{name}:1:1: cảnh báo: " in line for line in told] == [True] * is_told
