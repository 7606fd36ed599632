"""An editor hears which old addresses would lead nowhere, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from plugins.checks.quoting import quoted
from plugins.checks.site import Site
from plugins.links.nearest import Nearest
from plugins.links.published import refusal
from plugins.redirects.resolve import ARTICLE_SUFFIX, Claim, Lead, PageFacts, Redirects, file_of
from plugins.redirects.table import FILE, read_table
from plugins.shared.file_kinds import is_published
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem, Severity
from plugins.vietnamese.slugs import slugify

EXAMPLE = "/tin-tuc/bai-cu"
# Other parts of the build write there.
OTHERS = ("/theme/", "/.portal/")
FORMS = gettext_noop(
    "ghi địa chỉ của trang (/tin-tuc/2023/12/ten-tep/), tệp bài "
    "(tin-tuc/ten-tep.md) hoặc địa chỉ đầy đủ bắt đầu bằng https://."
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
            sentence = gettext("{typed} không đọc được thành một địa chỉ cũ.", typed=quoted(typed))
            remedy = gettext("chép cả địa chỉ từ trình duyệt, ví dụ: {example}", example=EXAMPLE)
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
            sentence = gettext(
                "{typed} đang là địa chỉ của một trang, không thể là địa chỉ cũ.", typed=typed
            )
            page = self._site.article_at(claim.old.key)
            is_held = page != "" and not self._site.is_public(page)
            return "warning" if is_held else "error", sentence, gettext("xóa địa chỉ này.")
        if claim is not first:
            line = first.line or self._alias_line(first.path, first.typed)
            where = f"{first.path}:{line}"
            if self.lead(first.new) == self.lead(claim.new):
                return (
                    "warning",
                    gettext("địa chỉ cũ {typed} đã ghi ở {where}.", typed=typed, where=where),
                    gettext("xóa một trong hai chỗ."),
                )
            sentence = gettext(
                "địa chỉ cũ {typed} dẫn tới hai nơi: {where} ghi nơi khác.",
                typed=typed,
                where=where,
            )
            return "error", sentence, gettext("giữ một chỗ đúng, xóa chỗ kia.")
        # An article's own address needs no look: it is shown with the article, or not at all.
        return self._lead_fault(claim, self.lead(claim.new)) if claim.line else None

    def _lead_fault(self, claim: Claim, lead: Lead) -> tuple[Severity, str, str] | None:
        typed, new = quoted(claim.typed), quoted(claim.new)
        if lead.kind == "loop":
            sentence = gettext("địa chỉ cũ dẫn vòng tròn: {way}.", way=" → ".join(lead.way))
            return "error", sentence, gettext("ở một trong các dòng ấy, ghi trang đang có.")
        if lead.kind == "held":
            sentence = gettext(
                "địa chỉ cũ {typed} chưa dùng được: “{page}” chưa lên trang.",
                typed=typed,
                page=lead.page,
            )
            return "warning", sentence, gettext("đăng bài đó, hoặc ghi một trang khác.")
        if lead.kind == "insecure":
            sentence = gettext("địa chỉ mới {new} không bắt đầu bằng https://.", new=new)
            return "error", sentence, gettext("ghi: {text}", text=f"https{claim.new[4:]}")
        if lead.kind == "malformed":
            return "error", gettext("{new} không phải một địa chỉ mới.", new=new), gettext(FORMS)
        if lead.kind == "missing" and (refused := self._refusal(claim.new)):
            return "error", *refused
        if lead.kind == "missing" and not self._is_unread(claim.new):
            wanted = claim.new if claim.new.endswith(ARTICLE_SUFFIX) else unquote(lead.address)
            sentence = gettext(
                "không có trang {wanted} để địa chỉ cũ dẫn tới.", wanted=quoted(wanted)
            )
            return "error", sentence, self._advice(wanted)
        return None

    def _advice(self, wanted: str) -> str:
        if self._has(f"{wanted}/"):
            return gettext("thiếu dấu / ở cuối, ghi: {typed}/", typed=wanted)
        is_file = wanted.endswith(ARTICLE_SUFFIX)
        near = (self._near_file if is_file else self._site.nearest_address)(wanted)
        return (
            gettext("có phải là “{near}”? Nếu đúng, ghi: {near}", near=near)
            if near
            else gettext(FORMS)
        )

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
