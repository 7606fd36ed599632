"""A reader never gets a camera's secrets or a sideways photo: pictures are opened here, safely."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from plugins.shared.messages import gettext, gettext_noop

from .jpeg import MOST_SCANS, is_cut, structure_of
from .plan import MOVING_WIDTHS, PictureFacts
from .reading import NotAPictureError

# A still picture larger than this is refused before it is unpacked.
MAX_PIXELS = 25_000_000
# Decoders for what cameras, phones and office programs write; Pillow's others stay closed.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
JPEGS = {"JPEG", "MPO"}
ANIMATED_FORMATS = {"GIF", "WEBP", "PNG"}  # a JPEG or AVIF with more frames is no animation
# Each frame of a GIF has to be looked at before they are counted, and may have a few bytes.
MAX_GIF_BYTES = 30_000_000
# One of each encoder's threads holds all frames: 60 million pixels are 240 MB.
MAX_MOVING_PIXELS = 60_000_000
MAX_DECODED_PIXELS = 1_000_000_000
GREY_MODES = {"1", "L", "LA", "La"}
DEEP_MODES = {"I", "I;16", "I;16L", "I;16B", "I;16N"}
KNOWN_MODES = GREY_MODES | DEEP_MODES | {"P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr"}
DEEP_TO_EIGHT = [level >> 8 for level in range(65536)]
# Browsers show quicker frames at this pace too.
QUICKEST, USUAL = 20, 100
# What Pillow's decoders raise on damaged files, besides their own kinds.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
TOO_LARGE = gettext_noop("Ảnh “{name}” quá lớn; mức cao nhất là {most} triệu điểm ảnh.")
TOO_LARGE_BY = gettext_noop(
    "Ảnh “{name}” quá lớn ({width} × {height} điểm); mức cao nhất là {most} triệu điểm ảnh."
)
TOO_LARGE_REMEDY = gettext_noop(
    "Thu nhỏ ảnh, chiều rộng 1.600 đến 2.400 điểm ảnh là đủ, rồi thay tệp này."
)
TOO_LONG = gettext_noop(
    "Ảnh động “{name}” quá nặng: {frames} khung hình, mỗi khung {width} × {height}."
)
TOO_HEAVY = gettext_noop("Ảnh động “{name}” quá nặng: {size} MB, tối đa là {most} MB.")
TOO_LONG_REMEDY = gettext_noop("Cắt ngắn hoặc thu nhỏ ảnh động, hoặc đăng dưới dạng video.")
UNKNOWN = gettext_noop(
    "Tệp “{name}” không phải là ảnh mà trang đọc được, hoặc phần đầu tệp bị hỏng."
)
UNKNOWN_REMEDY = gettext_noop(
    "Mở tệp bằng trình xem ảnh rồi lưu lại ở dạng JPEG hoặc PNG; không xem được thì "
    "chép lại từ nguồn gốc."
)
DAMAGED = gettext_noop("Ảnh “{name}” bị hỏng hoặc bị cắt cụt: tệp chép chưa hết.")
DAMAGED_REMEDY = gettext_noop(
    "Chép lại ảnh từ máy ảnh, điện thoại hoặc nguồn gốc rồi thay tệp này."
)
STRANGE = gettext_noop("Tệp ảnh “{name}” dùng kiểu điểm ảnh {mode} mà trang không đọc được.")
STRANGE_REMEDY = gettext_noop("Lưu lại ảnh ở dạng JPEG hoặc PNG rồi thay tệp này.")

# We refuse such pictures with a sentence of our own; Pillow's English warning comes before it.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
# Of harmless damage, such as in a camera's notes: browsers show such a picture too.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


@dataclass(frozen=True)
class Moving:
    """An animation's frames in one size; durations in milliseconds; loop 0 is for ever."""

    frames: Sequence[Image.Image]
    durations: Sequence[int]
    loop: int


def clean_still(
    name: str, data: bytes, most: int | None = None, near: tuple[int, int] | None = None
) -> Image.Image:
    """The picture upright, in sRGB and without metadata: RGB, or RGBA when truly transparent.

    name, data: of its file; most: as in `check_raster`. near: the size, not turned upright, that
    is wanted of it: a JPEG of more than twice that is unpacked to a half, a quarter, an eighth. An
    animation gives its first frame. Raises NotAPictureError.
    """
    with _open(name, data, most) as image:
        try:
            if near:
                image.draft(image.mode, near)
            upright = ImageOps.exif_transpose(image)
            image.close()  # 25 million pixels are 100 MB: one copy is enough
            return _clean(upright)
        except UNREADABLE as cause:
            raise _damaged(name) from cause


def check_raster(name: str, data: bytes, most: int | None = None) -> None:
    """Decodes what has to be decoded to know that all of it is there.

    most: pixels that it may have, MAX_PIXELS if not said. Raises NotAPictureError.
    """
    with _open(name, data, most) as image:
        try:
            if image.format not in JPEGS:
                for _ in _frames(name, image):
                    pass
                return
            structure = structure_of(data)
            if structure.scans <= MOST_SCANS and not is_cut(data, structure):
                return
        except UNREADABLE as cause:
            raise _damaged(name) from cause
    raise _damaged(name)


