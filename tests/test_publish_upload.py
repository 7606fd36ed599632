"""A publisher to Cloudflare Pages or Netlify: a folder with files as these hosts document them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.host_grammars import read_headers, read_redirects, sent
from tests.support.hosted_site import HostedSite, build_site, hosted
from tests.support.publishing import Publisher, closed, make_publisher
from tools.publish.errors import PublishError
from tools.publish.hosts.upload_rules import (
    HEADERS,
    LIMITS,
    REDIRECTS,
    headers_text,
    redirects_text,
    refuse_too_much,
)
from tools.publish.manifest import Entry
from tools.publish.targets import Target
from tools.server.errors import ServerConfigError
from tools.server.headers import (
    IMMUTABLE,
    VIEWED_POLICY,
    file_policy,
    page_policy,
    same_headers,
)
from tools.server.moved import Moved, parse_moved

HOSTS = sorted(LIMITS)
POLICY = "Content-Security-Policy"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module", params=HOSTS)
def site(request: pytest.FixtureRequest, built: Path) -> HostedSite:
    return hosted(built, Target(str(built.parent / "to"), server=request.param))


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path, server="cloudflare")) as made:
        yield made


def test_each_address_has_one_policy_and_the_headers_of_a_server_of_ones_own(
    site: HostedSite,
) -> None:
    rules = read_headers(site.files[HEADERS].read_text("ascii"))
    for path in site.files:
        address = "/" + path.removesuffix("index.html")
        if path in (HEADERS, REDIRECTS) or path.startswith(".portal/"):
            continue
        headers = sent(rules, address)
        top = path.partition("/")[0]
        # Feeds and scripts beside pages, and all beside what viewers open, get these policies.
        also = {"tep": VIEWED_POLICY, "theme": "", "anh": ""}.get(top, page_policy(site.facts))
        (policy,) = headers.pop(POLICY)
        wanted = file_policy(address) or page_policy(site.facts)
        assert policy in (wanted, also if "/" in path else wanted), path
        for name, value in same_headers(site.facts).items():
            assert headers[name] == [value], path
    assert sent(rules, "/tin-tuc/2023/12/bai-1/")[POLICY] == [page_policy(site.facts)]
    assert sent(rules, "/tep/a.pdf")[POLICY] == [VIEWED_POLICY]


def test_only_hashed_names_are_kept_for_ever(site: HostedSite) -> None:
    rules = read_headers(site.files[HEADERS].read_text("ascii"))
    lasting = {
        path for path in site.files if IMMUTABLE in sent(rules, f"/{path}").get("Cache-Control", ())
    }
    assert any(path.startswith("theme/") for path in lasting)
    assert any(path.startswith("anh/") for path in lasting)
    assert not any(path.endswith((".html", ".pdf")) or "/" not in path for path in lasting)


def test_a_missing_page_carries_its_policy_wherever_it_is_shown(site: HostedSite) -> None:
    assert b'http-equiv="Content-Security-Policy"' in site.files["404.html"].read_bytes()
    assert b"Content-Security-Policy" not in site.files["index.html"].read_bytes()


@pytest.mark.parametrize("host", HOSTS)
def test_old_addresses_lead_on_and_the_publisher_hears_which_do_not(built: Path, host: str) -> None:
    made = hosted(built, Target(str(built.parent / "to"), server=host))
    redirects = read_redirects(host, made.files[REDIRECTS].read_text("ascii"))
    new = "/tin-tuc/2023/12/bai-1/"
    assert redirects.leads("/cu/bai-1.html") == new
    assert redirects.leads("/xem.php") == new
    assert redirects.leads("/tin.aspx?id=5") == (new if host == "netlify" else "")
    assert redirects.leads("/tin.aspx?id=6") == ""
    said = ["1 địa chỉ cũ sẽ không dẫn đi đâu ở đây, vì nơi đăng này không nhận: /tin.aspx?id=5"]
    assert list(made.notes) == ([] if host == "netlify" else said)


ODD = st.text(st.sampled_from("ab/%&=?*: :#!ạĐ'\"$()[]~;,"), max_size=12)


@example("netlify", [("", "=", "")])
@given(st.sampled_from(HOSTS), st.lists(st.tuples(ODD, ODD, ODD), max_size=8))
def test_whatever_the_old_addresses_are_the_host_can_read_the_file(
    host: str, rows: list[tuple[str, str, str]]
) -> None:
    moved: dict[tuple[str, str], Moved] = {}
    for path, query, new in rows:
        try:
            (one,) = parse_moved([f"/{path}{'?' * bool(query)}{query}\t/moi/{new}"])
        except (ServerConfigError, ValueError):
            continue
        moved[one.key] = one
    told = redirects_text(host, moved.values(), ())
    read = read_redirects(host, told.text)
    assert len(read.rows) + len(told.left) == len(moved)
    assert {it.new for it in moved.values()} == {*read.rows.values(), *(it.new for it in told.left)}


def test_what_has_no_page_comes_first_where_a_host_takes_only_so_many() -> None:
    most = LIMITS["cloudflare"].redirects
    moved = [Moved(f"/cu/{number}", "", "/moi/") for number in range(most)]
    needy = [Moved("/xem.php", "", "/moi/"), Moved("/ds.php", "", "/moi/")]
    told = redirects_text("cloudflare", [*moved, *needy], moved)
    read = read_redirects("cloudflare", told.text)
    assert len(read.rows) == most
    assert read.leads("/xem.php") == "/moi/"
    assert told.left == ()
    told = redirects_text("cloudflare", [*moved, *needy], ())
    assert len(told.left) == 2


def test_limits_of_the_host_stop_a_publication_before_anything_is_done(site: HostedSite) -> None:
    many = {f"a/{number}.html": Entry("", 1) for number in range(20_001)}
    with pytest.raises(
        PublishError, match=r"20001 tệp, cloudflare \(gói miễn phí\) chỉ nhận 20000"
    ):
        refuse_too_much("cloudflare", many)
    refuse_too_much("netlify", many)
    refuse_too_much(
        "cloudflare", {**dict(list(many.items())[:-1]), ".portal/map.txt": Entry("", 1)}
    )
    large = {"tep/phim.mp4": Entry("", (25 << 20) + 1)}
    with pytest.raises(PublishError, match=r"tep/phim\.mp4 nặng 25\.0 MiB, cloudflare chỉ nhận 25"):
        refuse_too_much("cloudflare", large)
    folders = [f"{letter}{number}/index.html" for letter in "abcd" for number in range(30)]
    with pytest.raises(PublishError, match="chỉ nhận 100 quy tắc, 2000 chữ một dòng"):
        headers_text(site.facts, folders)


def test_the_folder_has_one_whole_release_and_the_tool_hears_where(
    publisher: Publisher, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    tool = f'printf "%s %s\\n" "$PORTAL_RELEASE" "$PORTAL_FOLDER" >> "{told}"'
    publisher.settings["reload"] = tool if sys.platform != "win32" else ""
    publisher.publish()
    upload = publisher.target / "upload"
    files = {it.relative_to(upload).as_posix() for it in upload.rglob("*") if it.is_file()}
    assert files == {HEADERS, REDIRECTS, "404.html", "bai-thu/index.html", "index.html"}
    read_headers((upload / HEADERS).read_text("ascii"))
    first = publisher.live_name
    publisher.write("bai-thu", "Lời mới")
    publisher.publish()
    assert "Lời mới" in (upload / "bai-thu/index.html").read_text("utf-8")
    assert publisher.run("rollback").returncode == 0
    assert "Nội dung ban đầu." in (upload / "bai-thu/index.html").read_text("utf-8")
    assert publisher.live_name == first
    if sys.platform != "win32":
        lines = told.read_text("utf-8").splitlines()
        assert [line.split(" ", 1)[1] for line in lines] == [str(upload)] * 3
        assert lines[0] == lines[2]


@pytest.mark.skipif(sys.platform == "win32", reason="the command is a POSIX shell's")
def test_a_tool_that_fails_takes_the_release_back(publisher: Publisher) -> None:
    publisher.publish()
    first = publisher.live_name
    publisher.write("b", "Bài mới")
    publisher.settings["reload"] = "echo het han muc >&2; test ! -f upload/b/index.html; exit 1"
    refused = publisher.run("publish", "--yes")
    assert refused.returncode == 1
    assert "báo lỗi: het han muc" in refused.stderr
    assert publisher.live_name == first
    assert not (publisher.target / "upload/b").exists()


def test_hashed_files_of_the_release_before_stay_in_the_folder(publisher: Publisher) -> None:
    publisher.declare('THEME_STATIC_PATHS = ["static"]', 'THEME_STATIC_DIR = "theme"')
    script = publisher.folder / "site/theme/static/x.0123456789.js"
    script.parent.mkdir()
    script.write_text("// a", "utf-8")
    publisher.publish()
    script.unlink()
    publisher.write("b", "Bài mới")
    publisher.publish()
    assert (publisher.target / "upload/theme/x.0123456789.js").is_file()
    assert not (publisher.live / "theme").exists()


def test_who_uploads_by_hand_is_told_so(publisher: Publisher) -> None:
    told = publisher.run("publish", "--dry-run")
    assert "phải tự tải thư mục" in told.stdout
    publisher.settings["reload"] = "true"
    assert "phải tự tải thư mục" not in publisher.run("publish", "--dry-run").stdout
