"""What a store of objects refuses is said in a sentence that tells what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions

from plugins.shared.messages import gettext, gettext_noop
from tools.publish.errors import TargetUnreachableError
from tools.publish.targets import Bucket

REFUSED = ("AccessDenied", "403", "AllAccessDisabled", "AccountProblem")
READ_ONLY = gettext_noop(
    "Khóa truy cập chỉ được đọc kho “{bucket}”, không được ghi: cần các "
    "quyền s3:PutObject và s3:DeleteObject; trang đang dùng không đổi."
)
UNREADABLE = gettext_noop(
    "Khóa truy cập không được vào kho “{bucket}”: cần các quyền s3:ListBucket và s3:GetObject."
)
# The first that holds the code of the store's answer.
SENTENCES = (
    (("NoSuchBucket", "InvalidBucketName"),
     gettext_noop("Không có kho nào tên “{bucket}” ở {where}: xem lại tên kho trong to, "
"hoặc tạo kho trước.")),
    (("InvalidAccessKeyId", "InvalidClientTokenId"),
     gettext_noop("{where} không nhận khóa truy cập này: xem lại AWS_ACCESS_KEY_ID hoặc "
"~/.aws/credentials.")),
    (("SignatureDoesNotMatch",),
     gettext_noop("{where} không nhận khóa bí mật đi với khóa truy cập này: xem lại "
"AWS_SECRET_ACCESS_KEY hoặc ~/.aws/credentials.")),
    (("ExpiredToken", "InvalidToken", "TokenRefreshRequired"),
     gettext_noop("Khóa truy cập tạm thời đã hết hạn: lấy khóa mới (như “aws sso login”) "
"rồi chạy lại.")),
    (("RequestTimeTooSkewed",),
     gettext_noop("Đồng hồ của máy này lệch nhiều so với {where}: chỉnh lại giờ rồi chạy "
"lại.")),
    (("PermanentRedirect", "301", "AuthorizationHeaderMalformed", "IllegalLocationConstraint"),
     gettext_noop("Kho “{bucket}” ở vùng khác: khai báo region đúng của kho trong "
"publishconf.py.")),
    (("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "507"),
     gettext_noop("Kho “{bucket}” đã hết chỗ; trang cũ vẫn nguyên. Hãy tăng dung lượng "
"hoặc xóa bớt.")),
    (("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "500", "502", "503"),
     gettext_noop("{where} quá tải hoặc có trục trặc ({code}); trang đang dùng không đổi. "
"Hãy thử lại sau.")),
)  # fmt: skip
OTHER = gettext_noop("{where} từ chối một việc ({code}: {said}); trang đang dùng không đổi.")
NO_CREDENTIALS = gettext_noop(
    "Máy này chưa có khóa truy cập kho: chạy “aws configure”, hoặc đặt "
    "AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY; không ghi khóa vào "
    "publishconf.py."
)
NO_PROFILE = gettext_noop("Trong ~/.aws không có mục mà AWS_PROFILE gọi tên: xem lại AWS_PROFILE.")
NO_TRUST = gettext_noop(
    "Không tin được chứng thư của {where}: xem lại endpoint và ngày giờ của máy này."
)
NOBODY = gettext_noop("Không tới được {where}: xem lại mạng và endpoint trong publishconf.py.")
BROKEN = gettext_noop(
    "Kết nối tới {where} không xong ({said}); trang đang dùng không đổi. Hãy chạy lại."
)
# The first that fits, the narrower ones before the wider.
FAILURES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((exceptions.NoCredentialsError, exceptions.PartialCredentialsError), NO_CREDENTIALS),
    ((exceptions.CredentialRetrievalError,), NO_CREDENTIALS),
    ((exceptions.ProfileNotFound,), NO_PROFILE),
    ((exceptions.SSLError,), NO_TRUST),
    ((exceptions.EndpointConnectionError, exceptions.ConnectTimeoutError), NOBODY),
)


@contextmanager
def translated(bucket: Bucket, writing: bool = False) -> Iterator[None]:
    """Whatever the store or the way to it refuses becomes TargetUnreachableError."""
    try:
        yield
    except exceptions.ClientError as cause:
        raise TargetUnreachableError(
            refusal_of(code_of(cause), bucket, writing, str(cause))
        ) from cause
    except exceptions.BotoCoreError as cause:
        sentence = next((text for kinds, text in FAILURES if isinstance(cause, kinds)), BROKEN)
        raise TargetUnreachableError(gettext(sentence, where=_where(bucket), said=cause)) from cause


def code_of(failure: exceptions.ClientError) -> str:
    """As the store names it (`NoSuchBucket`)."""
    return str(failure.response.get("Error", {}).get("Code", "?"))


def refusal_of(code: str, bucket: Bucket, writing: bool, said: str = "") -> str:
    """code: as in the store's answer; said: the rest of it, in English."""
    sentence = next((text for codes, text in SENTENCES if code in codes), OTHER)
    if code in REFUSED:
        sentence = READ_ONLY if writing else UNREADABLE
    return gettext(sentence, bucket=bucket.name, where=_where(bucket), code=code, said=said)


def _where(bucket: Bucket) -> str:
    return bucket.endpoint or "Amazon S3"
