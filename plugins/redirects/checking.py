"""An editor hears which old addresses would lead nowhere, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from plugins.checks.site import Site
from plugins.links.nearest import Nearest
from plugins.links.published import refusal
from plugins.redirects.resolve import ARTICLE_SUFFIX, Claim, Lead, PageFacts, Redirects, file_of
from plugins.redirects.table import FILE, read_table
from plugins.shared.file_kinds import is_published
from plugins.shared.problems import Problem, Severity
from plugins.shared.quoting import quoted
from plugins.vietnamese.slugs import slugify

EXAMPLE = "/tin-tuc/bai-cu"
# Other parts of the build write there.
OTHERS = ("/theme/", "/.portal/")
FORMS = (
    "ghi địa chỉ của trang (/tin-tuc/2023/12/ten-tep/), tệp bài (tin-tuc/ten-tep.md) "
    "hoặc địa chỉ đầy đủ bắt đầu bằng https://."
)


class CheckedRedirects(Redirects):
    """Of content/ as the rules across files see it, with all that is wrong in `problems`."""

    def __init__(self, site: Site) -> None:
        rows, self._in_table = read_table(site.content)
        self._site = site
        super().__init__(_pages(site), rows, f"{site.name}/{FILE}", site.site_url, self._has)

    @property
    def problems(self) -> Iterator[Problem]:
        yield from self._in_table
        for path, line, typed in self.unreadable:
            sentence = f"{quoted(typed)} không đọc được thành một địa chỉ cũ."
            remedy = f"chép cả địa chỉ từ trình duyệt, ví dụ: {EXAMPLE}"
            yield self._problem(path, line, typed, "error", sentence, remedy)
        for claim in self.claims:
            if fault := self._fault(claim):
                yield self._problem(claim.path, claim.line, claim.typed, *fault)

    def _problem(
        self, path: str, line: int, typed: str, severity: Severity, sentence: str, remedy: str
    ) -> Problem:
        return Problem(path, line or self._alias_line(path, typed), 1, severity, sentence, remedy)

    def _alias_line(self, path: str, typed: str) -> int:
        aliases = self._site.outlines[path].aliases
        return dict(zip(aliases, self._site.details(path).alias_lines, strict=True))[typed]

    def _fault(self, claim: Claim) -> tuple[Severity, str, str] | None:
        first = self.first[claim.old.key]
        typed = quoted(claim.typed)
        if not claim.old.query and self._is_live(claim.old.key):
            sentence = f"{typed} đang là địa chỉ của một trang, không thể là địa chỉ cũ."
            page = self._site.article_at(claim.old.key)
            is_held = page != "" and not self._site.is_public(page)
            return "warning" if is_held else "error", sentence, "xóa địa chỉ này."
        if claim is not first:
            line = first.line or self._alias_line(first.path, first.typed)
            where = f"{first.path}:{line}"
            if self.lead(first.new) == self.lead(claim.new):
                return "warning", f"địa chỉ cũ {typed} đã ghi ở {where}.", "xóa một trong hai chỗ."
            sentence = f"địa chỉ cũ {typed} dẫn tới hai nơi: {where} ghi nơi khác."
            return "error", sentence, "giữ một chỗ đúng, xóa chỗ kia."
        # An article's own address needs no look: it is shown with the article, or not at all.
        return self._lead_fault(claim, self.lead(claim.new)) if claim.line else None

    def _lead_fault(self, claim: Claim, lead: Lead) -> tuple[Severity, str, str] | None:
        typed, new = quoted(claim.typed), quoted(claim.new)
        if lead.kind == "loop":
            sentence = f"địa chỉ cũ dẫn vòng tròn: {' → '.join(lead.way)}."
            return "error", sentence, "ở một trong các dòng ấy, ghi trang đang có."
        if lead.kind == "held":
            sentence = f"địa chỉ cũ {typed} chưa dùng được: “{lead.page}” chưa lên trang."
            return "warning", sentence, "đăng bài đó, hoặc ghi một trang khác."
        if lead.kind == "insecure":
            sentence = f"địa chỉ mới {new} không bắt đầu bằng https://."
            return "error", sentence, f"ghi: https{claim.new[4:]}"
        if lead.kind == "malformed":
            return "error", f"{new} không phải một địa chỉ mới.", FORMS
        if lead.kind == "missing" and (refused := self._refusal(claim.new)):
            return "error", *refused
        if lead.kind == "missing" and not self._is_unread(claim.new):
            wanted = claim.new if claim.new.endswith(ARTICLE_SUFFIX) else unquote(lead.address)
            sentence = f"không có trang {quoted(wanted)} để địa chỉ cũ dẫn tới."
            return "error", sentence, self._advice(wanted)
        return None

    def _advice(self, wanted: str) -> str:
        if self._has(f"{wanted}/"):
            return f"thiếu dấu / ở cuối, ghi: {wanted}/"
        is_file = wanted.endswith(ARTICLE_SUFFIX)
        near = (self._near_file if is_file else self._site.nearest_address)(wanted)
        return f"có phải là “{near}”? Nếu đúng, ghi: {near}" if near else FORMS

    def _is_unread(self, new: str) -> bool:
        """The file has been named already."""
        return _slug(new.rstrip("/")) in self._site.unread_slugs

    @cached_property
    def _near_file(self) -> Nearest:
        return Nearest(sorted(path.partition("/")[2] for path in self._site.outlines))

    def _has(self, address: str) -> bool:
        """Of a list or a file; pages are known by their facts."""
        file = self._file(address.lstrip("/"))
        return self._site.has_address(address) or (file != "" and not refusal(file, "redirect"))

    def _file(self, path: str) -> str:
        """As the disk spells it; "" for what is in no folder of files."""
        file = self._site.spelt.get(path, "")
        return file if file.partition("/")[0] in self._site.static else ""

    def file_at(self, new: str) -> str:
        """The file that a new address stands for, inside content/; "" for any other address."""
        return self._file(file_of(new, self._site.site_url))

    def _refusal(self, new: str) -> tuple[str, str] | None:
        file = self.file_at(new)
        return refusal(file, "redirect") if file else None

    def _is_live(self, key: str) -> bool:
        """key: in small letters, as on disks that do not tell them from capitals."""
        file = self._site.case_folded.get(key.lstrip("/"), "")
        return (
            self._site.has_address(key)
            or self._site.has_address(f"{key.rstrip('/')}/")
            or (file.partition("/")[0] in self._site.static and is_published(file))
            or key.startswith(OTHERS)
        )


def _slug(path: str) -> str:
    return slugify(path.rpartition("/")[2].removesuffix(ARTICLE_SUFFIX))


def _pages(site: Site) -> list[PageFacts]:
    return [
        PageFacts(path, f"/{outline.address}", site.is_public(path), outline.aliases)
        for path, outline in site.outlines.items()
    ]