def load_facts(name: str, data: bytes) -> PictureFacts:
    """Decodes the whole picture, so that a truncated one is found. Raises NotAPictureError."""
    check_raster(name, data)
    still = clean_still(name, data)
    with _open(name, data) as image:
        moving = _frame_count(image) > 1
    return PictureFacts(still.width, still.height, still.mode == "RGBA", moving)


def load_frames(name: str, data: bytes, width: int, height: int) -> Moving:
    """All frames of an animation, each clean as in `clean_still`. Raises NotAPictureError."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    with _open(name, data) as image:
        loop = image.info.get("loop", 1)
        for shown in _frames(name, image):
            duration = shown.info.get("duration", 0)
            durations.append(round(duration) if duration >= QUICKEST else USUAL)
            try:
                still = _clean(ImageOps.exif_transpose(shown))
                frames.append(still.resize((width, height), Image.Resampling.LANCZOS))
            except UNREADABLE as cause:
                raise _damaged(name) from cause
    return Moving(frames, durations, loop)


def _frames(name: str, image: Image.Image) -> Iterator[Image.Image]:
    """`image` itself at each of its frames, unpacked."""
    try:
        count = _frame_count(image)
        # An APNG may carry a still for programs that know no animation.
        first = 1 if getattr(image, "default_image", False) and count > 1 else 0
        for number in range(first, count):
            if count > 1:
                image.seek(number)
            if image.width * image.height > MAX_PIXELS:  # a GIF's later frames may be larger
                raise _too_large(name, image.size)
            image.load()
            yield image
    except UNREADABLE as cause:
        raise _damaged(name) from cause


def _open(name: str, data: bytes, most: int | None = None) -> Image.Image:
    """Only the header is read; a picture that is too large goes no further."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as cause:
        raise _too_large(name) from cause
    except UnidentifiedImageError as cause:
        raise NotAPictureError(gettext(UNKNOWN, name=name), gettext(UNKNOWN_REMEDY)) from cause
    except UNREADABLE as cause:
        raise _damaged(name) from cause
    try:
        _refuse_heavy(name, data, image, MAX_PIXELS if most is None else most)
    except NotAPictureError:
        image.close()
        raise
    except UNREADABLE as cause:
        image.close()
        raise _damaged(name) from cause
    return image


def _refuse_heavy(name: str, data: bytes, image: Image.Image, most: int) -> None:
    width, height = image.size
    if width * height > most:
        raise _too_large(name, (width, height), max(most, MAX_PIXELS))
    if image.mode not in KNOWN_MODES:
        raise NotAPictureError(
            gettext(STRANGE, name=name, mode=image.mode), gettext(STRANGE_REMEDY)
        )
    if image.format == "GIF" and len(data) > MAX_GIF_BYTES:
        size, most = len(data) // 1_000_000, MAX_GIF_BYTES // 1_000_000
        raise NotAPictureError(
            gettext(TOO_HEAVY, name=name, size=size, most=most), gettext(TOO_LONG_REMEDY)
        )
    frames = _frame_count(image)
    shown = min(1.0, MOVING_WIDTHS[-1] / width) ** 2 * width * height
    heavy = frames * shown > MAX_MOVING_PIXELS or frames * width * height > MAX_DECODED_PIXELS
    if frames > 1 and heavy:
        sentence = gettext(TOO_LONG, name=name, frames=frames, width=width, height=height)
        raise NotAPictureError(sentence, gettext(TOO_LONG_REMEDY))


def _frame_count(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1)) if image.format in ANIMATED_FORMATS else 1


def _clean(upright: Image.Image) -> Image.Image:
    profile = upright.info.get("icc_profile")
    if upright.mode in DEEP_MODES:
        upright = upright.convert("I").point(DEEP_TO_EIGHT, "L")
    alpha = None
    if upright.has_transparency_data:
        with_alpha = upright.convert("RGBA")
        alpha = with_alpha.getchannel("A")
        if upright.mode not in GREY_MODES:
            upright = with_alpha
    colours = _in_srgb(upright, profile)
    if alpha is not None and alpha.getextrema()[0] != 255:
        colours.putalpha(alpha)
    colours.info.clear()
    return colours


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode in GREY_MODES:
        image = image.convert("L")
    elif image.mode not in ("CMYK", "RGB"):
        image = image.convert("RGB")
    if profile:
        try:
            source = ImageCms.getOpenProfile(BytesIO(profile))
            if image.mode != "RGB" or not ImageCms.getProfileDescription(source).startswith("sRGB"):
                target = ImageCms.createProfile("sRGB")
                changed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                return changed if changed is not None else image
        except (ImageCms.PyCMSError, OSError):
            # A browser shows a picture with an unusable profile as if it had none.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _too_large(
    name: str, size: tuple[int, int] | None = None, most: int = MAX_PIXELS
) -> NotAPictureError:
    """size: None where Pillow refused to say."""
    most //= 1_000_000
    sentence = gettext(TOO_LARGE, name=name, most=most)
    if size:
        width, height = size
        sentence = gettext(TOO_LARGE_BY, name=name, width=width, height=height, most=most)
    return NotAPictureError(sentence, gettext(TOO_LARGE_REMEDY))


def _damaged(name: str) -> NotAPictureError:
    return NotAPictureError(gettext(DAMAGED, name=name), gettext(DAMAGED_REMEDY))
