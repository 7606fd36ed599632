"""A release says which texts it was made from, so that no older copy of them takes its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from plugins.shared.settings import Settings
from tools.places import SETTINGS
from tools.publish.manifest import INDEX
from tools.publish.releases import FOLDER
from tools.publish.storage import Storage

NAME = "origin.json"
FORMAT = 1
MARKDOWN = ".md"
OLD_ADDRESSES = "redirects.csv"
ABOVE = "../"
GONE = ""


@dataclass(frozen=True)
class Origin:
    """files: by path inside content/ what `text_digest` says of each text that was published; GONE
    for one that was published once and taken away.

    who: published it, for people.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    who: str = ""

    def after(self, live: Origin) -> Origin:
        """As the release that replaces `live` says it: what went away is known to be gone. A site
        that cannot tell its texts leaves what was said of them."""
        if not self.files:
            return live
        return Origin({**dict.fromkeys(live.files, GONE), **self.files}, self.who)


def text_digest(data: bytes) -> str:
    """As Git names a file: so a clone's history tells whether it ever had this one. Line ends are
    no difference: Windows' Git writes others."""
    text = data.replace(b"\r\n", b"\n")
    return sha1(b"blob %d\0%b" % (len(text), text), usedforsecurity=False).hexdigest()


def origin_of(
    settings: Settings,
    settings_file: Path,
    articles: Iterable[str],
    site: Iterable[str],
    who: str,
) -> Origin:
    """articles: paths inside content/; site: of the built files."""
    content = Path(settings["PATH"])
    built = set(site)
    texts = {path: f"{content}/{path}" for path in [*articles, OLD_ADDRESSES]}
    for folder in settings["PAGE_PATHS"]:
        for file in (content / folder).rglob(f"*{MARKDOWN}"):
            if f"{_slug_of(file)}/{INDEX}" in built:
                texts[file.relative_to(content).as_posix()] = str(file)
    # The name, contacts and notices are texts too; where to publish is each machine's own matter.
    texts[f"{ABOVE}{SETTINGS.name}"] = str(settings_file.with_name(SETTINGS.name))
    files = {path: _digest(file) for path, file in sorted(texts.items())}
    return Origin({path: digest for path, digest in files.items() if digest}, who)


def _slug_of(file: Path) -> str:
    # Pelican takes every reader that was ever imported, in sites without our plugins too.
    from plugins.frontmatter.addresses import slug_as_typed

    return slug_as_typed(file.read_bytes(), file.name)


def _digest(file: str) -> str:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123  (ten thousand Paths are slow)
            return text_digest(opened.read())
    except FileNotFoundError:  # removed since it was built; or there never was a table
        return GONE


def origin_text(origin: Origin) -> str:
    """As it is stored in the release."""
    return json.dumps(
        {"format": FORMAT, "who": origin.who, "files": dict(sorted(origin.files.items()))},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_origin(storage: Storage, release: str) -> Origin:
    """One without files where the release says nothing that can be read: made by an older us."""
    text = storage.read(f"{FOLDER}/{release}/{NAME}") if release else None
    try:
        read = json.loads(text or b"{}")
        files = {str(path): str(digest) for path, digest in read["files"].items()}
        return Origin(files, str(read["who"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Origin()
