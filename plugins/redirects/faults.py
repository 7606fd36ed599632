"""Which old addresses would lead nowhere, and why: the same for every site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from plugins.redirects.resolve import Claim, Lead, Redirects
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.quoting import quoted

FaultKind = Literal[
    "taken", "again", "elsewhere", "loop", "held", "insecure", "malformed", "missing"
]
EXAMPLE = "/tin-tuc/bai-cu"
FORMS = gettext_noop(
    "ghi địa chỉ của trang (/tin-tuc/2023/12/ten-tep/), tệp bài "
    "(tin-tuc/ten-tep.md) hoặc địa chỉ đầy đủ bắt đầu bằng https://."
)
LIVE = Lead("live")


@dataclass(frozen=True)
class Fault:
    """first: the claim that came before, of an address that is claimed again; lead: where a new
    address leads."""

    kind: FaultKind
    claim: Claim
    first: Claim
    lead: Lead

    @property
    def is_harmless(self) -> bool:
        """Nobody is led astray by it."""
        return self.kind in ("again", "held")


def fault_of(redirects: Redirects, claim: Claim, is_live: Callable[[str], bool]) -> Fault | None:
    """is_live: whether a key of an old address, in small letters, is a page or a file of today."""
    first = redirects.first[claim.old.key]
    is_own = claim is first and not claim.line
    if not claim.old.query and is_live(claim.old.key):
        return Fault("taken", claim, first, LIVE)
    # An article's own address needs no look: it is shown with the article, or not at all.
    lead = LIVE if is_own else redirects.lead(claim.new)
    if claim is not first:
        same = redirects.lead(first.new) == lead
        return Fault("again" if same else "elsewhere", claim, first, lead)
    return None if lead.kind == "live" else Fault(lead.kind, claim, first, lead)


def told(fault: Fault, where: str = "", wanted: str = "") -> tuple[str, str]:
    """What is wrong, and what to do. where: the place of the first claim; wanted: the page that is
    missing."""
    lead, typed, new = fault.lead, quoted(fault.claim.typed), quoted(fault.claim.new)
    if fault.kind == "taken":
        sentence = gettext(
            "{typed} đang là địa chỉ của một trang, không thể là địa chỉ cũ.", typed=typed
        )
        return sentence, gettext("xóa địa chỉ này.")
    if fault.kind == "again":
        sentence = gettext("địa chỉ cũ {typed} đã ghi ở {where}.", typed=typed, where=where)
        return sentence, gettext("xóa một trong hai chỗ.")
    if fault.kind == "elsewhere":
        sentence = gettext(
            "địa chỉ cũ {typed} dẫn tới hai nơi: {where} ghi nơi khác.", typed=typed, where=where
        )
        return sentence, gettext("giữ một chỗ đúng, xóa chỗ kia.")
    if fault.kind == "loop":
        sentence = gettext("địa chỉ cũ dẫn vòng tròn: {way}.", way=" → ".join(lead.way))
        return sentence, gettext("ở một trong các dòng ấy, ghi trang đang có.")
    if fault.kind == "held":
        sentence = gettext(
            "địa chỉ cũ {typed} chưa dùng được: “{page}” chưa lên trang.",
            typed=typed,
            page=lead.page,
        )
        return sentence, gettext("đăng bài đó, hoặc ghi một trang khác.")
    if fault.kind == "insecure":
        sentence = gettext("địa chỉ mới {new} không bắt đầu bằng https://.", new=new)
        return sentence, gettext("ghi: {text}", text=f"https{fault.claim.new[4:]}")
    if fault.kind == "malformed":
        return gettext("{new} không phải một địa chỉ mới.", new=new), gettext(FORMS)
    sentence = gettext("không có trang {wanted} để địa chỉ cũ dẫn tới.", wanted=quoted(wanted))
    return sentence, gettext(FORMS)


def told_unreadable(typed: str) -> tuple[str, str]:
    """Of what is no address."""
    sentence = gettext("{typed} không đọc được thành một địa chỉ cũ.", typed=quoted(typed))
    return sentence, gettext("chép cả địa chỉ từ trình duyệt, ví dụ: {example}", example=EXAMPLE)
