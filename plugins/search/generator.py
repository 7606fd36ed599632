"""Writes the search page, its script and the index, from the articles that this build shows."""

from __future__ import annotations

from urllib.parse import urlsplit

from pelican.writers import Writer

from plugins.frontmatter.kinds import QUESTION_STATES, VERDICTS
from plugins.listings.views import refuse_pages_at
from plugins.search.articles import ArticleSource
from plugins.search.memory import Memory
from plugins.search.script import search_script
from plugins.search.writing import IndexWriter
from plugins.shared.generator import PortalGenerator
from plugins.shared.messages import gettext
from plugins.shared.scripts import script_name


class SearchGenerator(PortalGenerator):
    """Runs after the listings, whose cards it shows."""

    @property
    def _address(self) -> str:
        return f"{self.portal.slugs.search}/"

    def generate_context(self) -> None:
        """Takes the address of the search page."""
        portal = self.portal
        portal.list_addresses.append(self._address)
        refuse_pages_at({self._address}, portal.pages, portal.problems, gettext("trang tìm kiếm"))

    def generate_output(self, writer: Writer) -> None:
        """Writes page, script and index."""
        settings, portal = self.settings, self.portal
        outputs = portal.outputs
        source = ArticleSource(
            portal.contents,
            portal.words.states.as_dict(),
            portal.root,
            portal.words.search.pages,
            portal.words.abbreviations.as_dict(),
        )
        articles = [*portal.articles, *portal.pages]
        search = IndexWriter(articles, source, outputs, Memory.of(portal.cache), self._address)
        index = search.write()
        code = search_script()
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
