"""A publisher can have it proven that a quick build made the very bytes of a slow one."""

import filecmp
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from plugins.shared import database
from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, ngettext
from tools.build import build, chosen, render
from tools.console import complain, say
from tools.output import cache_of, replacing
from tools.places import OUTPUT, PUBLISHED_SETTINGS, SCRATCH, SETTINGS, shown
from tools.settings_file import load_settings

MOST_NAMED = 20
QUICK = "plugins.incremental"


@dataclass(frozen=True)
class Difference:
    """path: POSIX, inside the site's folder; how: in Vietnamese."""

    path: str
    how: str

    def __str__(self) -> str:
        return f"  {self.how}: {self.path}"


def build_and_verify(
    content: Path | None = None,
    output: Path = OUTPUT,
    published: bool = False,
    settings_file: Path | None = None,
) -> int:
    """As tools.build.build; the exit code is 1 also where a byte is another than it should be."""
    settings_file = settings_file or (PUBLISHED_SETTINGS if published else SETTINGS)
    moment = datetime.now(UTC)  # for both builds: an article's time may come between them
    code = build(content, output, settings_file=settings_file, moment=moment)
    if code:
        return code
    overrides = chosen(settings_file, content, "", moment)
    return 0 if verify(output.resolve(), settings_file, overrides) else 1


def verify(output: Path, settings_file: Path, overrides: dict[str, Any]) -> bool:
    """Compares `output`, just built with these settings, with a build that remembers nothing.

    Photos are read, but not encoded anew, which takes seconds for each: of what is stored, only
    that is used whose bytes are all as they were once encoded of the very bytes that were read.
    """
    say(gettext("Đang dựng lại từ đầu để đối chiếu…"))
    try:
        with replacing(SCRATCH / "verify") as clean:
            settings = load_settings(settings_file, overrides | {"OUTPUT_PATH": str(clean)})
            settings["PLUGINS"] = [name for name in settings["PLUGINS"] if name != QUICK]
            settings["PELICAN_CLASS"] = "pelican.Pelican"
            settings["TEMPLATES_CACHE"] = settings["CHECKS_MEMORY"] = None
            render(settings).complete()
            found = list(differences(clean, output))
            files = sum(map(stat.S_ISREG, _listed(clean).values()))
    except (PortalError, OSError) as failure:
        complain(gettext("Không dựng lại được để đối chiếu: {failure}", failure=failure))
        return False
    if not found:
        say(gettext("Đối chiếu xong: cả {files} tệp giống hệt bản dựng từ đầu.", files=files))
        return True
    complain(
        ngettext("{output} khác bản dựng từ đầu ở {count} chỗ:", len(found), output=shown(output))
    )
    for difference in islice(found, MOST_NAMED):
        complain(str(difference))
    if len(found) > MOST_NAMED:
        complain(ngettext("  … và {count} chỗ nữa.", len(found) - MOST_NAMED))
    database.discard(cache_of(output))
    complain(gettext("Đã bỏ ghi nhớ của lần dựng này: lần dựng tới sẽ làm lại tất cả từ đầu."))
    return False


def differences(clean: Path, output: Path) -> Iterator[Difference]:
    """Of files and folders, by path."""
    expected, found = _listed(clean), _listed(output)
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            yield Difference(path, gettext("thiếu"))
        elif path not in expected:
            yield Difference(path, gettext("thừa"))
        elif stat.S_IFMT(expected[path]) != stat.S_IFMT(found[path]):
            yield Difference(path, gettext("khác loại (tệp, thư mục hay liên kết)"))
        elif expected[path] != found[path]:
            yield Difference(path, gettext("khác quyền đọc, máy chủ web có thể không đọc được"))
        elif stat.S_ISREG(found[path]) and not filecmp.cmp(clean / path, output / path, False):
            yield Difference(path, gettext("khác nội dung"))


def _listed(folder: Path) -> dict[str, int]:
    """Kind and rights of each file and folder, as `stat` has them, by path; no link is followed."""
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_mode
        for top, folders, files in os.walk(folder)
        for path in (Path(top, name) for name in (*folders, *files))
    }
