"""A reader never gets a camera's secrets or a sideways photo: pictures are opened here, safely."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .plan import MOVING_WIDTHS, Facts
from .size import MAX_PIXELS, NotAPicture, picture_size

# Decoders for what cameras, phones and office programs write; Pillow's others stay closed.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
ANIMATED_FORMATS = {"GIF", "WEBP", "PNG"}  # a JPEG or TIFF with more frames is no animation
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
TOO_LARGE = "Ảnh “{name}” quá lớn{size}: tối đa là {most} triệu điểm ảnh."
TOO_LARGE_REMEDY = "Thu nhỏ ảnh còn khoảng 3000 điểm ảnh chiều ngang rồi thay tệp này."
TOO_LONG = "Ảnh động “{name}” quá nặng: {frames} khung hình, mỗi khung {width} × {height}."
TOO_LONG_REMEDY = "Cắt ngắn hoặc thu nhỏ ảnh động, hoặc đăng dưới dạng video."
UNKNOWN = "Tệp “{name}” không phải là ảnh mà trang đọc được, hoặc phần đầu tệp bị hỏng."
UNKNOWN_REMEDY = (
    "Mở tệp bằng trình xem ảnh rồi lưu lại ở dạng JPEG hoặc PNG; "
    "ảnh HEIC của iPhone cũng phải lưu lại như vậy."
)
DAMAGED = "Tệp ảnh “{name}” bị hỏng hoặc bị cắt cụt ({cause})."
DAMAGED_REMEDY = "Chép lại ảnh từ máy chụp hoặc nguồn gốc rồi thay tệp này."
STRANGE = "Tệp ảnh “{name}” dùng kiểu điểm ảnh {mode} mà trang không đọc được."
STRANGE_REMEDY = "Lưu lại ảnh ở dạng JPEG hoặc PNG rồi thay tệp này."

# We refuse such pictures with a sentence of our own; Pillow's English warning comes before it.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Moving:
    """An animation's frames in one size; durations in milliseconds; loop 0 is for ever."""

    frames: Sequence[Image.Image]
    durations: Sequence[int]
    loop: int


def load_still(path: Path) -> Image.Image:
    """The picture upright, in sRGB and without metadata: RGB, or RGBA when truly transparent.

    An animation gives its first frame. Raises NotAPicture.
    """
    with _open(path) as image:
        try:
            upright = ImageOps.exif_transpose(image)
            image.close()  # 25 million pixels are 100 MB: one copy is enough
            return _clean(upright)
        except UNREADABLE as cause:
            raise _damaged(path, cause) from cause


def load_facts(path: Path) -> Facts:
    """Decodes the whole picture, so that a truncated one is found. Raises NotAPicture."""
    with _open(path) as image:
        try:
            moving = _frame_count(image) > 1
            upright = ImageOps.exif_transpose(image)
            image.close()
            still = _clean(upright)
        except UNREADABLE as cause:
            raise _damaged(path, cause) from cause
    return Facts(still.width, still.height, still.mode == "RGBA", moving)


def load_frames(path: Path, width: int, height: int) -> Moving:
    """All frames of an animation, each clean as in `load_still`. Raises NotAPicture."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    with _open(path) as image:
        try:
            loop = image.info.get("loop", 1)
            # An APNG may carry a still for programs that know no animation.
            first = 1 if getattr(image, "default_image", False) else 0
            for number in range(first, _frame_count(image)):
                image.seek(number)
                image.load()
                duration = image.info.get("duration", 0)
                durations.append(round(duration) if duration >= QUICKEST else USUAL)
                shown = _clean(ImageOps.exif_transpose(image))
                frames.append(shown.resize((width, height), Image.Resampling.LANCZOS))
        except UNREADABLE as cause:
            raise _damaged(path, cause) from cause
    return Moving(frames, durations, loop)


def _open(path: Path) -> Image.Image:
    """Only the header is read; a picture that is too large goes no further."""
    if not path.is_file() or path.stat().st_size == 0:
        picture_size(path)  # raises the sentence for a missing or empty file
    try:
        image = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as cause:
        raise _too_large(path, "") from cause
    except UnidentifiedImageError as cause:
        raise NotAPicture(UNKNOWN.format(name=path.name), UNKNOWN_REMEDY) from cause
    except UNREADABLE as cause:
        raise _damaged(path, cause) from cause
    try:
        _refuse_heavy(path, image)
    except UNREADABLE as cause:
        image.close()
        raise _damaged(path, cause) from cause
    except NotAPicture:
        image.close()
        raise
    return image


def _refuse_heavy(path: Path, image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_large(path, f" ({width} × {height})")
    if image.mode not in KNOWN_MODES:
        raise NotAPicture(STRANGE.format(name=path.name, mode=image.mode), STRANGE_REMEDY)
    frames = _frame_count(image)
    shown = min(1.0, MOVING_WIDTHS[-1] / width) ** 2 * width * height
    heavy = frames * shown > MAX_MOVING_PIXELS or frames * width * height > MAX_DECODED_PIXELS
    if frames > 1 and heavy:
        sentence = TOO_LONG.format(name=path.name, frames=frames, width=width, height=height)
        raise NotAPicture(sentence, TOO_LONG_REMEDY)


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


def _too_large(path: Path, size: str) -> NotAPicture:
    sentence = TOO_LARGE.format(name=path.name, size=size, most=MAX_PIXELS // 1_000_000)
    return NotAPicture(sentence, TOO_LARGE_REMEDY)


def _damaged(path: Path, cause: BaseException) -> NotAPicture:
    return NotAPicture(DAMAGED.format(name=path.name, cause=cause), DAMAGED_REMEDY)
