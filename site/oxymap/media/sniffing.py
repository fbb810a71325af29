"""Tell what a file is by its first bytes; its name and what it claims to be do not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "HEIF"]


@dataclass(frozen=True)
class Sniffed:
    """What a file is.

    Parameters
    ----------
    kind : what the decoder calls it; None for what is not taken.
    name : how people call the format; None when it is not known at all.
    """

    kind: Kind | None
    media_type: str
    name: str | None


_BEGINNINGS: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\xff\xd8\xff", Sniffed("JPEG", "image/jpeg", "JPEG")),
    (b"\x89PNG\r\n\x1a\n", Sniffed("PNG", "image/png", "PNG")),
    (b"GIF8", Sniffed(None, "image/gif", "GIF")),
    (b"II*\0", Sniffed(None, "image/tiff", "TIFF")),
    (b"MM\0*", Sniffed(None, "image/tiff", "TIFF")),
    (b"II+\0", Sniffed(None, "image/tiff", "TIFF")),
    (b"MM\0+", Sniffed(None, "image/tiff", "TIFF")),
    (b"BM", Sniffed(None, "image/bmp", "BMP")),
    (b"8BPS", Sniffed(None, "image/vnd.adobe.photoshop", "Photoshop")),
    (b"%PDF", Sniffed(None, "application/pdf", "PDF")),
    (b"%!PS", Sniffed(None, "application/postscript", "PostScript")),
    (b"PK\x03\x04", Sniffed(None, "application/zip", "ZIP")),
    (b"\xff\x0a", Sniffed(None, "image/jxl", "JPEG XL")),
    (b"\0\0\0\x0cJXL ", Sniffed(None, "image/jxl", "JPEG XL")),
    (b"\0\0\0\x0cjP  ", Sniffed(None, "image/jp2", "JPEG 2000")),
    (b"\0\0\x01\0", Sniffed(None, "image/vnd.microsoft.icon", "ICO")),
)
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_UNKNOWN = Sniffed(None, "application/octet-stream", None)


def sniff(data: bytes) -> Sniffed:
    """Return what a file is."""
    for beginning, found in _BEGINNINGS:
        if data.startswith(beginning):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Sniffed("WEBP", "image/webp", "WebP")
    if data[4:8] == b"ftyp":
        return _boxed(data)
    return _written(data)


def _boxed(data: bytes) -> Sniffed:
    """Tell apart what stands in ISO boxes: HEIC, AVIF, films (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return Sniffed(None, "image/avif", "AVIF")
    if brands & _HEIC:
        return Sniffed("HEIF", "image/heic", "HEIC")
    return Sniffed(None, "video/mp4", "MP4")


def _written(data: bytes) -> Sniffed:
    """Tell apart what is text."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return Sniffed(None, "image/svg+xml", "SVG")
    if head.startswith((b"<!doctype html", b"<html", b"<script")):
        return Sniffed(None, "text/html", "HTML")
    if head.startswith(b"<?xml"):
        return Sniffed(None, "application/xml", "XML")
    return _UNKNOWN
