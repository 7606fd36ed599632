"""Whoever leaves a hole in what the site says of itself reads where it is before readers do."""

from __future__ import annotations

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError, refuse_unseen
from plugins.site.identity import SiteSettings

# Longer, and a phone shows it in three lines and a browser's tab not at all.
LONGEST_NAME = 100
EXAMPLES = {
    "tagline": "Tin trong xã",
    "description": "Tin tức và thông báo của xã Vĩnh Thông.",
    "publisher": "Văn phòng xã Vĩnh Thông",
}


def check_name(name: str) -> None:
    """Raises SettingError for a site's name that no line shows."""
    refuse_unseen(name, "SITENAME")
    if "\n" in name.strip() or len(name) > LONGEST_NAME:
        raise SettingError(
            gettext(
                "SITENAME: tên trang nằm trên một dòng, không quá {most} ký tự; ví dụ "
                'SITENAME = "Phủ Thông".',
                most=LONGEST_NAME,
            )
        )


def check_words(site: SiteSettings, where: str) -> None:
    """Raises SettingError for what would leave a hole where it is shown; where: `SITE`."""
    for name, example in EXAMPLES.items():
        if not getattr(site, name).strip():
            raise SettingError(
                gettext(
                    '{where}.{name}: đang trống; ví dụ "{name}": "{example}".',
                    where=where,
                    name=name,
                    example=example,
                )
            )
    for name in ("desks", "notices"):
        if not all(text.strip() for text in getattr(site, name)):
            raise SettingError(
                gettext(
                    "{where}.{name}: có dòng trống; viết chữ vào, hoặc xóa dòng ấy.",
                    where=where,
                    name=name,
                )
            )
    for name in ("contacts", "hotlines"):
        if not all(each.label.strip() and each.value.strip() for each in getattr(site, name)):
            raise SettingError(
                gettext(
                    "{where}.{name}: mỗi dòng cần label và value, ví dụ "
                    '{{"label": "Điện thoại", "value": "0209 123 456"}}.',
                    where=where,
                    name=name,
                )
            )
    for page in site.footer_pages:
        if not page.label.strip():
            raise SettingError(
                gettext(
                    "{where}.footer_pages: dòng “{address}” chưa có label, là chữ để bấm vào.",
                    where=where,
                    address=page.address,
                )
            )
