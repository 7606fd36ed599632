"""A release carries what its host reads: headers, old addresses, the policy in pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from plugins.shared.file_kinds import FILE_FOLDERS
from plugins.shared.files import write_whole
from plugins.shared.messages import gettext, gettext_noop
from tools.publish.errors import PublishError
from tools.publish.hosts.htaccess import MOST_RULES, NAME, folder_htaccess, htaccess
from tools.publish.hosts.meta_policy import with_policy
from tools.publish.hosts.upload_rules import (
    HEADERS,
    REDIRECTS,
    SITE_FOLDER,
    headers_text,
    redirects_text,
)
from tools.publish.manifest import PAGE
from tools.publish.moving import is_there
from tools.publish.targets import BRANCH_HOSTS, Target
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.moved import Moved, read_moved
from tools.server.policy import Hashes, InlineCode

NOBODY = ("localhost",)  # a policy names no host
# GitHub Pages reads a site's own domain from the branch; these are its and GitLab's.
HOSTS_OWN = (".github.io", ".gitlab.io", ".codeberg.page")
LEFT = gettext_noop(
    "{count} địa chỉ cũ sẽ không dẫn đi đâu ở đây, vì nơi đăng này không nhận: {first}"
)


@dataclass(frozen=True)
class Carried:
    """files: besides those of the build, or in their place. notes: what readers of this release
    will not get there, in sentences."""

    files: Mapping[str, Path]
    notes: tuple[str, ...] = ()


def host_files(site: Path) -> Path:
    """Where they are made, beside the build."""
    return site.with_name(f"{site.name}.host")


def compresses(target: Target) -> bool:
    """The host compresses by itself and would send copies to nobody."""
    return target.kind in ("ftps", "git", "upload")


def carried_files(
    target: Target, site: Path, files: Mapping[str, Path], root: str, code: InlineCode
) -> Carried:
    """files: of the build; root: the site's path without a slash at its end; code: of its pages.

    What is made lies beside `site`. Raises PublishError.
    """
    room = host_files(site)
    shutil.rmtree(room, ignore_errors=True)
    if not compresses(target):
        return Carried({})
    try:
        moved, hashes = read_moved(site), code.policy
    except ServerConfigError as refusal:
        raise PublishError(gettext("Chưa đăng: {refusal}", refusal=refusal)) from refusal
    made, left = _made(target, files, root, moved, hashes)
    for path, data in made.items():
        write_whole(room / path, data)
    notes = (_note(left),) if left else ()
    return Carried({path: room / path for path in made}, notes)


def _made(
    target: Target,
    files: Mapping[str, Path],
    root: str,
    moved: Iterable[Moved],
    hashes: Hashes,
) -> tuple[dict[str, bytes], list[Moved]]:
    """What is made, and the old addresses that will not lead on."""
    facts = ServerFacts(NOBODY, PurePosixPath("/"), hashes, tls=target.is_secure)
    with_page = {it for it in moved if _has_page(it, files, root)}
    if target.kind == "ftps":
        rules, left = _by_need(moved, with_page)
        text = {NAME: htaccess(facts, root, rules)}
        for folder in {path.partition("/")[0] for path in files if "/" in path} | {SITE_FOLDER}:
            if inside := folder_htaccess(folder):
                text[f"{folder}/{NAME}"] = inside
        return _encoded(text), left
    if target.server in BRANCH_HOSTS:
        made = {path: _in_page(path, files, target) for path in files if _is_page(path)}
        return made | _encoded(_of_branch(target)), [it for it in moved if it not in with_page]
    if root:
        raise PublishError(
            gettext(
                "Chưa đăng: {server} chỉ phục vụ trang ở gốc tên miền; hãy bỏ phần "
                "“{root}” khỏi SITEURL.",
                server=target.server,
                root=root,
            )
        )
    redirects = redirects_text(target.server, moved, with_page)
    text = {
        HEADERS: headers_text(facts, files),
        REDIRECTS: redirects.text,
    }
    # A missing page may be looked for below any address.
    missing = {path: _in_page(path, files, target) for path in files if path == "404.html"}
    return missing | _encoded(text), list(redirects.left)


def _by_need(moved: Iterable[Moved], with_page: set[Moved]) -> tuple[list[Moved], list[Moved]]:
    """Those that a rule leads on, no more than Apache can read each time, and those that nothing
    does: whose old address has a page comes last."""
    ordered = sorted(moved, key=lambda it: it in with_page)
    rules, rest = ordered[:MOST_RULES], ordered[MOST_RULES:]
    return rules, [it for it in rest if it not in with_page]


def _of_branch(target: Target) -> dict[str, str]:
    if target.server == "gitlab":
        return {}
    host = urlsplit(target.url).hostname or ""
    own = host and not host.endswith(HOSTS_OWN)
    return {".nojekyll": ""} | ({"CNAME": f"{host}\n"} if own else {})


def _in_page(path: str, files: Mapping[str, Path], target: Target) -> bytes:
    return with_policy(path, files[path].read_bytes(), target.is_secure)


def _is_page(path: str) -> bool:
    return path.endswith(PAGE) and path.partition("/")[0] not in FILE_FOLDERS


def _has_page(moved: Moved, files: Mapping[str, Path], root: str) -> bool:
    address = quote(moved.path, errors="surrogateescape")
    return not moved.query and is_there(address, files, root)


def _encoded(text: Mapping[str, str]) -> dict[str, bytes]:
    return {path: it.encode("ascii") for path, it in sorted(text.items())}


def _note(left: list[Moved]) -> str:
    first = f"{left[0].path}?{left[0].query}" if left[0].query else left[0].path
    return gettext(LEFT, count=len(left), first=first.encode("utf-8", "replace").decode())
