"""Where the publisher asks for it, nothing new goes out that nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from plugins.changes import FILE
from plugins.changes.approval import approval_line
from plugins.changes.wording import wording
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.vietnamese.dates import VIETNAM
from tests.support.publishing import Publisher, closed, make_publisher

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
NOW = datetime(2026, 11, 30, 14, 5, tzinfo=VIETNAM)
SECTIONS = 'SECTIONS = [{"slug": "tin-tuc", "title": "Tin tức"}]'
EDITORS = 'EDITORS = {"Tổ trưởng": ["duyệt"], "Người viết": ["viết"]}'
TEXT = "title: Bài {0}\ndate: 2023-12-11\nauthor: Tổ biên tập\n{1}\n{2}\n"


def write(publisher: Publisher, name: str, body: str, approval: str = "") -> None:
    """With the line that the plugin, which this site has not, writes into its table."""
    content = publisher.folder / "site/content"
    path = f"tin-tuc/{name}.md"
    line = f"approval: {approval}\n" if approval else ""
    data = TEXT.format(name, line, body).encode()
    (content / "tin-tuc").mkdir(exist_ok=True)
    (content / path).write_bytes(data)
    table = content / FILE
    table.parent.mkdir(exist_ok=True)
    rows = table.read_text("utf-8").splitlines() if table.is_file() else []
    kept = [row for row in rows if f"\t{path}\t" not in row]
    row = f"bai-{name}/\t{path}\t{digest(data)}\t0\t0\t"
    table.write_text("".join(f"{each}\n" for each in sorted([*kept, row])), "utf-8")


def digest(data: bytes) -> str:
    article = parse("content/tin-tuc/a.md", data, SCHEMA)
    assert article.head, article.problems
    return wording(article.head, article.body)


def signed(publisher: Publisher, name: str, body: str, by: str) -> None:
    said = digest(TEXT.format(name, "", body).encode())
    write(publisher, name, body, approval_line(by, NOW, said))


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        made.declare('STATIC_PATHS = [".portal"]', 'IGNORE_FILES = ["*.bak"]', SECTIONS)
        (made.folder / "site/content/bai-thu.md").unlink()
        write(made, "a", "Chữ đầu.")
        made.publish()
        yield made


def test_what_nobody_has_approved_is_refused_by_command_and_timer(publisher: Publisher) -> None:
    publisher.declare(EDITORS, "APPROVAL = True")
    write(publisher, "b", "Chữ mới.")
    before = publisher.state()
    told = publisher.run("publish", "--yes")
    assert told.returncode == 1
    # What readers have already needs no name.
    assert "có 1 bài chưa được duyệt:" in told.stderr
    refusal = "content/tin-tuc/b.md (/bai-b/): chưa ai duyệt; người viết: Tổ biên tập\n"
    assert refusal in told.stderr
    timer = publisher.run("publish", "--due")
    assert (timer.returncode, timer.stderr) == (1, "")
    assert refusal in timer.stdout
    assert refusal in publisher.run("publish", "--dry-run").stderr
    assert publisher.state() == before

    signed(publisher, "b", "Chữ mới.", "Người viết")
    told = publisher.run("publish", "--yes")
    assert "Người viết đã duyệt, nhưng EDITORS không cho người này duyệt" in told.stderr
    signed(publisher, "b", "Chữ mới.", "Tổ trưởng")
    publisher.publish()
    assert "Chữ mới." in publisher.page("bai-b")


def test_one_letter_makes_an_approval_void(publisher: Publisher) -> None:
    publisher.declare(EDITORS, "APPROVAL = True")
    signed(publisher, "a", "Chữ đẩu.", "Tổ trưởng")
    line = approval_line("Tổ trưởng", NOW, digest(TEXT.format("a", "", "Chữ đẩu.").encode()))
    write(publisher, "a", "Chữ đẫu.", line)
    told = publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert (
        "content/tin-tuc/a.md (/bai-a/): Tổ trưởng duyệt lúc 30/11/2026 14:05, "
        "sau đó lời của bài đã đổi\n"
    ) in told.stderr
    # Off again, nobody is asked.
    publisher.declare("APPROVAL = False")
    publisher.publish()


def test_an_article_that_waits_again_does_not_vanish_meanwhile(publisher: Publisher) -> None:
    # This site's own Pelican knows no article that waits.
    publisher.declare(EDITORS, "APPROVAL = True", 'IGNORE_FILES = ["a.md"]')
    content = publisher.folder / "site/content"
    write(publisher, "a", "Chữ đã sửa.")
    file = content / "tin-tuc/a.md"
    file.write_text(f"status: chờ duyệt\n{file.read_text('utf-8')}", "utf-8")
    (content / FILE).unlink()  # as a draft it has no row there
    signed(publisher, "b", "Chữ mới.", "Tổ trưởng")
    told = publisher.run("publish", "--yes", "--lost")
    assert told.returncode == 1
    refusal = "content/tin-tuc/a.md (/bai-a/): bài bạn đọc đang thấy nay đang chờ duyệt"
    assert refusal in told.stderr
    assert "Chữ đầu." in publisher.page("bai-a")
    # Whoever means it says so: a draft is no reader's.
    file.write_text(file.read_text("utf-8").replace("chờ duyệt", "draft"), "utf-8")
    publisher.publish("--lost")
    assert not (publisher.live / "bai-a").exists()


def test_without_a_table_of_what_articles_say_it_cannot_be_promised(publisher: Publisher) -> None:
    publisher.declare(EDITORS, "APPROVAL = True")
    (publisher.folder / "site/content" / FILE).unlink()
    assert "APPROVAL cần có “plugins.changes”" in publisher.run("publish", "--yes").stderr
