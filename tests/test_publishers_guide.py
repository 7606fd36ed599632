"""What the publisher's guide says to type is understood, and does what it is for."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import tasks
from tests.support.bare_system import type_as_root
from tools.cli import Options, commands_of, with_word_named
from tools.places import ROOMS, ROOT
from tools.server.site import Site
from tools.server.units import FETCHING, FILES

INDEX = ROOT / "docs/van-hanh.md"
FILES_OF_GUIDE = (INDEX, *sorted(INDEX.with_suffix("").glob("*.md")))
PAGES = {page: page.read_text("utf-8") for page in FILES_OF_GUIDE}
GUIDE = "\n".join(PAGES.values())
FENCE = re.compile(r"^```(.*)\n(?s:(.+?))^```$", re.M)
COMMAND = re.compile(r"python3 run\.py (?!--help)([^`|\n]+)")
BACKUP = re.compile(r"<<'HET'\n(#!/bin/sh\n.+?)^HET$", re.M | re.S)
UNIT = re.compile(r"\bportal-[a-z]+\.(?:service|timer|path)\b")


def blocks_with(words: str) -> Iterator[str]:
    return (block for block in commands_in(GUIDE) if words in block)


def commands_in(text: str) -> Iterator[str]:
    """What is typed into a terminal; files have their names behind the fence."""
    return (block for name, block in FENCE.findall(text) if not name)


# As messages of the software name a chapter: docs/van-hanh.md, “Cài máy chủ web”.
NAMED = re.compile(r"“([^”]+)”[\s\"]*(?:trong|của) docs/van-hanh\.md")
NAMED_AFTER = re.compile(r"docs/van-hanh\.md,[\s\"]*(?:mục )?[\s\"]*“([^”]+)”")


def test_the_first_page_leads_to_every_chapter() -> None:
    first = PAGES[INDEX]
    for page, text in PAGES.items():
        if page != INDEX:
            assert f"van-hanh/{page.name}" in first
            assert text.startswith("# ")
            assert text.count("\n") < 260, f"{page.name} is long: part it"
    chapters = re.findall(r"^## (.+)$", GUIDE, re.M)
    assert len(chapters) == len(set(chapters))


def test_chapters_that_messages_name_are_on_the_first_page() -> None:
    files = [*ROOT.glob("*.py"), *(file for room in ROOMS for file in (ROOT / room).rglob("*.*"))]
    named: set[str] = set()
    for file in files:
        if file.suffix in (".py", ".toml", ".html"):
            text = re.sub(r'"\s+f?"', "", file.read_text("utf-8"))
            named.update(NAMED.findall(text), NAMED_AFTER.findall(text))
    assert len(named) >= 4
    for chapter in named:
        assert f"“{chapter}" in PAGES[INDEX] or f"## {chapter}" in PAGES[INDEX], chapter


def test_every_command_of_the_portal_is_understood() -> None:
    commands = commands_of(tasks)
    found = COMMAND.findall(GUIDE)
    assert len(found) > 8
    for line in found:
        name, *words = with_word_named(line.split())
        Options(commands[name]).read(words, [])


def test_only_units_that_are_written_are_named() -> None:
    assert set(UNIT.findall(GUIDE)) <= {*FILES, *FETCHING}


def test_every_fact_that_root_may_say_is_explained() -> None:
    chapter = GUIDE.partition("### Cấu hình của root")[2].partition("\n## ")[0]
    explained = set(re.findall(r"`([a-z]+)`", " ".join(re.findall(r"^\| (.+?) \|", chapter, re.M))))
    assert explained == {field.name for field in fields(Site)} - {"state"}


@pytest.mark.skipif(sys.platform == "win32", reason="typed on the server")
def test_the_backup_holds_all_that_no_build_makes(tmp_path: Path) -> None:
    project, copies = tmp_path / "opt/portal", tmp_path / "copies"
    made = ("output/index.html", ".output.previous/index.html", "build/publish/x", ".cache/x")
    kept = (
        "content/tin-tuc/a.md", "content/tep/build/a.pdf", "content/output/b.md", "publishconf.py",
        "tools/build.py", "tools/output.py",
    )  # fmt: skip
    for name in (*made, *kept, ".venv/bin/python"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")
    (script,) = (BACKUP.search(block) for block in blocks_with("sao-luu-portal <<"))
    assert script
    text = (
        script[1]
        .replace("/var/backups/portal", str(copies))
        .replace("-C /opt", f"-C {tmp_path}/opt")
        .replace("setsid -w runuser -u portal -- ", "")
        .replace("/etc/portal/site.toml", str(project / "publishconf.py"))
    )
    copies.mkdir()
    (copies / "thu-1.tar.gz").write_text("last week's")
    broken = text.replace("-C /opt", "").replace(" portal > ", " khong-co > ").replace("%u", "1")
    assert subprocess.run(["sh", "-c", broken], capture_output=True).returncode
    assert (copies / "thu-1.tar.gz").read_text() == "last week's"
    (copies / "thu-1.tar.gz").unlink()
    subprocess.run(["sh", "-c", text], check=True)
    (copy,) = copies.glob("thu-*.tar.gz")
    restored = tmp_path / "restored"
    restored.mkdir()
    subprocess.run(["tar", "-xzf", copy, "-C", restored], check=True)
    files = {
        path.relative_to(restored / "portal").as_posix()
        for path in restored.rglob("*")
        if path.is_file()
    }
    assert files == set(kept)


@pytest.mark.skipif(sys.platform != "linux", reason="typed on the server")
def test_a_bare_machine_publishes_when_the_guide_is_followed() -> None:
    """Command by command, from “Cài máy chủ web” to “Sao lưu”; root leaves nothing in a folder of
    the publisher's, and the publisher's user changes nothing of root's."""
    commands = "\n".join(typed("Cài máy chủ web", "Giữ máy chủ"))
    more = "\n".join([*typed("Giữ máy chủ", "Sao lưu"), *typed("Sao lưu", "Chuyển sang")])
    edited = "sed -i 's/bachthong.example.vn/tin.example.vn/' publishconf.py"
    publish = "runuser --pty -u portal -- python3 run.py publish\n"
    assert publish in commands
    script = commands.replace(publish, f"runuser -u portal -- {edited}\n{publish[:-1]} --yes\n")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        told = type_as_root(script + more + AFTERWARDS, Path(name))
    print(told.stdout)
    assert told.returncode == 0, told.stdout[-3000:]
    said = told.stdout
    assert "Đã đăng lên “may-chu”: https://tin.example.vn" in said
    assert "\nroot's in the publisher's folders: 0\n" in said
    assert "\npublisher's in root's folders: 0\n" in said
    assert "\nbefore the attack: 200, after it: 200\n" in said
    assert '"message": "server/wanted.json: không phải là dữ liệu' in said
    assert "\nbackup: portal/publishconf.py\n" in said
    assert "\nunknown host: 000\n" in said


