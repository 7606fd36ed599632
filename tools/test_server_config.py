"""One command writes all that a web server needs, and says in Vietnamese what it cannot take."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from tools.places import ROOT
from tools.server.writing import hashes_of_releases, write_configuration
from tools.server_config import arguments_of, facts_from, main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run on the server itself")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    for name in ("r1", "r2"):
        site = tmp_path / "cổng tin/releases" / name / "site"
        site.mkdir(parents=True)
        (site / "index.html").write_text(f"<style>{name}</style><script>1</script>")
    (tmp_path / "cổng tin/current").symlink_to("releases/r2")
    (site / "_redirects").mkdir()
    (site / "_redirects/map.txt").write_text("/cu\t/moi/\n")
    return tmp_path / "cổng tin"


def test_a_folder_of_releases_gets_its_configuration(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--target", str(target), "--host", "tin.example.vn", "--listen", "8080"]
    assert main(command) == 0
    text = (target / "server/nginx.conf").read_text("utf-8")
    assert "listen 0.0.0.0:8080; listen [::]:8080;" in text
    assert f'root "{target}/current/site";' in text
    assert text.count("sha256-") == 3  # one script, and the styles of both releases
    assert '"/cu" "/moi/"' in (target / "server/nginx-moved.conf").read_text("utf-8")
    assert (target / "server/systemd/portal-publish.timer").is_file()
    assert capsys.readouterr().out == f"Đã ghi cấu hình: {target}/server (1 địa chỉ cũ).\n"
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("Cấu hình không đổi")
    assert main([*command, "--server", "caddy"]) == 0
    assert "http://tin.example.vn:8080 {" in (target / "server/Caddyfile").read_text("utf-8")


def test_with_certificates_http_leads_to_https(target: Path) -> None:
    command = ["--target", str(target), "--host", "a.vn", "--host", "www.a.vn"]
    assert main([*command, "--tls", "/etc/c.pem", "/etc/k.pem"]) == 0
    text = (target / "server/nginx.conf").read_text("utf-8")
    assert "listen 0.0.0.0:443 ssl http2; listen [::]:443 ssl http2;" in text
    assert "return 301 https://$host$request_uri;" in text
    assert "return 301 https://a.vn$request_uri;" in text
    assert main([*command, "--tls-auto", "--server", "caddy"]) == 0
    assert "https://a.vn:443 {" in (target / "server/Caddyfile").read_text("utf-8")


def test_before_a_store_nginx_asks_it_by_its_name(target: Path) -> None:
    command = ["--target", str(target), "--host", "a.vn"]
    assert main([*command, "--store", "https://kho.example.vn:9000/ten-kho/trang/"]) == 0
    text = (target / "server/nginx.conf").read_text("utf-8")
    assert "server kho.example.vn:9000;" in text
    assert "proxy_set_header Host kho.example.vn:9000;" in text
    assert "proxy_ssl_name kho.example.vn;" in text
    assert "proxy_pass https://portal_store/ten-kho/trang/current;" in text
    assert "root " not in text.replace(f'root "{target}/acme"', "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--host", "a b.vn"], "không phải là tên miền"),
        (["--tls-auto"], "nginx cần hai tệp chứng thư"),
        (["--target", "/khong/co"], "Không có thư mục “/khong/co”."),
        (["--user", "a b"], "không phải là tên người dùng"),
        (["--address", "a"], "không phải là địa chỉ IP"),
        (["--store", "s3://kho/trang"], "cần địa chỉ của thư mục trong kho"),
        (["--store", "https://kho.vn/a b"], "cần địa chỉ của thư mục trong kho"),
        (["--store", "https://kho.vn/a", "--server", "caddy"], "chỉ có mẫu cấu hình cho nginx"),
    ],
)
def test_what_cannot_be_is_told_of_and_nothing_is_written(
    target: Path, capsys: pytest.CaptureFixture[str], change: list[str], words: str
) -> None:
    assert main(["--target", str(target), "--host", "a.vn", *change]) == 1
    assert words in capsys.readouterr().err
    assert not (target / "server/changed").exists()


def test_the_guides_commands_are_understood() -> None:
    guide = (ROOT / "docs/van-hanh.md").read_text("utf-8")
    commands = re.findall(r"^runuser .* tools\.server_config (.*)$", guide, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        given = arguments_of(shlex.split(command))
        assert facts_from(given).hosts == ("tin.example.vn",)


def test_a_wrong_option_is_told_of_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--target", "/srv"])
    assert "Thiếu hoặc sai tùy chọn" in capsys.readouterr().err


def test_a_release_is_read_once_and_forgotten_with_its_folder(target: Path) -> None:
    both = hashes_of_releases(target)
    assert (len(both.scripts), len(both.styles)) == (1, 2)
    (target / "releases/r1/site/index.html").write_text("<style>never read again</style>")
    assert hashes_of_releases(target) == both
    (target / "releases/r1").rename(target / "away")
    assert len(hashes_of_releases(target).styles) == 1
    (target / "server/policies.json").write_text('{"r2": []}')
    assert len(hashes_of_releases(target).styles) == 1
    assert list(json.loads((target / "server/policies.json").read_text())) == ["r2"]


def test_the_web_server_hears_of_news_last_and_only_of_news(tmp_path: Path) -> None:
    assert write_configuration(tmp_path, {"a": "1", "b/c": "2"})
    stamp = (tmp_path / "changed").stat()
    assert not write_configuration(tmp_path, {"b/c": "2", "a": "1"})
    assert (tmp_path / "changed").stat() == stamp
    assert write_configuration(tmp_path, {"a": "1", "b/c": "3"})
    times = [(tmp_path / name).stat().st_mtime_ns for name in ("a", "b/c", "changed")]
    assert max(times) == times[2]
    assert not list(tmp_path.rglob(".*"))
