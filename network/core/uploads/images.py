"""Pictures: decoded within limits and written anew, so that neither metadata nor anything hidden behind them stays."""

import io
import warnings
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from .errors import UploadRefused

MAX_PIXELS = 40_000_000
SAVING: dict[str, dict[str, Any]] = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 88}}
KEPT_MODES = {"JPEG": {"RGB", "L"}, "PNG": {"RGB", "RGBA", "L", "LA", "P"}, "WEBP": {"RGB", "RGBA"}}


def checker(kind: str) -> Callable[[bytes], bytes]:
    """A checker that takes pictures of one Pillow format only."""

    def check(content: bytes) -> bytes:
        return rewritten(content, kind)

    return check


def rewritten(content: bytes, kind: str) -> bytes:
    """The picture itself and nothing else: turned upright, in sRGB, without place, camera, comments or later frames."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=[kind])
            if picture.width * picture.height > MAX_PIXELS:
                raise UploadRefused(too_many_pixels(), "pixels")
            picture.load()
            return written(in_srgb(ImageOps.exif_transpose(picture)), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise UploadRefused(too_many_pixels(), "pixels") from bomb
    except UploadRefused:
        raise
    except Exception as problem:  # decoders of broken pictures raise whatever they like
        message = _("This picture is damaged. Open it on your computer, save it again and choose the new file.")
        raise UploadRefused(message, "damaged") from problem


def in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile: browsers ignore it too


def written(picture: Image.Image, kind: str) -> bytes:
    if picture.mode not in KEPT_MODES[kind]:
        picture = picture.convert("RGBA" if kind != "JPEG" and picture.has_transparency_data else "RGB")
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None or kind == "JPEG" else {"transparency": transparency}
    result = io.BytesIO()
    picture.save(result, kind, exif=b"", icc_profile=None, **SAVING[kind])
    return result.getvalue()


def too_many_pixels() -> str:
    return _("This picture has more than %(millions)s million pixels. Make it smaller and choose it again.") % {
        "millions": MAX_PIXELS // 1_000_000
    }
