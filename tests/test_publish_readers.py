"""Whoever reads while releases come and go gets one of them, whole, on the slowest line too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.readers import make_release, reading
from tests.support.served_publisher import served

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nginx runs on Linux")

SWITCHES = 20
FAST, SLOW = 2, 4
NEW_POLICY = 4  # the server is reloaded at every fourth switch
LEAST_SPANNING = 8


@pytest.mark.long
def test_no_reader_loses_a_page_or_a_script_to_many_switches(tmp_path: Path) -> None:
    with served(tmp_path, "nginx") as site:
        publisher = site.publisher
        for number in (0, 1):
            make_release(site, number)
            publisher.publish()
        with reading(site, FAST, SLOW) as seen:
            while seen.switches < SWITCHES:
                make_release(site, seen.switches + 2)
                if seen.switches % NEW_POLICY == 0:
                    site.style(f"#{seen.switches + 100}")
                publisher.publish()
                seen.switches += 1
                live = publisher.live_name
                told = publisher.run("rollback")
                assert (told.returncode, told.stderr) == (0, "")
                assert publisher.live_name < live
                seen.switches += 1
        print(f"{seen.pages} pages, {seen.assets} scripts, {seen.spanning} across a switch")
        assert seen.faults == []
        assert seen.spanning >= LEAST_SPANNING
        assert seen.pages > 2 * SWITCHES
        assert seen.assets > 2 * SWITCHES
