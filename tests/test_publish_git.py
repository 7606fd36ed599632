"""A publisher to a branch of GitHub or GitLab Pages: a commit a release, and nothing is forced."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.publishing import Publisher, closed, make_publisher
from tools.publish.hosts.git_branch import GitBranch
from tools.publish.hosts.git_errors import SENTENCES, trouble_of
from tools.publish.hosts.mirrored import Showing
from tools.publish.hosts.shown import NOTES, SHOWN, Moves, Shown, read_shown
from tools.publish.targets import Branch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="drives are in no file:// address")
BRANCH = "trang"


@dataclass
class Repository:
    """What the host has of it, without a working tree."""

    folder: Path

    def git(self, *arguments: str) -> str:
        told = subprocess.run(
            ["git", f"--git-dir={self.folder}", *arguments],
            capture_output=True, check=True, encoding="utf-8",
        )  # fmt: skip
        return told.stdout

    @property
    def files(self) -> set[str]:
        found = self.git("ls-tree", "-r", "-z", "--name-only", BRANCH).split("\0")
        return {it for it in found if it and not it.startswith(f"{NOTES}/")}

    @property
    def commits(self) -> list[str]:
        """Their messages, the newest first."""
        return self.git("log", "--format=%s", BRANCH).splitlines()

    @property
    def shown(self) -> Shown:
        return read_shown(self.read(f"{NOTES}/{SHOWN}").encode())

    def read(self, path: str) -> str:
        return self.git("cat-file", "blob", f"{BRANCH}:{path}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder = tmp_path / "kho.git"
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    return Repository(folder)


def publishing_to(repository: Repository, folder: Path, **settings: Any) -> Publisher:
    declared = {"server": "github", **settings}
    return make_publisher(folder, to=f"git+file://{repository.folder}#{BRANCH}", **declared)


@pytest.fixture
def publisher(repository: Repository, tmp_path: Path) -> Iterator[Publisher]:
    with closed(publishing_to(repository, tmp_path)) as made:
        yield made


def test_each_release_is_one_commit_and_so_is_a_step_back(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.publish()
    first = repository.shown.release
    assert repository.files == {".nojekyll", "404.html", "bai-thu/index.html", "index.html"}
    publisher.write("bai-thu", "Lời mới")
    publisher.publish()
    second = repository.shown.release
    assert "Lời mới" in repository.read("bai-thu/index.html")
    assert publisher.run("rollback").returncode == 0
    assert repository.commits == [f"Bản {first}", f"Bản {second}", f"Bản {first}"]
    assert "Nội dung ban đầu." in repository.read("bai-thu/index.html")
    assert (repository.git("rev-parse", f"{BRANCH}:bai-thu")
            == repository.git("rev-parse", f"{BRANCH}~2:bai-thu"))  # fmt: skip
    assert publisher.run("publish", "--due").stdout.strip() == ""
    assert len(repository.commits) == 3
    publisher.publish()
    assert "Lời mới" in repository.read("bai-thu/index.html")
    assert f"{NOTES}/rollback" not in repository.git("ls-tree", "-r", "--name-only", BRANCH)


def test_nothing_new_makes_no_commit_and_looking_none_either(
    publisher: Publisher, repository: Repository
) -> None:
    told = publisher.run("publish", "--dry-run")
    assert "Mọi bản còn trong lịch sử của kho" in told.stdout
    assert repository.git("for-each-ref") == ""
    publisher.publish()
    assert "Không có gì mới" in publisher.publish().stdout
    publisher.write("b", "Bài mới")
    assert publisher.run("publish", "--dry-run").returncode == 0
    assert len(repository.commits) == 1


def test_pages_carry_the_policy_and_the_branch_its_domain(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.settings["url"] = ""
    publisher.publish()
    page = repository.read("index.html")
    head = re.search(r'<meta charset="utf-8"><meta http-equiv="([^"]+)" content="([^"]+)">', page)
    assert head
    assert head[1] == "Content-Security-Policy"
    assert "script-src 'self'" in head[2]
    assert "frame-ancestors" not in head[2]


def test_gitlab_finds_the_site_in_public_and_the_job_that_takes_it(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.settings["server"] = "gitlab"
    publisher.publish()
    assert repository.files == {
        ".gitlab-ci.yml", "public/404.html", "public/bai-thu/index.html", "public/index.html",
    }  # fmt: skip
    assert "- public\n" in repository.read(".gitlab-ci.yml")
    publisher.write("bai-thu", "Lời mới")
    publisher.publish()
    assert "Lời mới" in repository.read("public/bai-thu/index.html")
    assert "Không có gì khác" in publisher.publish("--verify").stdout


def test_a_branch_that_somebody_else_made_is_not_touched(
    publisher: Publisher, repository: Repository, tmp_path: Path
) -> None:
    before = pushed(repository, tmp_path, "main.py")
    refused = publisher.run("publish", "--yes")
    assert refused.returncode == 1
    assert f"Nhánh “{BRANCH}” ở file://" in refused.stderr
    assert "không do publish đưa lên; không đụng tới" in refused.stderr
    assert repository.git("rev-parse", BRANCH) == before


def pushed(repository: Repository, tmp_path: Path, name: str) -> str:
    """Somebody's own commit on the branch, with one more file."""
    copy = tmp_path / "copy"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.vn"]
    subprocess.run([*git, "clone", "-q", repository.folder, copy], check=True, capture_output=True)
    subprocess.run([*git, "checkout", "-q", "-B", BRANCH], cwd=copy, check=True)
    if repository.git("for-each-ref"):
        subprocess.run([*git, "reset", "-q", "--hard", f"origin/{BRANCH}"], cwd=copy, check=True)
    (copy / name).write_text("của ta", "utf-8")
    subprocess.run([*git, "add", name], cwd=copy, check=True)
    subprocess.run([*git, "commit", "-qm", "của ta"], cwd=copy, check=True)
    subprocess.run([*git, "push", "-q", "origin", BRANCH], cwd=copy, check=True)
    shutil.rmtree(copy)
    return repository.git("rev-parse", BRANCH)