AFTERWARDS = """
set +x
page() {
    curl -s -o /dev/null -w '%{http_code}' "$@" https://tin.example.vn/bai-thu/
}
before=$(page)
echo "unknown host: $(page -H 'Host: khac.example.vn')"
runuser -u portal -- sh -c 'cd /srv/portal/trang/server
    echo "access_log /etc/cron.d/x;" > x && mv x wanted.json && ln -s /etc nginx'
answer=/var/lib/portal/status.json
for n in $(seq 100); do grep -q '"message": "server' $answer && break; sleep 0.1; done
cat $answer
nginx -t -q && nginx -s reload
echo "before the attack: $before, after it: $(page)"
sh /etc/cron.daily/sao-luu-portal
echo "backup: $(tar -tzf /var/backups/portal/thu-*.tar.gz | grep -x portal/publishconf.py)"
echo "root's in the publisher's folders: $(find /srv/portal /opt/portal -user root | wc -l)"
rooms="/etc /var/lib/portal /usr/local"
echo "publisher's in root's folders: $(find $rooms -user portal | wc -l)"
"""


def typed(begin: str, end: str) -> Iterator[str]:
    """The commands of the chapters from `begin` to before `end`, block by block."""
    chapters = GUIDE[GUIDE.index(f"\n## {begin}") : GUIDE.index(f"\n## {end}")]
    return (block for block in commands_in(chapters) if not block.startswith("store = "))
