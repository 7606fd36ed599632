"""Somebody hears by mail or in a chat that a unit of the portal failed, and what to type then.

`python3 -m tools.server.notify UNIT`, with site.toml as the credential that systemd hands over: the
address may be a secret, so it is neither in the journal nor readable by this process's user.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tomllib
import urllib.request
from email.message import EmailMessage
from pathlib import Path

from plugins.shared.messages import gettext
from tools.console import complain
from tools.server.facts import STATE
from tools.server.status import NAME, read_status

CREDENTIAL = "site"
MAIL = "mailto:"
SENDMAIL = "/usr/sbin/sendmail"
SECONDS = 30
RELOAD = "portal-reload.service"


def sentence(unit: str, host: str, reason: str = "") -> str:
    """Who failed, why, and what to type then."""
    because = gettext(" Lý do: {reason}.", reason=reason) if reason else ""
    return gettext(
        "Máy {host}: {unit} không chạy được.{because} Xem: journalctl -u {unit} -n 50",
        host=host,
        unit=unit,
        because=because,
    )


def send(notify: str, text: str) -> None:
    """Raises OSError or CalledProcessError; ValueError for what is no address."""
    if notify.startswith(MAIL):
        _mail(notify.removeprefix(MAIL), text)
    elif notify.startswith(("https://", "http://")):
        # Both names: Slack, Teams and Mattermost read one, Discord the other.
        body = json.dumps({"text": text, "content": text}).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(notify, body, headers)  # noqa: S310  (checked just above)
        with urllib.request.urlopen(asked, timeout=SECONDS):  # noqa: S310
            pass
    else:
        raise ValueError


def _mail(to: str, text: str) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = to, gettext("Cổng thông tin: có việc không chạy được")
    message.set_content(text)
    subprocess.run([SENDMAIL, "-t", "-i"], input=message.as_bytes(), check=True, timeout=SECONDS)


def main(words: list[str]) -> int:
    """UNIT: tells what `notify` in site.toml names; the exit code."""
    (unit,) = words
    site = tomllib.loads(Path(os.environ["CREDENTIALS_DIRECTORY"], CREDENTIAL).read_text("utf-8"))
    notify = site.get("notify", "")
    if not notify:
        complain(gettext("Chưa khai báo notify trong site.toml: không ai được báo."))
        return 0
    state = Path(site.get("state", STATE), NAME)
    known = state.is_file() and unit == RELOAD
    reason = read_status(state.read_bytes()).message if known else ""
    try:
        send(notify, sentence(unit, socket.gethostname(), reason))
    except ValueError:
        complain(gettext("notify trong site.toml cần bắt đầu bằng mailto: hoặc https://."))
        return 1
    except (OSError, subprocess.SubprocessError) as cause:
        # Not its words, which may hold the address.
        complain(
            gettext("Không báo được tới nơi ghi trong notify ({name}).", name=type(cause).__name__)
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