def test_a_branch_that_moves_meanwhile_is_never_forced(
    publisher: Publisher, repository: Repository, tmp_path: Path
) -> None:
    publisher.publish()
    place = Branch(f"file://{repository.folder}", BRANCH)
    host = GitBranch(place, "github", tmp_path / "mine.git")
    before = host.shown()
    head = pushed(repository, tmp_path, "CNAME")
    with pytest.raises(Exception, match="vừa có người khác đẩy lên; chưa đăng gì, không ghi đè"):
        host.show(before, Showing("x", before.files, Moves((), (), ()), {}, {}))
    assert repository.git("rev-parse", BRANCH) == head
    publisher.write("b", "Bài mới")
    publisher.publish()
    assert repository.read("CNAME") == "của ta"
    assert "Bài mới" in repository.read("b/index.html")


def test_another_machine_publishes_on_and_steps_back(
    publisher: Publisher, repository: Repository, tmp_path: Path
) -> None:
    publisher.publish()
    first = repository.shown.release
    other = publishing_to(repository, tmp_path.with_name(f"{tmp_path.name}-khac"))
    with closed(other):
        other.write("bai-thu", "Lời của máy khác")
        assert f"Bản {first} đăng từ máy khác" in other.publish().stdout
        assert other.run("rollback").returncode == 0
    assert repository.shown.release == first
    assert "Nội dung ban đầu." in repository.read("bai-thu/index.html")
    # The timer of the first machine leaves that to people.
    assert publisher.run("publish", "--due").stdout.strip() == ""


def test_a_branch_tells_no_machine_of_the_office(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.publish()
    origin = json.loads(repository.read(f"{NOTES}/releases/{repository.shown.release}/origin.json"))
    assert "máy" not in origin["who"]


def test_a_publisher_that_has_no_name_for_git_commits_under_one(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.environment |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    publisher.publish()
    assert repository.git("log", "--format=%an", BRANCH).strip()


def test_a_page_that_somebody_changed_in_the_branch_is_found_and_mended(
    publisher: Publisher, repository: Repository, tmp_path: Path
) -> None:
    publisher.publish()
    whole = repository.read("index.html")
    pushed(repository, tmp_path, "index.html")
    looked = publisher.run("publish", "--verify", "--dry-run")
    assert "Trang ở nơi đăng: 1 tệp không còn như lúc đăng" in looked.stdout
    publisher.publish("--verify")
    assert repository.read("index.html") == whole


def test_a_missing_repository_and_a_missing_right_are_said(
    publisher: Publisher, repository: Repository
) -> None:
    publisher.publish()
    publisher.write("b", "Bài mới")
    hook = repository.folder / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n")
    hook.chmod(0o755)
    refused = publisher.run("publish", "--yes")
    assert refused.returncode == 1
    assert f"không cho đẩy lên nhánh “{BRANCH}”" in refused.stderr
    assert len(repository.commits) == 1
    shutil.rmtree(repository.folder)
    refused = publisher.run("publish", "--yes")
    assert refused.stderr.startswith(f"Không có kho nào ở file://{repository.folder}")


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("! [rejected] x -> trang (fetch first)", "vừa có người khác đẩy lên"),
        (
            "remote: Permission to a/b.git denied to lan.\nfatal: unable to access: 403",
            "mã truy cập",
        ),
        ("git@github.com: Permission denied (publickey).", "khóa ssh"),
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "Không tìm thấy máy"),
        (
            "remote: error: File a.mp4 is 101.00 MB; this exceeds GitHub's file size limit",
            "quá lớn",
        ),
        ("fatal: SSL certificate problem: unable to get local issuer", "Không tin được chứng thư"),
        ("fatal: something new", "git không làm được một việc với U (fatal: something new)"),
    ],
)
def test_each_refusal_has_its_sentence(complaint: str, sentence: str) -> None:
    assert sentence in trouble_of(complaint, "U", "trang")


@pytest.mark.parametrize("sign", [sign for signs, _ in SENTENCES for sign in signs])
def test_no_sentence_is_half_filled(sign: str) -> None:
    assert re.search("[{}]", trouble_of(sign, "U", "N")) is None
