"""One command proves the portal: every test, in a real browser too."""

import sys
from collections.abc import Sequence

from tools.browser import NoBrowser, ensure_browser
from tools.console import complain, run_python

# Two workers for two cores; tests of one file share its fixtures.
OPTIONS = ("-n", "2", "--dist", "loadfile")


def run_tests(arguments: Sequence[str]) -> int:
    try:
        ensure_browser()
    except NoBrowser as failure:
        complain(str(failure))
        return 1
    sys.stdout.flush()
    return run_python("pytest", [*OPTIONS, *arguments])
