"""`cms-config`: a folder with all that Sveltia CMS needs to edit this site at a Git host."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from desk.shell.words import WORDS
from plugins.shared.errors import PortalError
from plugins.shared.files import write_whole
from plugins.site.languages import schema_of
from tools.cms.config import HOSTS, Repository, cms_config
from tools.cms.heads import head_keys
from tools.console import say
from tools.places import CONTENT, OUTPUT, SCRATCH, SETTINGS, shown
from tools.settings_file import load_settings

STATIC = Path(__file__).parent / "static"
PAGE = "index.html"
FOLDER = SCRATCH / "cms"
REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
BRANCH = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)
SERVER = re.compile(r"https://[a-z0-9.-]+(?::\d+)?/?", re.ASCII)
PUBLIC = {
    "github": "https://api.github.com",
    "gitlab": "https://gitlab.com",
    "gitea": "https://gitea.com",
}
# Nobody but the editor's own Git host is asked for anything. Sveltia can't do without styles that
# its script writes; its page is no part of the site, which allows none.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' blob: data:; "
    "media-src blob:; connect-src 'self' blob: data: {host}"
)


class CmsConfigError(PortalError):
    """The text is what to tell."""


def run(folder: Path, name: str, branch: str, host: str, server: str) -> int:
    """Writes the folder; the options of `cms-config`. Raises CmsConfigError for a wrong one."""
    repository = read_repository(name, branch, host, server)
    folder = folder.absolute()
    if any(folder.is_relative_to(taken) for taken in (CONTENT, OUTPUT)):
        raise CmsConfigError(WORDS.cms.wrong_folder.format(folder=shown(folder)))
    settings = load_settings(SETTINGS, {})
    schema = schema_of(settings)
    site = settings["SITENAME"]
    config = cms_config(schema, site, repository, bool(settings.get("APPROVAL")))
    write_folder(folder, config, repository)
    say(WORDS.cms.done.format(folder=shown(folder)))
    return 0


def read_repository(name: str, branch: str, host: str, server: str) -> Repository:
    """Raises CmsConfigError."""
    if not REPOSITORY.fullmatch(name):
        raise CmsConfigError(WORDS.cms.wrong_repository.format(typed=name))
    if branch and not BRANCH.fullmatch(branch):
        raise CmsConfigError(WORDS.cms.wrong_branch.format(typed=branch))
    if server and not SERVER.fullmatch(server):
        raise CmsConfigError(WORDS.cms.wrong_server.format(typed=server))
    for known in HOSTS:
        if host == known:
            return Repository(name, branch, known, server)
    raise CmsConfigError(WORDS.cms.wrong_host.format(typed=host, known=", ".join(HOSTS)))


def write_folder(folder: Path, config: dict[str, object], repository: Repository) -> None:
    """What is there besides, as Sveltia's own files, stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(STATIC.iterdir()):
        if file.name != PAGE:
            shutil.copyfile(file, folder / file.name)
    asked = urlsplit(repository.server or PUBLIC[repository.host])
    policy = POLICY.format(host=f"{asked.scheme}://{asked.netloc}")
    page = (STATIC / PAGE).read_text("utf-8")
    page = page.format(policy=policy, title=escape(str(config["app_title"])))
    written = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=100)
    keys = json.dumps(head_keys(), ensure_ascii=False, indent=1)
    write_whole(folder / PAGE, page.encode())
    write_whole(folder / "config.yml", written.encode())
    write_whole(folder / "keys.json", f"{keys}\n".encode())
