"""Decode one foreign picture. Run by itself, as a process with hard limits.

Nothing of OxyMap is imported here: a start has to be fast, and whoever breaks out of a decoder
should find nothing.  In: the file on standard input.  Out: a line of JSON, and on success the
master (JPEG, sRGB, upright, no metadata) after it.
"""

from __future__ import annotations

import io
import json
import resource
import sys

#: Bytes of address space; fifty million pixels need about 600 MB on their way.
MEMORY = 1_600_000_000
CPU_S = 20
MOST_PIXELS = 50_000_000
MASTER_PX = 2400
MASTER_QUALITY = 90
_EXIF_DIRECTORY, _GPS_DIRECTORY, _TAKEN = 0x8769, 0x8825, 0x9003


def limit() -> None:
    """Take away from this process what decoding does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


if __name__ == "__main__":
    limit()

from PIL import Image, ImageCms, ImageOps  # noqa: E402 -- only after the limits hold


def main(kind: str) -> None:
    """Read standard input as one kind of picture (Pillow's name) and answer."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        header, master = convert(sys.stdin.buffer.read(), kind)
    except MemoryError:
        header, master = {"refused": "memory"}, b""
    except Exception as error:
        header, master = {"refused": "broken", "detail": repr(error)[:200]}, b""
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + master)


def convert(data: bytes, kind: str) -> tuple[dict[str, object], bytes]:
    """Return what is to be said about a picture, and its master."""
    if kind == "HEIF":
        import pillow_heif  # it takes a moment, and few pictures need it

        pillow_heif.register_heif_opener(thumbnails=False)
    image: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    if image.width * image.height > MOST_PIXELS:
        return {"refused": "pixels", "width": image.width, "height": image.height}, b""
    exif = image.getexif()
    gps = {str(tag): plain(value) for tag, value in exif.get_ifd(_GPS_DIRECTORY).items()}
    taken = exif.get_ifd(_EXIF_DIRECTORY).get(_TAKEN)
    upright = ImageOps.exif_transpose(shrink(image))
    clean = flatten(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=MASTER_QUALITY, optimize=True, progressive=True)
    header = {"width": clean.width, "height": clean.height, "gps": gps, "taken": plain(taken)}
    return header, out.getvalue()


def shrink(image: Image.Image) -> Image.Image:
    """Return the first frame at most `MASTER_PX` long, in a mode that can be resized."""
    size = (MASTER_PX, MASTER_PX)
    image.draft(None, size)
    image.load()
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        # A plain conversion would cut sixteen bits off at 255 instead of dividing them.
        info, exif = image.info, image.getexif()
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        image.info.update(info)
        image.getexif().update(exif)
    elif image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK", "LAB"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def flatten(image: Image.Image) -> Image.Image:
    """Return a picture in sRGB on white, with nothing but its pixels."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    colours = in_srgb(image)
    clean = Image.new("RGB", image.size, "white")
    clean.paste(colours, mask=alpha)
    return clean


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in sRGB by its own colour profile; without a usable one as it is."""
    profile = image.info.get("icc_profile")
    bare = image.convert({"RGBA": "RGB", "LA": "L"}.get(image.mode, image.mode))
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(bare, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return bare.convert("RGB")
        return found if found is not None else bare.convert("RGB")
    return bare.convert("RGB")


def plain(value: object) -> object:
    """Return a tag's value as JSON can hold it."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value][:16]
    if isinstance(value, bytes):
        return value[:64].decode("latin-1")
    if isinstance(value, int | float | str | None):
        return value[:64] if isinstance(value, str) else value
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if number == number and abs(number) < 1e12 else None


if __name__ == "__main__":
    main(sys.argv[1])
