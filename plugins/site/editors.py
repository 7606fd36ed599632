"""Who works on the site, what each may do, and what nobody should forget: settings of the newsroom.

A name is a signature, not a lock: whoever sits at the machine may choose any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError, in_range, read_settings
from plugins.vietnamese.look_alikes import mend_look_alikes
from plugins.vietnamese.text import fold, nfc

Role = Literal["write", "approve", "publish"]
# As they are written in pelicanconf.py, by what `fold` makes of it.
ROLES: Mapping[str, Role] = {"viet": "write", "duyet": "approve", "dang": "publish"}
ROLE_NAMES = "viết, duyệt, đăng"
EXAMPLE = '{"Tổ trưởng": ["viết", "duyệt"]}'
LONGEST_NAME = 40
# Control and format characters, and what no file of Windows may be called: versions bear the name.
NOT_IN_NAME = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff<>:"|?*\\\\/]')


@dataclass(frozen=True)
class Overdue:
    """After how many days a question without an answer, and a draft, is shown as work to do."""

    question_days: int = in_range(10, 1, 3650)
    draft_days: int = in_range(30, 1, 3650)


@dataclass(frozen=True)
class Newsroom:
    """editors: by name, as declared; empty: nobody is listed, and everybody may do everything.
    approval: only what somebody approved is published."""

    editors: Mapping[str, frozenset[Role]]
    approval: bool = False
    overdue: Overdue = Overdue()

    def may(self, name: str, role: Role) -> bool:
        """Whether `name` has the role; without names, everybody has."""
        return not self.editors or role in self.editors.get(name, ())


def read_newsroom(settings: Mapping[str, object]) -> Newsroom:
    """Of EDITORS, APPROVAL and OVERDUE. Raises SettingError."""
    editors = _editors(settings.get("EDITORS", {}))
    approval = settings.get("APPROVAL", False)
    if not isinstance(approval, bool):
        raise SettingError(
            gettext("APPROVAL: đọc được {approval!r}; cần True hoặc False.", approval=approval)
        )
    if approval and not any("approve" in roles for roles in editors.values()):
        raise SettingError(
            gettext(
                "APPROVAL: chưa ai trong EDITORS được “duyệt”, nên không bài nào đăng được; ví "
                "dụ EDITORS = {example}.",
                example=EXAMPLE,
            )
        )
    return Newsroom(
        editors, approval, read_settings(Overdue, settings.get("OVERDUE", {}), "OVERDUE")
    )


def clean_name(name: str) -> str:
    """On one line, as a head would be read; "" where it has no letter or digit."""
    one_line = " ".join(NOT_IN_NAME.sub(" ", _as_read(name)).split())
    shown = one_line[:LONGEST_NAME].strip(" .")
    return shown if any(char.isalnum() for char in shown) else ""


def _as_read(name: str) -> str:
    return mend_look_alikes(nfc(name))


def _is_name(name: str) -> bool:
    """Commas part it from what follows it in a head."""
    return bool(name) and "," not in name and clean_name(name) == _as_read(name)


def _editors(declared: object) -> dict[str, frozenset[Role]]:
    if not isinstance(declared, Mapping):
        raise SettingError(
            gettext(
                "EDITORS: đọc được {declared!r}; cần bảng tên và việc: {example}.",
                declared=declared,
                example=EXAMPLE,
            )
        )
    editors: dict[str, frozenset[Role]] = {}
    for name, roles in declared.items():
        if not isinstance(name, str) or not _is_name(name):
            raise SettingError(
                gettext(
                    "EDITORS: tên {name!r} không dùng được: cần chữ, không quá {longest} ký "
                    "tự, không có dấu phẩy, dấu hai chấm, gạch chéo hay khoảng trắng thừa.",
                    name=name,
                    longest=LONGEST_NAME,
                )
            )
        editors[clean_name(name)] = _roles(name, roles)
    return editors


def _roles(name: str, roles: object) -> frozenset[Role]:
    if not isinstance(roles, list | tuple) or not roles:
        raise SettingError(
            gettext(
                "EDITORS, “{name}”: đọc được {roles!r}; cần danh sách việc, trong: {role_names}.",
                name=name,
                roles=roles,
                role_names=ROLE_NAMES,
            )
        )
    unknown = [role for role in roles if not isinstance(role, str) or fold(role) not in ROLES]
    if unknown:
        raise SettingError(
            gettext(
                "EDITORS, “{name}”: không có việc {unknown!r}; chỉ có: {role_names}.",
                name=name,
                unknown=unknown[0],
                role_names=ROLE_NAMES,
            )
        )
    return frozenset(ROLES[fold(role)] for role in roles)
