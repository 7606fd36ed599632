"""What readers were given, by whom and when, stands in the desk's journal, whoever published."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from desk.journal.lines import append
from desk.shell.deeds import Deed
from plugins.shared.messages import gettext
from tools.console import complain
from tools.publish.lock import user_name
from tools.settings_file import load_settings

BY_TIMER = "hẹn giờ"


def note(
    kind: Literal["publish", "rollback"],
    settings_file: Path,
    target: str,
    release: str,
    before: str,
    who: str,
) -> None:
    """release: that is live now; before: that was. who: "" for the system's user. What cannot be
    noted stops nothing."""
    content = Path(load_settings(settings_file, {})["PATH"])
    deed = Deed(kind, who or user_name(), target=target, release=release, before=before)
    try:
        append(content, deed)
    except OSError as cause:
        complain(
            gettext(
                "Cảnh báo: chưa ghi được vào nhật ký của bàn biên tập ({why}).",
                why=cause.strerror,
            )
        )
