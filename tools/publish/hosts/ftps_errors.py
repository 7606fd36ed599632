"""What an FTPS host refuses is said in a sentence that tells what to do."""

from __future__ import annotations

import ftplib
import socket
import ssl

from plugins.shared.messages import gettext, gettext_noop
from tools.publish.errors import TargetUnreachableError
from tools.publish.targets import Ftps
from tools.publish.tls_errors import UNTRUSTED

NO_LOGIN = gettext_noop(
    "“{host}” không nhận mật khẩu của “{user}”: xem lại tên người dùng trong "
    "to và mật khẩu trong {password}."
)
NO_TLS = gettext_noop(
    "“{host}” không mở được kết nối mã hóa (FTPS): không đăng bằng FTP trần, "
    "vì mật khẩu sẽ lộ. Hỏi nơi thuê cách bật FTPS (explicit TLS), rồi chạy "
    "lại."
)
FULL = gettext_noop(
    "Hết chỗ hay hết hạn mức trên “{host}”; trang cũ vẫn nguyên. Hãy xóa bớt "
    "tệp ở đó hay tăng gói thuê, rồi chạy lại."
)
BUSY = gettext_noop(
    "“{host}” đang có quá nhiều kết nối hay tạm nghỉ ({said}); hãy thử lại sau vài phút."
)
NO_RIGHT = gettext_noop(
    "“{user}” không có quyền ghi vào “/{path}” trên “{host}” ({said}): xem "
    "lại thư mục trong to và quyền của tài khoản FTP."
)
NO_DATA = gettext_noop(
    "“{host}” không mở được kênh dữ liệu ({said}): tường lửa ở đây hay ở đó "
    "chặn cổng của FTPS thụ động. Hỏi nơi thuê các cổng cần mở."
)
OTHER = gettext_noop(
    "“{host}” từ chối một việc ({said}). Chạy lại lệnh này; nếu vẫn vậy, gửi câu này cho nơi thuê."
)
# By the reply's first three figures; what is said of one may depend on what was being done.
BY_CODE = {
    "421": BUSY,
    "425": NO_DATA,
    "426": NO_DATA,
    "452": FULL,
    "522": NO_DATA,
    "530": NO_LOGIN,
    "532": NO_RIGHT,
    "550": NO_RIGHT,
    "552": FULL,
    "553": NO_RIGHT,
}
NO_COMMAND = ("500", "502", "504", "534")
NOBODY = gettext_noop(
    "Không có máy nào tên “{host}”: xem lại tên máy trong to, và mạng của máy này."
)
SHUT = gettext_noop("“{host}” không mở cổng {port}: xem lại tên máy và cổng trong to.")
SILENT = gettext_noop(
    "“{host}” không trả lời: xem lại mạng và tường lửa, rồi chạy lại lệnh này để làm nốt."
)
CUT = gettext_noop("Mất kết nối với “{host}”: chạy lại lệnh này, máy làm nốt việc còn dở.")
UNTRUSTED_HOST = gettext_noop("Không tin được chứng thư của “{host}”: {why}.")


def refusal_of(cause: Exception, place: Ftps, password: str, securing: bool = False) -> Exception:
    """cause: what ftplib or the network raised; password: where it came from; securing: while the
    connection was being encrypted. What is none of theirs is given back."""
    sentence = _sentence(cause, securing)
    if not sentence:
        return cause
    said = str(cause).strip().splitlines()[-1] if str(cause).strip() else repr(cause)
    why = gettext(UNTRUSTED.get(getattr(cause, "verify_code", 0), said))
    return TargetUnreachableError(
        gettext(
            sentence,
            host=place.host,
            port=place.port,
            user=place.user,
            path=place.path,
            password=password,
            said=said,
            why=why,
        )
    )


def _sentence(cause: Exception, securing: bool) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return UNTRUSTED_HOST
    if isinstance(cause, ssl.SSLError):
        return NO_TLS if securing else CUT
    if isinstance(cause, ftplib.Error):
        code = str(cause)[:3]
        return NO_TLS if securing and code in NO_COMMAND else BY_CODE.get(code, OTHER)
    if isinstance(cause, socket.gaierror):
        return NOBODY
    if isinstance(cause, ConnectionRefusedError):
        return SHUT
    if isinstance(cause, TimeoutError):
        return SILENT
    # `FileNotFoundError` and the like are of this machine's files.
    network = isinstance(cause, EOFError | ConnectionError) or type(cause) is OSError
    return CUT if network else ""
