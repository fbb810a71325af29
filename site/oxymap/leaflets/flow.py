"""Let blocks flow through columns and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """Something of a known height.

    Parameters
    ----------
    height : points, with the air below it.
    draw : draws it with its upper left corner at x, y.
    keep : stands on the same column as the block after it, as a heading does.
    air : nothing is drawn; it has no place at the head of a column.
    """

    height: float
    draw: Callable[[float, float], None]
    keep: bool = False
    air: bool = False


@dataclass(frozen=True)
class Frame:
    """A column on a page, points."""

    page: int
    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Placed:
    """A block and where it stands."""

    page: int
    x: float
    y: float
    block: Block

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.block.height


def flow(blocks: Sequence[Block], frames: Iterable[Frame]) -> tuple[list[Placed], int]:
    """Return where each block stands, and how many of them found room.

    Parameters
    ----------
    blocks : in their order.
    frames : in the order of filling; may be endless.

    A block that is higher than a whole frame stands in a frame of its own, cut by nobody.
    """
    placed: list[Placed] = []
    queue = iter(frames)
    frame = next(queue, None)
    y = frame.top if frame else 0.0
    for number, block in enumerate(blocks):
        needed = _together(blocks[number:])
        while frame is not None and y > frame.top and y + needed > frame.bottom:
            frame = next(queue, None)
            y = frame.top if frame else 0.0
        if frame is None:
            return placed, number
        if block.air and y == frame.top:
            continue
        placed.append(Placed(frame.page, frame.x, y, block))
        y += block.height
    return placed, len(blocks)


def _together(blocks: Iterable[Block]) -> float:
    """Return the height of a block and those that it must not be parted from."""
    height = 0.0
    for block in blocks:
        height += block.height
        if not block.keep:
            break
    return height


def endless(first: Sequence[Frame], later: Callable[[int], Sequence[Frame]]) -> Iterator[Frame]:
    """Yield frames, and those of as many further pages as are asked for.

    Parameters
    ----------
    later : the frames of a page, by its number.
    """
    yield from first
    page = first[-1].page
    while True:
        page += 1
        yield from later(page)
