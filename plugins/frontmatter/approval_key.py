"""Who approved an article stands in its head, with a digest of what was approved."""

from __future__ import annotations

import re

from plugins.frontmatter.fields import Fields
from plugins.frontmatter.schema import Approval
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.dates import DateError, parse_date

FORM = gettext_noop("tên, ngày giờ, mã")
DIGEST = re.compile("[0-9a-f]{8,64}")


def read_approval(fields: Fields) -> Approval | None:
    """None where there is none, or what is said can't be one: of that the editor is warned."""
    typed = fields.text("approval")
    if not typed:
        return None
    parts = [part.strip() for part in typed.rsplit(",", 2)]
    if len(parts) == 3 and parts[0] and DIGEST.fullmatch(parts[2]):
        try:
            return Approval(parts[0], parse_date(parts[1])[0], parts[2])
        except DateError:
            pass
    sentence = gettext(
        "“{typed}” không có dạng “{form}” nên không phải lời duyệt.",
        typed=fields.read("approval"),
        form=gettext(FORM),
    )
    fields.warn(
        "approval", sentence, gettext("xóa dòng này; ai duyệt bài thì bấm “Duyệt” ở bàn biên tập.")
    )
    return None
