"""Mail addresses of persons; an office's is public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.personal.found import Found
from plugins.shared.messages import gettext, gettext_noop

ADDRESS = re.compile(
    r"(?<![\w.+-])(?P<name>[a-z0-9][a-z0-9._+-]{0,63})(?:@|\s?[\[(]at[\])]\s?)"
    r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})",
    re.I,
)
PROVIDER = re.compile(
    r"(?:g|google|y|rocket|hot|proton|zoho|fast|hush)mail\.[a-z.]+|(?:yahoo|outlook|live|msn|icloud"
    r"|me|mac|aol|gmx|yandex|zoho|proton|qq|163|mail)\.(?:com|com\.vn|vn|net|fr|me|de|ru|co\.uk|pm)",
    re.I,
)
# Offices have addresses at such providers too: what their names begin with or hold.
OFFICE = re.compile(
    r"^(?:xa|thon(?!g)|vp|so|ban(?!.(?:van|thi|huu))|tt|bql|htx|thpt|thcs|mn|cty|bch)(?=[._-]|\d*$)"
    r"|^(?:xa|thon(?!g)|thitran|todanpho|vp|htx|bql|tuvan|hotro|gopy|bandoc|banhang|tiepdan)[a-z]*$"
    r"|^(?:ban|hoi)(?!van|thi|huu|duc|ngoc|xuan|minh|thanh|quoc)[a-z]{4}"
    r"|ubnd|hdnd|mttq|mattran|vanphong|lienhe|toasoan|bientap|bbt|congan|mamnon|tieuhoc|thcs|thpt"
    r"|truongth(?!i)|truongmn|(?:tinh|huyen|dang)uy(?!en)|dangbo|chibo|tinhdoan|huyendoan|xadoan"
    r"|doan(?:xa|phuong|truong|thanhnien)|phunu|nongdan|cuuchienbinh|tuyengiao|hoptacxa|congty"
    r"|khuyennong|thongtin|phong(?:vh|nv|gd|tc|tn|lao|kinhte|yte|noivu|tuphap)|tramyte|benhvien"
    r"|trungtam|baochi|tapchi|truyenthong|dulich|khachsan|homestay|phananh|duongdaynong|hotline"
    r"|admin|contact|info|support|office|media|news|press|sales|webmaster|reply|hello|service"
    r"|postmaster|feedback|marketing|tuyendung"
)
FAMILY = (
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|trinh|dinh|dao|luong"
    "|trieu|nong|hua|quach|vuong|mai|cao|lam|ta"
)
GIVEN = (
    "anh|hung|dung|tuan|hoa|huong|lan|linh|minh|nga|ngoc|nhung|oanh|quan|son|thao|thanh|thuy|trang"
    "|trung|tung|tuyet|vinh|yen|hanh|hien|hieu|hoang|khanh|cuong|giang|hang|loan|phuc|quyen|quynh"
    "|thang|toan|viet|nhan|nghia|phuong|huy|hai"
)
# `nguyenvana`, `tran.thi.b`, `hungnv`: a name, or a given name with the first letters of the rest.
PERSON = re.compile(
    rf"(?:nguyen|huynh|pham)[a-z.]{{1,20}}|(?:{FAMILY})(?:thi|van|duc|huu|ngoc|quoc|xuan)[a-z]{{1,12}}"
    rf"|(?:{FAMILY})[._-][a-z]+(?:[._-][a-z]+)*|(?:[a-z]+[._-])+(?:{FAMILY})"
    rf"|(?:{GIVEN})[._]?[nthlpvdbckmq][bcdghklmnpqstvx]{{1,2}}"
)
WHAT = gettext_noop("địa chỉ thư điện tử của cá nhân")
REMEDY = gettext_noop(
    "xóa địa chỉ này nếu người có địa chỉ chưa đồng ý công khai; nên dùng địa chỉ của cơ quan."
)


def find_mail(text: str) -> Iterator[Found]:
    """Addresses that are a person's, by host or name."""
    for found in ADDRESS.finditer(text):
        name = found["name"].lower()
        if OFFICE.search(re.sub(r"[._-]", "", name)) or OFFICE.search(name):
            continue
        if PROVIDER.fullmatch(found["host"]) or PERSON.fullmatch(name.rstrip("0123456789._-")):
            yield Found(*found.span(), gettext(WHAT), gettext(REMEDY))
