"""Tells a person's name from an office's and from what a computer writes by itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from plugins.vietnamese.text import fold, tone_key

# How names of offices begin; in their marks, since `Phòng` is an office and `Phong` a person.
OFFICES = re.compile(
    r"(?:ủy ban|ubnd|hđnd|hội đồng|văn phòng|vp|phòng|sở|ban|bộ|huyện|xã|phường|thị trấn|thị xã|"
    r"tỉnh|thành phố|tp|công ty|cty|trung tâm|trường|cục|chi cục|tổng cục|đảng ủy|huyện ủy|"
    r"tỉnh ủy|thành ủy|ủy viên|mặt trận|đoàn thanh niên|đoàn tncs|hội|liên đoàn|công an|công đoàn|"
    r"tòa án|viện|kho bạc|cổng thông tin|tổ|đài|báo|quỹ|ngân hàng|trạm|bệnh viện|chi bộ|thanh tra|"
    r"thôn|bản|nhà văn hóa|nhà xuất bản)\b"
)
UNMARKED = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|van phong|cong ty|trung tam|cong an|huyen uy|tinh uy|"
    r"dang uy|thi tran|so y te|so giao duc|phong giao duc|phong van hoa|ban quan ly)\b"
)
GENERIC = re.compile(
    r"\b(?:ubnd|hdnd|van phong|may tinh|admin\w*|users?\d*|microsoft|windows|office|owner|"
    r"(?:my)?pc\d*|laptop|desktop|computer|home|guest|default|public|hp|dell|asus|acer|lenovo|"
    r"thinkpad|toshiba|vaio|samsung|unknown|authors?|apache poi|openpyxl|xlsxwriter|python-docx|"
    r"python-pptx|libreoffice|openoffice|writer|google|canva|adobe|acrobat|scanner|canon|ricoh|"
    r"xerox|konica|minolta|brother|epson|fujitsu|khong ten|tac gia|nguoi dung|"
    r"autobvt|grizli777|van thu|vanthu)\b"
)
# `phòng ĐKKD` without its marks, and `VPCP`: no Vietnamese name is without a vowel.
SHORT = re.compile(r"(?:(?:phong|ban|so|to|vp|p)\.? )?[b-df-hj-np-tv-xz&./ -]+", re.I)
WORD = re.compile(r"[^\W\d_]{2}")


def is_person(name: str, own: Collection[str] = ()) -> bool:
    """Also for what nobody can tell; own: how the site and its publisher call themselves."""
    known = tone_key(name)
    if not WORD.search(known) or known in {tone_key(each) for each in own}:
        return False
    bare = fold(known)
    return not (
        OFFICES.match(known)
        or UNMARKED.match(bare)
        or SHORT.fullmatch(bare)
        or GENERIC.search(bare)
    )
