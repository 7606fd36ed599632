"""Writes the search page, its script and the index, from the articles that this build shows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pelican.writers import Writer

from plugins.assets.bundle import minify_script, script_name
from plugins.frontmatter.kinds import QUESTION_STATES, VERDICTS
from plugins.listings.views import refuse_pages_at
from plugins.search.memory import Memory
from plugins.search.writing import IndexWriter
from plugins.shared.generator import PortalGenerator

# In one scope; none runs anything before the last, which needs them all.
NAMES = ("folding", "reading", "index", "matching", "texts", "phrases", "ranking", "cards", "page")
SCRIPTS = [Path(__file__).parent / "page" / f"{name}.js" for name in NAMES]


class SearchGenerator(PortalGenerator):
    """Runs after the listings, whose cards it shows."""

    @property
    def _address(self) -> str:
        return f"{self.portal.slugs.search}/"

    def generate_context(self) -> None:
        portal = self.portal
        portal.list_addresses.append(self._address)
        refuse_pages_at({self._address}, portal.pages, portal.problems, "trang tìm kiếm")

    def generate_output(self, writer: Writer) -> None:
        settings, portal = self.settings, self.portal
        outputs = portal.outputs
        search = IndexWriter(
            [*portal.articles, *portal.pages],
            portal.words.states.as_dict(),
            portal.root,
            outputs,
            portal.contents,
            Memory.of(portal.cache),
            portal.words.search.pages,
            portal.words.abbreviations.as_dict(),
            self._address,
        )
        index = search.write()
        source = "".join(file.read_text("utf-8") for file in SCRIPTS)
        code = minify_script(f"(()=>{{{source}}})()")
        script = script_name("search", code)
        outputs.write(f"{self._address}{script}", code)

        writer.write_file(
            f"{self._address}index.html",
            self.get_template("search"),
            self.context,
            url=self._address,
            address=self._address,
            search_index=index,
            search_script=script,
            search_answers={"hoi-dap": tuple(QUESTION_STATES), "kiem-chung": tuple(VERDICTS)},
            search_years=search.years(),
            search_host=urlsplit(settings["SITEURL"]).netloc,
        )
