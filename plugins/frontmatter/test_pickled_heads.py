"""A head that a build kept is the head that was read."""

from __future__ import annotations

import pickle
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plugins.digests.values import Digester
from plugins.frontmatter.kinds import Correction
from plugins.frontmatter.schema import Head
from plugins.vietnamese.dates import VIETNAM

DATES = st.none() | st.datetimes(timezones=st.sampled_from([VIETNAM, UTC]))
CORRECTIONS = st.builds(Correction, st.just(datetime(2024, 1, 1, tzinfo=VIETNAM)))
HEADS = st.builds(
    Head,
    title=st.text(max_size=3),
    date=DATES,
    modified=DATES,
    has_time=st.booleans(),
    tags=st.lists(st.text(max_size=3), max_size=2).map(tuple),
    status=st.sampled_from(["published", "draft"]),
    corrections=st.lists(CORRECTIONS, max_size=1).map(tuple),
)


@given(HEADS)
def test_a_head_comes_back_from_a_pickle_as_it_was(head: Head) -> None:
    back: Any = pickle.loads(pickle.dumps(head))
    assert asdict(back) == asdict(head)
    assert Digester().digest(back) == Digester().digest(head)
    assert [moment and moment.tzinfo for moment in (back.date, back.modified)] == [
        moment and moment.tzinfo for moment in (head.date, head.modified)
    ]
