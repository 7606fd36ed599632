"""A claim is checked against somebody else's words, not our own alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.checks.engine import check
from tools.check import place_in, read

CLAIM = (
    "Tiêu đề: Bài thử\nNgày: 11/12/2023\nLoại: kiểm chứng\nTin đồn: Có mức 3.\n"
    "Xuất hiện: 10/12/2023\nKết luận: sai\nTrạng thái: nháp\nCăn cứ:\n{}\n\nNội dung bài.\n"
)
OWN = "- Cổng | https://thu.example.vn/tin-tuc/ | 10/12/2023\n"
OTHER = "- Báo | https://bao.vn/a | 10/12/2023\n"


def found(folder: Path, evidence: str) -> list[str]:
    file = folder / "content/dinh-huong-du-luan/a.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(CLAIM.format(evidence), "utf-8")
    place = replace(
        place_in(read(None)),
        content=folder / "content",
        site_url="https://thu.example.vn",
        now=datetime(2024, 1, 1, tzinfo=UTC),
    )
    return [str(problem).partition("\n")[0] for problem in check(place)]


def test_evidence_from_our_own_pages_alone_is_named(tmp_path: Path) -> None:
    assert found(tmp_path, OWN) == [
        "content/dinh-huong-du-luan/a.md:9:1: cảnh báo: căn cứ chỉ có trang của chính cổng này, "
        "không có nguồn nào khác."
    ]
    assert found(tmp_path, OWN + OTHER) == found(tmp_path, OTHER) == []
