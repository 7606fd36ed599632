"""Two desks that share a folder note all that both do, and take nothing back twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desk.journal.journal import Journal
from tests.support.checked_content import article
from tests.support.opened_desk import Opened, open_desk

PATH = "tin-tuc/a.md"
EACH = 8


def test_what_both_do_at_once_is_noted_and_taken_back_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / PATH).write_text(article("Chữ.", "Bài A"), "utf-8")

    def all_ask(address: str, bodies: list[dict[str, str]]) -> list[int]:
        """Each of the desks, at once."""

        def ask(opened: Opened) -> list[int]:
            return [opened.ask("POST", address, body)[0] for body in bodies]

        with ThreadPoolExecutor(2) as pool:
            return [status for said in pool.map(ask, (first, second)) for status in said]

    with (
        open_desk(content, tmp_path / "first") as first,
        open_desk(content, tmp_path / "second") as second,
    ):
        assert set(all_ask("/api/duplicate", [{"path": PATH}] * EACH)) == {200}
        told = Journal(content).told()
        assert len(told.entries) == 2 * EACH
        assert told.damaged == []
        copies = {path for entry in told.entries for path in entry.deed.paths}
        assert len(copies) == 2 * EACH

        said = all_ask("/api/undo", [{"id": entry.deed.id} for entry in told.entries])
        assert said.count(200) >= 2 * EACH
        assert set(said) <= {200, 409}
        assert [file.name for file in (content / "tin-tuc").glob("*.md")] == ["a.md"]
        assert len(list((content / ".soan" / "thung-rac").rglob("*.md"))) == 2 * EACH
