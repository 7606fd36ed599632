"""Who throws an article away hears first what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from desk.listing.index import folders_of
from desk.shell.desk import Desk
from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.links.files import ARTICLE_SUFFIX, ContentFiles
from plugins.links.locate import locate
from plugins.redirects.table import FILE as TABLE
from plugins.redirects.table import read_table
from plugins.shared.content import read_tree


def leading_to(desk: Desk, path: str) -> list[str]:
    """Paths in content/ of the articles, and of the table of old addresses, with a link to the
    article `path`. Raises OSError where it can't be read."""
    article = parse(f"{desk.content.name}/{path}", (desk.content / path).read_bytes(), desk.schema)
    address = address_of(article.head, path) if article.head else ""
    found = list(_articles(desk, path, address))
    rows, _ = read_table(desk.content)
    if any(leads(row.new.lstrip("/"), path, address) for row in rows):
        found.append(TABLE)
    return found


def _articles(desk: Desk, path: str, address: str) -> Iterator[str]:
    names = read_tree(desk.content, desk.settings["IGNORE_FILES"]).files
    folders = folders_of(desk.schema)
    files = ContentFiles(names, folders, desk.settings["STATIC_PATHS"])
    # Only what has the name in it is read with care.
    needles = [PurePosixPath(each).stem.encode() for each in (path, address) if each]
    tops = tuple(f"{folder}/" for folder in folders)
    for name in names:
        if not (name.startswith(tops) and name.endswith(ARTICLE_SUFFIX)) or name == path:
            continue
        try:
            data = (desk.content / name).read_bytes()
        except OSError:
            continue
        if any(needle in data for needle in needles):
            other = parse(f"{desk.content.name}/{name}", data, desk.schema)
            if any(leads(target, path, address) for target in _targets(other, files)):
                yield name


def _targets(article: ParsedArticle, files: ContentFiles) -> Iterable[str]:
    for reference in article.references:
        target = locate(reference.target, article.folder, files, shown=False)
        if target.kind in ("article", "address"):
            yield target.path.lstrip("/")


def leads(target: str, path: str, address: str) -> bool:
    """To the article `path` with this address, "" for none."""
    return target == path or (address != "" and target.rstrip("/") == address.rstrip("/"))
