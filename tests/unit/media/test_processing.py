"""Foreign pictures: what is taken, what becomes of it, and what is turned away."""

from __future__ import annotations

import io
import struct
import threading
import time
import zlib

import pytest
from PIL import Image, ImageCms

from oxymap.errors import InvalidInputError
from oxymap.media import processing
from oxymap.media.processing import receive_picture
from tests.unit.media.pictures import (
    POSITION,
    SECRET,
    bomb,
    exif,
    heic,
    jpeg,
    near,
    opened,
    saved,
    scene,
)

RED, GREEN, WHITE = (220, 30, 30), (40, 160, 60), (255, 255, 255)
#: What metadata of any kind would begin with.
MARKS = (b"Exif", b"xmp", b"XMP", b"adobe", b"ICC_PROFILE", b"GPS", SECRET)


def corners(data: bytes) -> tuple[Image.Image, tuple[int, ...], tuple[int, ...]]:
    image = opened(data)
    return image, image.getpixel((5, 5)), image.getpixel((image.width - 5, image.height - 5))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (jpeg(), "image/jpeg"),
        (saved(scene(), "PNG"), "image/png"),
        (saved(scene(), "WEBP", quality=95), "image/webp"),
        (heic(), "image/heic"),
    ],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_every_kind_becomes_an_upright_jpeg_without_metadata(data: bytes, media_type: str) -> None:
    received = receive_picture(data)

    image, first, last = corners(received.master)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (320, 200))
    assert near(first, RED)
    assert near(last, GREEN)
    assert received.media_type == media_type
    assert received.original == data
    assert [mark for mark in MARKS if mark in received.master] == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_of_a_turned_camera_is_turned_upright(orientation: int) -> None:
    turned = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    image = scene() if turned is None else scene().transpose(turned)

    received = receive_picture(saved(image, quality=95, exif=exif(orientation)))

    assert (received.width, received.height) == (320, 200)
    assert near(opened(received.master).getpixel((5, 5)), RED)


def test_position_and_time_are_read_before_they_are_removed() -> None:
    received = receive_picture(jpeg())

    assert received.position == POSITION
    assert received.taken_at == "2026-05-01T08:30:15"


def test_position_in_a_heic_file_is_read() -> None:
    assert receive_picture(heic()).position == POSITION


def test_large_picture_becomes_a_master_of_2400_pixels() -> None:
    received = receive_picture(saved(scene(3000, 5000)))

    assert (received.width, received.height) == (1440, 2400)


def test_same_picture_gives_the_same_master() -> None:
    assert receive_picture(jpeg()).id == receive_picture(jpeg()).id


# --- modes and colours -----------------------------------------------------------------


def test_transparent_parts_become_white() -> None:
    image = scene(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 0))

    found = opened(receive_picture(saved(image, "PNG")).master)

    assert near(found.getpixel((5, 5)), WHITE, by=2)


def test_palette_with_a_transparent_colour_is_laid_on_white() -> None:
    image = scene().quantize(4)
    clear = image.getpixel((5, 5))

    found = opened(receive_picture(saved(image, "PNG", transparency=clear)).master)

    assert near(found.getpixel((5, 5)), WHITE)
    assert near(found.getpixel((315, 195)), GREEN)


def test_four_ink_picture_becomes_rgb() -> None:
    found = opened(receive_picture(saved(scene(mode="CMYK"), quality=95)).master)

    assert near(found.getpixel((5, 5)), RED, by=40)


def test_grey_of_sixteen_bits_keeps_its_brightness() -> None:
    image = Image.new("I;16", (64, 64), 32_768)

    found = opened(receive_picture(saved(image, "PNG")).master)

    assert near(found.getpixel((30, 30)), (128, 128, 128), by=3)


def test_colour_profile_is_applied_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")

    found = opened(receive_picture(saved(scene(), "PNG", icc_profile=swapped)).master)

    # What that profile calls red is blue.
    assert near(found.getpixel((5, 5)), (30, 30, 220))
    assert "icc_profile" not in found.info


