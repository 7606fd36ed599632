"""A publisher reads why a server gave no answer, not what a library calls it."""

from __future__ import annotations

import ssl

from plugins.shared.messages import gettext, gettext_noop

# OpenSSL's codes (X509_V_ERR_…).
UNTRUSTED = {
    9: gettext_noop("chứng thư chưa tới ngày dùng; xem lại đồng hồ của hai máy"),
    10: gettext_noop("chứng thư đã hết hạn; xem lại certbot"),
    18: gettext_noop("chứng thư tự ký, không trình duyệt nào tin"),
    19: gettext_noop("chứng thư tự ký, không trình duyệt nào tin"),
    20: gettext_noop("thiếu chứng thư trung gian; tệp thứ nhất phải là fullchain.pem"),
    21: gettext_noop("thiếu chứng thư trung gian; tệp thứ nhất phải là fullchain.pem"),
    62: gettext_noop("chứng thư không phải của tên miền này"),
    64: gettext_noop("chứng thư không phải của địa chỉ này"),
}


def why_unanswered(cause: BaseException) -> str:
    """What follows the server's address in a sentence; cause: what `ask` raised."""
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = gettext(UNTRUSTED.get(reason.verify_code, reason.verify_message))
        return gettext("không mở được bằng https ({why})", why=why)
    if isinstance(reason, ssl.SSLError):
        return gettext("không mở được bằng https ({reason})", reason=reason.reason)
    return gettext("không trả lời ({why})", why=reason or repr(cause))
