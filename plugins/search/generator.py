"""Writes the search page, its script and the index, from the articles that this build shows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pelican.writers import Writer

from plugins.assets.bundle import minify_script, script_name
from plugins.frontmatter.kinds import QUESTION_STATES, VERDICTS
from plugins.listings.views import refuse_pages_at
from plugins.search.memory import Memory
from plugins.search.writing import ADDRESS, IndexWriter
from plugins.shared.generator import PortalGenerator

# In one scope; none runs anything before the last, which needs them all.
NAMES = ("folding", "reading", "index", "matching", "texts", "phrases", "ranking", "cards", "page")
SCRIPTS = [Path(__file__).parent / "page" / f"{name}.js" for name in NAMES]


class SearchGenerator(PortalGenerator):
    """Runs after the listings, whose cards it shows."""

    def generate_context(self) -> None:
        portal = self.portal
        portal.list_addresses.append(ADDRESS)
        refuse_pages_at({ADDRESS}, portal.pages, portal.problems, "trang tìm kiếm")

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
            dict(portal.words.abbreviations.items()),
        )
        index = search.write()
        source = "".join(file.read_text("utf-8") for file in SCRIPTS)
        code = minify_script(f"(()=>{{{source}}})()")
        script = script_name("search", code)
        outputs.write(f"{ADDRESS}{script}", code)

        writer.write_file(
            f"{ADDRESS}index.html",
            self.get_template("search"),
            self.context,
            url=ADDRESS,
            address=ADDRESS,
            search_index=index,
            search_script=script,
            search_answers={"hoi-dap": tuple(QUESTION_STATES), "kiem-chung": tuple(VERDICTS)},
            search_years=search.years(),
            search_host=urlsplit(settings["SITEURL"]).netloc,
        )