def test_broken_colour_profile_is_passed_over() -> None:
    data = saved(scene(), "PNG", icc_profile=b"no profile at all" * 20)

    found = opened(receive_picture(data).master)

    assert near(found.getpixel((5, 5)), RED)


def test_moving_picture_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ((0, 0, 250), (250, 0, 0))]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)

    found = opened(receive_picture(data).master)

    assert near(found.getpixel((30, 30)), (0, 0, 250))


def test_picture_with_a_second_view_in_it_gives_the_first() -> None:
    # Telephones write such files, called JPEG, for depth or for another lens.
    out = io.BytesIO()
    second = Image.new("RGB", (320, 200), (0, 0, 250))
    scene().save(out, "MPO", save_all=True, append_images=[second], quality=95)

    received = receive_picture(out.getvalue())

    assert near(opened(received.master).getpixel((5, 5)), RED)
    assert len(received.master) < len(out.getvalue())


def test_profile_that_unpacks_to_gigabytes_is_stopped() -> None:
    packed = zlib.compress(bytes(400_000_000), 9)
    data = saved(scene(), "PNG")
    head, rest = data[:33], data[33:]
    body = b"iCCPbomb\0\0" + packed
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))

    begin = time.monotonic()
    try:
        received = receive_picture(head + chunk + rest)
    except InvalidInputError as error:
        assert "damaged" in error.message or "memory" in error.message
    else:
        assert b"ICC_PROFILE" not in received.master
    assert time.monotonic() - begin < 20


# --- turned away -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b'<?xml version="1.0"?><!-- x --><svg onload="alert(1)"/>', "SVG"),
        (saved(scene(), "GIF"), "GIF"),
        (b"GIF89a/*" + jpeg() + b"*/=1;alert(1)", "GIF"),
        (saved(scene(), "TIFF"), "TIFF"),
        (saved(scene(), "BMP"), "BMP"),
        (saved(scene(), "AVIF"), "AVIF"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42....", "MP4"),
        (b"MZ\x90\0", "no picture that can be read"),
        (b"", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_other_files_are_refused_by_name(data: bytes, word: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        receive_picture(data)

    assert word in refused.value.message
    assert refused.value.field == "file"


def test_bomb_of_nine_hundred_million_pixels_stops_before_it_is_decoded() -> None:
    begin = time.monotonic()

    with pytest.raises(InvalidInputError, match="30000 × 30000"):
        receive_picture(bomb())

    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("kept", [20, 200, 0.5, 0.9])
def test_truncated_picture_is_refused(kept: float) -> None:
    data = jpeg(1200, 800)

    with pytest.raises(InvalidInputError, match="damaged"):
        receive_picture(data[: int(kept if kept > 1 else len(data) * kept)])


def test_file_of_26_megabytes_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "_ask_child", lambda *_: pytest.fail("was decoded"))

    with pytest.raises(InvalidInputError, match="larger than 25 MB"):
        receive_picture(jpeg() + bytes(26_000_000))


def test_page_hidden_behind_a_picture_does_not_come_through() -> None:
    received = receive_picture(jpeg() + b"<html><script>alert(document.cookie)</script></html>")

    assert b"<script" not in received.master


def test_comment_in_a_picture_does_not_come_through() -> None:
    data = saved(scene(), comment=b"<script>alert(1)</script>")

    assert b"<script" not in receive_picture(data).master


def test_picture_with_a_false_inside_is_refused() -> None:
    # Says PNG at its beginning, and goes on as something else.
    with pytest.raises(InvalidInputError, match="damaged"):
        receive_picture(b"\x89PNG\r\n\x1a\n" + jpeg())


def test_decoder_that_needs_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "WAIT_S", 0.001)

    with pytest.raises(InvalidInputError, match="more memory or time"):
        receive_picture(jpeg())


def test_eight_pictures_at_once_all_come_through() -> None:
    found: list[str] = []
    pictures = [jpeg(400 + n, 300) for n in range(8)]
    threads = [
        threading.Thread(target=lambda data=data: found.append(receive_picture(data).id))
        for data in pictures
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 8
