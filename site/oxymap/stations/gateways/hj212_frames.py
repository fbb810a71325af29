r"""Frames of HJ 212: ``##``, four digits of length, data segment, check sum, ``\r\n``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from oxymap.errors import FormatError

#: The standard's longest data segment, in bytes.
LONGEST_SEGMENT = 1024
_START, _END = b"##", b"\r\n"
_HEAD = re.compile(rb"##([0-9]{4})")
_HEAD_BYTES, _SUM_BYTES = 6, 4
_AROUND = _HEAD_BYTES + _SUM_BYTES + len(_END)
_POLYNOMIAL = 0xA001

FrameFault = Literal["garbage", "length", "crc"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The data segment of a frame whose length and check sum are right."""

    segment: bytes


@dataclass(frozen=True, slots=True)
class FrameError:
    """Bytes that are no frame.

    Parameters
    ----------
    code : ``crc`` when only the check sum is wrong, ``length`` when a frame begins but does
        not end where its length says, ``garbage`` for everything else.
    size : how many bytes were thrown away.
    head : the first of them, for the log.
    """

    code: FrameFault
    size: int
    head: bytes


def checksum(segment: bytes) -> int:
    """Return the check sum of a data segment.

    It is *not* the CRC of Modbus: the high byte of the register takes the next byte, and the
    low byte falls out.  So there are only 256 different sums, and one damaged frame in 256
    passes; numbers have to be checked again further on.

    Source
    ------
    HJ 212-2017, appendix A.
    """
    crc = 0xFFFF
    for byte in segment:
        crc = _SHIFTED[(crc >> 8) ^ byte]
    return crc


def encode_frame(segment: bytes) -> bytes:
    """Put a data segment into a frame.

    Raises
    ------
    FormatError : the segment is longer than 1024 bytes.
    """
    if len(segment) > LONGEST_SEGMENT:
        raise FormatError(f"A data segment has at most {LONGEST_SEGMENT} bytes.", len(segment))
    return b"%s%04d%s%04X%s" % (_START, len(segment), segment, checksum(segment), _END)


class FrameDecoder:
    r"""Finds the frames in a stream of bytes, however it is cut.

    Of all good frames in the stream, the one that ends first is taken (of those that end
    together, the shortest), and reading goes on behind it.  So a false start or a false length
    delays nothing and hides no good frame, and the frames that are found do not depend on how
    the stream was cut.  At most one frame's length of bytes is kept between calls.

    Parameters
    ----------
    longest_segment : frames that claim more are no frames.
    """

    def __init__(self, longest_segment: int = LONGEST_SEGMENT) -> None:
        self._longest = longest_segment
        self._buffer = bytearray()
        #: Up to here no line end is left to look at.
        self._searched = 0

    @property
    def pending(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Frame | FrameError]:
        """Take bytes; return the frames that they complete, and what was no frame."""
        found: list[Frame | FrameError] = []
        step = self._longest + _AROUND
        for at in range(0, len(data), step):
            self._buffer += data[at : at + step]
            self._read_lines(found)
            self._keep_short(found)
        return found

    def _read_lines(self, found: list[Frame | FrameError]) -> None:
        while (line_end := self._buffer.find(_END, self._searched)) >= 0:
            end = line_end + len(_END)
            self._searched = end
            self._read_line(end, found)
        # A line end may be cut in two.
        self._searched = max(self._searched, len(self._buffer) - 1)

    def _read_line(self, end: int, found: list[Frame | FrameError]) -> None:
        """Take the frame that ends at `end`, if there is one; drop what can be none any more."""
        bad_sum = False
        waiting = end
        # From the last head backwards: a false head before a frame may fit it by chance.
        for start, size in reversed(self._heads(end)):
            frame_end = start + size + _AROUND
            if frame_end > end:
                waiting, bad_sum = start, False
            elif frame_end == end:
                segment = bytes(self._buffer[start + _HEAD_BYTES : start + _HEAD_BYTES + size])
                if self._buffer[end - 6 : end - 2].upper() == b"%04X" % checksum(segment):
                    self._drop(start, found)
                    found.append(Frame(segment))
                    self._forget(end - start)
                    return
                bad_sum = True
        self._drop(waiting, found, bad_sum=bad_sum)

    def _heads(self, end: int) -> list[tuple[int, int]]:
        heads = ((m.start(), int(m[1])) for m in _HEAD.finditer(self._buffer, 0, end))
        return [(start, size) for start, size in heads if size <= self._longest]

    def _keep_short(self, found: list[Frame | FrameError]) -> None:
        """Drop what no frame can begin in, though no line end has come."""
        length = len(self._buffer)
        waiting = [s for s, size in self._heads(length) if s + size + _AROUND > length]
        if waiting:
            self._drop(waiting[0], found)
        elif length > self._longest + _AROUND:
            # The last bytes may be the beginning of a head.
            self._drop(length - _HEAD_BYTES + 1, found)

    def _drop(self, size: int, found: list[Frame | FrameError], *, bad_sum: bool = False) -> None:
        lost = bytes(self._buffer[:size])
        self._forget(size)
        if not lost.strip(b"\r\n \t\x00"):
            return  # Some devices send empty lines to keep the connection open.
        code: FrameFault = "length" if _HEAD.search(lost) else "garbage"
        found.append(FrameError("crc" if bad_sum else code, len(lost), lost[:40]))

    def _forget(self, size: int) -> None:
        del self._buffer[:size]
        self._searched = max(0, self._searched - size)


def _shifted(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ _POLYNOMIAL if value & 1 else value >> 1
    return value


_SHIFTED = tuple(map(_shifted, range(256)))
