"""Where no server reads the map, an old address is a small page that leads on.

Only an address that every server shows as HTML becomes one: `/cu/1` and `/cu/1.html`, but neither
`/tin.aspx`, which many servers offer for download, nor one with a query, nor one in the folders of
files, where servers send nothing as a page. The map has them all.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from plugins.redirects.old import OldAddress
from plugins.shared.file_kinds import FILE_FOLDERS
from plugins.shared.file_names import windows_fault
from plugins.vietnamese.text import nfc

PAGES = (".html", ".htm")
NO_LETTER = re.compile("[\ud800-\udfff]")
LONGEST_NAME = 200  # bytes; file systems end at 255


def stub_of(old: OldAddress, folders: Collection[str] = FILE_FOLDERS) -> str:
    """The file's path inside the site, "" where the old address can be none.

    folders: at the top of the site, where only files lie.
    """
    folder, _, name = old.path.rpartition("/")
    parts = old.path.split("/")[1:]
    # A folder like `a.html` could be a file already.
    if old.query or not name or "." in folder or not all(map(_is_usable, parts)):
        return ""
    if parts[0].lower() in folders:
        return ""
    path = nfc(old.path).removeprefix("/")
    if "." not in name:
        return f"{path}/index.html"
    return path if name.lower().endswith(PAGES) else ""


def _is_usable(part: str) -> bool:
    """As the name of a file or folder, wherever the site is built or shown."""
    if not part or windows_fault(part) or NO_LETTER.search(part):
        return False
    return len(part.encode()) <= LONGEST_NAME
