"""Pictures for tests, drawn here: no photograph of anybody is in the project."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

#: Sixteen bytes that must be nowhere in what we give out.
SECRET = b"SECRET-CAMERA-NO"
#: 39.9942° N, 115.7951° E.
GPS = {1: "N", 2: (39.0, 59.0, 39.12), 3: "E", 4: (115.0, 47.0, 42.36), 29: "2026:05:01"}
POSITION = (115.7951, 39.9942)


def scene(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A red corner at the top left on green, so that a turned picture can be told."""
    image = Image.new("RGB", (width, height), (40, 160, 60))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(220, 30, 30))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, *, gps: bool = True) -> bytes:
    """What a telephone writes: maker, serial number, time, position."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = SECRET.decode()
    details = found.get_ifd(0x8769)
    details[0x9003] = "2026:05:01 08:30:15"
    details[0xA431] = SECRET.decode()
    if gps:
        found.get_ifd(0x8825).update(GPS)
    return found.tobytes()


def jpeg(width: int = 320, height: int = 200, *, orientation: int = 1) -> bytes:
    return saved(scene(width, height), quality=95, exif=exif(orientation))


def heic(width: int = 320, height: int = 200) -> bytes:
    import pillow_heif

    found = pillow_heif.from_pillow(scene(width, height))
    out = io.BytesIO()
    found.save(out, quality=90, exif=exif())
    return out.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it has this many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(4096))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(found: tuple[int, ...], expected: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, expected, strict=True))
