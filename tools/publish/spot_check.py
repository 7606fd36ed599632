"""Each publication to a bucket compares a part of what lies there, and sends anew what is damaged.

All of it would cost the more the larger a site is: that is what `publish --verify` is for.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from tools.publish.content_store import ContentStore
from tools.publish.manifest import Entry
from tools.publish.sharded import ShardedFiles
from tools.server.index import DIGIT_VALUES, OBJECTS, object_of

# Five requests list so many.
MOST_LISTED = 4000
# Where more differ, the store's ETags are no MD5s, as with encryption by keys of one's own.
MOST_READ = 20


def not_there(store: ContentStore, files: ShardedFiles, moment: datetime) -> dict[str, Entry]:
    """Those of `files`, by path, whose objects a part of the bucket lacks or has otherwise.

    moment: tells which part; of a small site it is the whole.
    """
    depth = 0
    while len(files) > MOST_LISTED * DIGIT_VALUES**depth:
        depth += 1
    number = int(moment.timestamp()) % DIGIT_VALUES**depth
    start = f"{number:0{depth}x}" if depth else ""
    found = {it.path: it for it in store.listed(f"{OBJECTS}/{start}")}
    wrong, unsure = {}, {}
    for path, entry in files.within(number, depth).items():
        there = found.get(object_of(path, entry.sha256))
        if there is None or there.size != entry.size:
            wrong[path] = entry
        elif there.etag != entry.md5:
            unsure[path] = entry
    if len(unsure) <= MOST_READ:
        for path, entry in unsure.items():
            data = store.read(object_of(path, entry.sha256)) or b""
            if hashlib.sha256(data).hexdigest() != entry.sha256:
                wrong[path] = entry
    return wrong
