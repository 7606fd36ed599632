"""One command proves the portal: every test, in a real browser and on real web servers too."""

import sys
from collections.abc import Sequence

from tools.browser import NoBrowser, ensure_browser
from tools.console import complain, run_python
from tools.web_servers import NoServer, ensure_servers

# Three workers for two cores, for some tests wait; who is done takes over what others have left.
OPTIONS = ("-n", "3", "--dist", "worksteal")


def run_tests(arguments: Sequence[str]) -> int:
    try:
        ensure_browser()
        ensure_servers()
    except (NoBrowser, NoServer) as failure:
        complain(str(failure))
        return 1
    sys.stdout.flush()
    return run_python("pytest", [*OPTIONS, *arguments])
