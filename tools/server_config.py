"""Root lets the web server take a site's configuration, tests it first, and reads what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NoReturn

from plugins.shared.messages import gettext
from tools.console import complain, say
from tools.places import ROOT
from tools.server.applying import apply, check
from tools.server.errors import ServerConfigError
from tools.server.reading import uid_of
from tools.server.site import SITE, Site, read_site
from tools.server.status import put
from tools.server.units import unit_files

COMMAND = "python3 -m tools.server_config"
UNITS = Path("/etc/systemd/system")
MISUSE = 2


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with an option."""

    def error(self, message: str) -> NoReturn:
        complain(
            gettext(
                "Thiếu hoặc sai tùy chọn ({message}). Xem: {command} --help",
                message=message,
                command=COMMAND,
            )
        )
        sys.exit(MISUSE)


def arguments_of(words: list[str]) -> argparse.Namespace:
    """The command and its options."""
    parser = Parser(
        prog=COMMAND,
        description=gettext(
            "check: thử cấu hình; apply: thử rồi dùng; units: ghi các unit của systemd."
        ),
    )
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument(
        "--site", type=Path, default=SITE, help=gettext("mặc định {site}", site=SITE)
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=UNITS,
        help=gettext("nơi ghi unit, mặc định {units}", units=UNITS),
    )
    return parser.parse_args(words)


def _check(site: Site, given: argparse.Namespace) -> int:
    if complaint := check(site):
        complain(gettext("Chưa dùng được: {complaint}.", complaint=complaint))
        return 1
    say(gettext("Cấu hình {server} dùng được.", server=site.server))
    return 0


def _apply(site: Site, given: argparse.Namespace) -> int:
    status = apply(site)
    if status.message:
        complain(gettext("Máy chủ web vẫn dùng cấu hình cũ: {message}.", message=status.message))
        return 1
    say(
        gettext("{server} đang dùng cấu hình mới nhất: {file}.", server=site.server, file=site.file)
    )
    return 0


def _units(site: Site, given: argparse.Namespace) -> int:
    for name, text in unit_files(site, PurePosixPath(given.site.absolute())).items():
        put(given.to / name, text.encode())
        say(gettext("Đã ghi {to}.", to=given.to / name))
    say(gettext("Tiếp theo: systemctl daemon-reload"))
    return 0


COMMANDS: dict[str, Callable[[Site, argparse.Namespace], int]] = {
    "apply": _apply,
    "check": _check,
    "units": _units,
}


def main(words: list[str]) -> int:
    """Runs what was typed; the exit code."""
    given = arguments_of(words)
    try:
        site = read_site(given.site)
        _refuse_the_publishers_copy(site)
        return COMMANDS[given.command](site, given)
    except ServerConfigError as refusal:
        complain(str(refusal))
    except OSError as failure:
        complain(
            gettext(
                "Không đọc hay ghi được {filename}: {strerror}.",
                filename=failure.filename,
                strerror=failure.strerror,
            )
        )
    return 1


def _refuse_the_publishers_copy(site: Site) -> None:
    """Root must not run what a publisher can change; here it is seen after an honest mistake."""
    owner = ROOT.stat().st_uid
    if owner == uid_of(site.user) != os.geteuid():
        raise ServerConfigError(
            gettext(
                "{root} là của “{user}”, root không được chạy mã ở đó: hãy dùng bản của "
                "root (/usr/local/lib/portal).",
                root=ROOT,
                user=site.user,
            )
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
