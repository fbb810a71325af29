"""Numbers that look random and are a pure function of seed and time."""

from __future__ import annotations

import zlib
from math import floor

_MASK = (1 << 64) - 1


def seed_of(*words: str | int) -> int:
    """Return a seed that depends on nothing but the words."""
    return zlib.crc32("\0".join(map(str, words)).encode())


def scatter(seed: int, index: int) -> float:
    """Return a number in [-1, 1) that has nothing to do with that of the next index.

    Source: the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    """
    x = ((seed << 32) + index * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    x ^= x >> 31
    return (x >> 11) / (1 << 52) - 1.0


def drift(seed: int, time: float, scale_s: float) -> float:
    """Return a number in [-1, 1) that changes smoothly, within about `scale_s` seconds."""
    place = time / scale_s
    index = floor(place)
    part = place - index
    part = part * part * (3 - 2 * part)
    return scatter(seed, index) * (1 - part) + scatter(seed, index + 1) * part
