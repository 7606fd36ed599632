"""Writes the worker that keeps pages in readers' browsers, and the page it shows for all others."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pelican.writers import Writer

from plugins.listings.views import refuse_pages_at
from plugins.shared.generator import PortalGenerator
from plugins.shared.messages import gettext
from plugins.shared.scripts import minify_script

# Below the site's root, since a worker serves what lies below its own address.
WORKER = "worker.js"
SCRIPTS = Path(__file__).parent / "worker"


class OfflineGenerator(PortalGenerator):
    """Writes the worker and the page for readers without a network."""

    @property
    def _address(self) -> str:
        return f"{self.portal.slugs.offline}/"

    def generate_context(self) -> None:
        """Refuses an article's page at the address of that page."""
        refuse_pages_at(
            {self._address}, self.portal.pages, self.portal.problems, gettext("trang báo mất mạng")
        )

    def generate_output(self, _writer: Writer) -> None:
        """Writes both where they changed."""
        self.portal.outputs.group("offline", self.portal.lists_key, self._write)

    def _write(self) -> None:
        outputs, most = self.portal.outputs, self.settings["JINJA_GLOBALS"]["offline"].pages
        if not most:
            outputs.write(WORKER, worker("remove"))
            return
        # The worker asks for the page once, when its own bytes are new: so they tell the page's.
        page = self.get_template("offline/offline").render(
            {**self.context, "address": self._address}
        )
        digest = hashlib.sha256(page.encode()).hexdigest()[:8]
        outputs.write(f"{self._address}index.html", page)
        outputs.write(WORKER, worker("keep", self._address, most, digest))


def worker(name: str, *values: object) -> str:
    """The script worker/`name`.js, which gets `values` as `told`."""
    code = (SCRIPTS / f"{name}.js").read_text("utf-8")
    return minify_script(f"((...told)=>{{{code}}})({','.join(map(json.dumps, values))})")
