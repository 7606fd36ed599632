"""A publisher gets the web server's configuration and systemd's units for a folder of releases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePosixPath
from typing import NoReturn

from tools.console import complain, say
from tools.places import ROOT
from tools.server.caddy import caddy_files
from tools.server.facts import ALL_ADDRESSES, Certificate, Facts
from tools.server.moved import read_moved
from tools.server.nginx import nginx_files
from tools.server.refusal import ServerRefused
from tools.server.units import unit_files
from tools.server.writing import hashes_of_releases, write_configuration

COMMAND = "python -m tools.server_config"
KINDS = {"nginx": nginx_files, "caddy": caddy_files}
MISUSE = 2


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        complain(f"Thiếu hoặc sai tùy chọn ({message}). Xem: {COMMAND} --help")
        sys.exit(MISUSE)


def arguments_of(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog=COMMAND, description="Ghi cấu hình máy chủ web vào TARGET/server.")
    parser.add_argument(
        "--target", type=Path, required=True, help="thư mục chứa releases/, current"
    )
    parser.add_argument(
        "--host",
        action="append",
        required=True,
        help="tên miền; lặp lại: các tên khác dẫn về tên đầu",
    )
    parser.add_argument("--server", choices=sorted(KINDS), default="nginx", help="mặc định nginx")
    parser.add_argument(
        "--listen", type=int, metavar="PORT", help="cổng, mặc định 80; với https 443"
    )
    parser.add_argument(
        "--http", type=int, metavar="PORT", default=80, help="cổng http khi có https"
    )
    parser.add_argument(
        "--address", action="append", help="địa chỉ IP để lắng nghe, mặc định mọi địa chỉ"
    )
    parser.add_argument(
        "--tls", nargs=2, type=Path, metavar=("CERT", "KEY"), help="hai tệp PEM của chứng thư"
    )
    parser.add_argument("--tls-auto", action="store_true", help="Caddy tự lấy chứng thư")
    parser.add_argument("--no-brotli", action="store_true", help="nginx không có mô-đun brotli")
    parser.add_argument(
        "--store", default="", metavar="URL", help="địa chỉ của trang trong kho s3:// (chỉ nginx)"
    )
    parser.add_argument("--user", default="portal", help="người dùng chạy lệnh đăng")
    return parser.parse_args(words)


def facts_from(given: argparse.Namespace) -> Facts:
    target = given.target.absolute()
    tls = given.tls is not None or given.tls_auto
    port = given.listen or (443 if tls else 80)
    return Facts(
        hosts=tuple(given.host),
        target=_posix(target),
        hashes=hashes_of_releases(target),
        moved=read_moved(target / "current" / "site"),
        addresses=tuple(given.address or ALL_ADDRESSES),
        http_port=given.http if tls else port,
        https_port=port if tls else 443,
        tls=tls,
        certificate=Certificate(*map(_posix, given.tls)) if given.tls else None,
        brotli=not given.no_brotli,
        store=given.store.rstrip("/"),
    )


def _posix(path: Path) -> PurePosixPath:
    return PurePosixPath(path.absolute())


def main(words: list[str]) -> int:
    given = arguments_of(words)
    try:
        if given.store and given.server != "nginx":
            raise ServerRefused("Trước kho s3:// chỉ có mẫu cấu hình cho nginx.")
        if not given.target.is_dir():
            raise ServerRefused(f"Không có thư mục “{given.target}”.")
        facts = facts_from(given)
        files = KINDS[given.server](facts)
        units = unit_files(facts.target, _posix(ROOT), given.user, given.server)
        files |= {f"systemd/{name}": text for name, text in units.items()}
        changed = write_configuration(Path(facts.server), files)
    except ServerRefused as refusal:
        complain(str(refusal))
        return 1
    except OSError as failure:
        complain(f"Không ghi được vào {given.target}: {failure}.")
        return 1
    news = "Đã ghi cấu hình" if changed else "Cấu hình không đổi"
    say(f"{news}: {facts.server} ({len(facts.moved)} địa chỉ cũ).")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
