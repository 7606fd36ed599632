"""A publisher sees what a bucket is asked for by each kind of edit of a site that is really built.

`python -m benchmarks.bucket_edits [--articles N …]`; Linux, from `.venv` after `python3 run.py
test`. A publication's own command asks for ten things more (docs/internals/buckets.md).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.buckets import HEAD, UNITS, Asked, Row, measured
from benchmarks.builds import FEW, some_article
from benchmarks.publishing import PAGES
from benchmarks.support.process import cost_of
from benchmarks.support.project import Project
from benchmarks.support.stories import write_stories
from pelicanconf import SECTIONS
from plugins.site.identity import read_sections
from tests.support.object_store import BUCKET, environment, object_store
from tools.console import say
from tools.places import CONTENT, SCRATCH
from tools.publish import content_store, reading
from tools.publish.delivery import Place, deliver
from tools.publish.lock import held_there
from tools.publish.manifest import changes_between
from tools.publish.prepare import ready
from tools.publish.progress import Progress
from tools.publish.releases import live_name, read_release
from tools.publish.s3 import S3
from tools.publish.targets import Bucket, Target

WORK = SCRATCH / "bucket edits"
SIZES = (1000, 10_000)
# Of articles of all ages; the last is the first for which an older release goes.
ROUNDS = 2
QUIET = Progress(quiet=True)


def rows_of(articles: int, work: Path, endpoint: str) -> Iterator[Row]:
    stories = list(write_stories(articles, read_sections(SECTIONS)))
    project = Project(work / "project", stories)
    # Every page leads to these.
    for page in PAGES:
        shutil.copy(CONTENT / page, project.folder / "content" / page)
    cost_of(project.prepare(stories[:FEW]))
    project.forget()
    prefix = f"bai-{articles}"
    target = Target(f"s3://{BUCKET}/{prefix}", endpoint=endpoint)
    place = Place(target, S3(Bucket(BUCKET, prefix, endpoint)))
    asked = Asked()

    def publish() -> None:
        live = read_release(place.storage, live_name(place.storage))
        changes = changes_between(live.manifest, prepared.manifest)
        with held_there(place.storage, target.to):
            deliver(place, prepared, changes, live, QUIET)

    with asked.listening():
        cost_of(project.build())
        prepared = ready(project.site, "", QUIET, target)
        yield measured(f"{articles:,} articles: first publication", asked, publish)
        for number in range(1, ROUNDS + 1):
            for what, edit in edits_of(project, number).items():
                edit()
                cost_of(project.build())
                prepared = ready(project.site, "", QUIET, target)
                yield measured(what, asked, publish)


def edits_of(project: Project, number: int) -> Mapping[str, Callable[[], None]]:
    plan = some_article(project.plans, number)
    return {
        "a word of a text": lambda: project.edit_body(plan, f"than{number}"),
        "a title": lambda: project.edit_title(plan, f"Tựa{number}"),
        "a new article": lambda: project.add_article(f"moi{number}"),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args(arguments).articles
    os.environ |= environment("ai", "cung-duoc")
    content_store.ROOM = WORK / "index"
    reading.ROOM = WORK / "read"
    say(HEAD + UNITS)
    for articles in sizes:
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        with object_store(WORK) as store:
            for row in rows_of(articles, WORK, store.endpoint):
                say(str(row))
            store.process.kill()
    shutil.rmtree(WORK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
