"""Root types one command, and hears in Vietnamese what the web server cannot take."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools import server_config
from tools.places import ROOT
from tools.server.moved import parse_moved
from tools.server.policy import Hashes
from tools.server.status import put
from tools.server.wanted import FILE, Wanted, mark_of
from tools.server_config import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run on the server itself")

SCRIPT, STYLE = ("sha256-" + letter * 43 + "=" for letter in "ab")


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a server that takes everything, and does not have to be asked."""
    monkeypatch.setattr("tools.server.applying.serves", lambda *_: True)
    target = tmp_path / "cổng tin"
    (target / "server").mkdir(parents=True)
    file = tmp_path / "site.toml"
    declare(file)
    return file


def declare(file: Path, **changes: str) -> None:
    values = {
        "target": f'"{file.parent}/cổng tin"',
        "hosts": '["tin.example.vn"]',
        "https": "0",
        "user": f'"{file.parent.owner()}"',
        "state": f'"{file.parent}/state"',
        "test": '["true"]',
        "reload": '["true"]',
    } | changes
    file.write_text("".join(f"{name} = {value}\n" for name, value in values.items()), "utf-8")


def rendered(toml: Path, name: str = "nginx.conf") -> str:
    assert main(["apply", "--site", str(toml)]) == 0
    return (toml.parent / "state" / name).read_text("utf-8")


def test_roots_facts_become_a_configuration(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declare(toml, http="8080")
    assert main(["check", "--site", str(toml)]) == 0
    assert capsys.readouterr().out == "Cấu hình nginx dùng được.\n"
    text = rendered(toml)
    assert "listen 0.0.0.0:8080; listen [::]:8080;" in text
    assert f'root "{toml.parent}/cổng tin/current/site";' in text
    # Root writes proofs and nginx its cache where no publisher can lay a link.
    assert f'root "{toml.parent}/state/acme";' in text
    told = f"nginx đang dùng cấu hình mới nhất: {toml.parent}/state/nginx.conf.\n"
    assert capsys.readouterr().out == told


def test_what_the_publisher_asks_for_is_in_it(toml: Path) -> None:
    wanted = Wanted(
        parse_moved(["/cu\t/moi/"]), {"r": Hashes(frozenset([SCRIPT]), frozenset([STYLE]))}
    )
    put(toml.parent / "cổng tin" / FILE, wanted.data)
    text = rendered(toml)
    assert f"script-src 'self' '{SCRIPT}'" in text
    assert f"style-src '{STYLE}'" in text
    assert '"/cu" "/moi/";' in text
    assert f'"{mark_of(wanted.digest)}" "/";' in text
    declare(toml, server='"caddy"')
    assert "http://tin.example.vn:80 {" in rendered(toml, "Caddyfile")


def test_with_certificates_http_leads_to_https(toml: Path) -> None:
    names = '["a.vn", "www.a.vn"]'
    declare(toml, hosts=names, certificate='["/etc/c.pem", "/etc/k.pem"]', https="443")
    text = rendered(toml)
    assert "listen 0.0.0.0:443 ssl http2; listen [::]:443 ssl http2;" in text
    assert "return 301 https://$host$request_uri;" in text
    assert "return 301 https://a.vn$request_uri;" in text
    declare(toml, hosts=names, https="443", server='"caddy"')
    assert "https://a.vn:443 {" in rendered(toml, "Caddyfile")


def test_before_a_store_nginx_asks_it_by_its_name(toml: Path) -> None:
    declare(toml, store='"https://kho.example.vn:9000/ten-kho/trang/"')
    text = rendered(toml)
    assert "server kho.example.vn:9000;" in text
    assert "proxy_set_header Host kho.example.vn:9000;" in text
    assert "proxy_ssl_name kho.example.vn;" in text
    assert "proxy_pass https://portal_store/ten-kho/trang/$portal_object;" in text
    assert f'proxy_cache_path "{toml.parent}/state/cache"' in text
    assert "root " not in text.replace(f'root "{toml.parent}/state/acme"', "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hosts": '["a b.vn"]'}, "không phải là tên miền"),
        ({"hosts": '["a.vn;\\n}"]'}, "không phải là tên miền"),
        ({"hosts": "[]"}, "Thiếu tên miền"),
        ({"hosts": '"a.vn"'}, "site.toml.hosts"),
        ({"hots": '["a.vn"]'}, "Có phải là “hosts”?"),
        ({"https": "443"}, "nginx cần hai tệp chứng thư"),
        ({"https": "70000", "certificate": '["/a", "/b"]'}, "Cổng 70000 không có"),
        ({"certificate": '["/a"]'}, "cần hai tệp, chứng thư và khóa"),
        ({"certificate": '["/a\\n;", "/b"]', "https": "443"}, "máy chủ web không nhận"),
        ({"user": '"a b"'}, "không phải là tên người dùng"),
        ({"user": '"khong-co-ai"'}, "Máy này không có người dùng “khong-co-ai”"),
        ({"addresses": '["a"]'}, "không phải là địa chỉ IP"),
        ({"server": '"apache"'}, "cần “nginx” hoặc “caddy”"),
        ({"target": '"srv"'}, "bắt đầu bằng “/”"),
        ({"target": '"/srv/$a"'}, "máy chủ web không nhận"),
        ({"project": '"/opt/{a}"'}, "máy chủ web không nhận"),
        ({"store": '"s3://kho/trang"'}, "cần địa chỉ của thư mục trong kho"),
        ({"store": '"https://kho.vn/a b"'}, "cần địa chỉ của thư mục trong kho"),
        ({"hosts": "[oops"}, "không đọc được"),
        ({"test": '["/khong/co"]'}, "vẫn dùng cấu hình cũ: nginx không nhận"),
    ],
)
def test_what_cannot_be_is_told_of_and_nothing_is_put_in_place(
    toml: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str], words: str
) -> None:
    declare(toml, **change)
    assert main(["apply", "--site", str(toml)]) == 1
    assert words in capsys.readouterr().err
    file = toml.parent / "state/nginx.conf"
    assert not file.exists() or file.read_bytes() == b""


def test_a_wrong_option_is_told_of_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["aply"])
    assert "Thiếu hoặc sai tùy chọn" in capsys.readouterr().err


def test_units_are_written_where_systemd_looks(
    toml: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = toml.parent / "system"
    place.mkdir()
    assert main(["units", "--site", str(toml), "--to", str(place)]) == 0
    assert f"Đã ghi {place}/portal-reload.path.\n" in capsys.readouterr().out
    unit = (place / "portal-reload.service").read_text("utf-8")
    assert f'server_config apply --site "{toml}"' in unit
    assert f"WorkingDirectory={ROOT}" in unit


@pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() != 0, reason="only root can be somebody else"
)
def test_root_does_not_run_the_publishers_copy(
    toml: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pwd

    monkeypatch.setattr(server_config, "ROOT", tmp_path / "copy")
    (tmp_path / "copy").mkdir()
    os.chown(tmp_path / "copy", pwd.getpwnam("nobody").pw_uid, -1)
    declare(toml, user='"nobody"')
    assert main(["apply", "--site", str(toml)]) == 1
    assert "root không được chạy mã ở đó" in capsys.readouterr().err
