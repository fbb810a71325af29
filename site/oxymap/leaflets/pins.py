"""Push pins apart that would lie on each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

Xy = tuple[float, float]
ROUNDS = 120
#: How strongly a pin is drawn back to its place in each round.
PULL = 0.06


def spread(
    places: Sequence[Xy], apart: float, size: tuple[float, float], margin: float
) -> list[Xy]:
    """Return places near the given ones, none nearer to another than `apart` where room allows.

    The same places give the same answer.

    Parameters
    ----------
    places : x, y of each pin.
    size : width and height of the picture; pins stay `margin` inside it.
    """
    now = [_inside(place, size, margin) for place in places]
    for turn in range(ROUNDS):
        pull = PULL if turn < ROUNDS - 20 else 0.0
        now = [
            (x + (home[0] - x) * pull, y + (home[1] - y) * pull)
            for (x, y), home in zip(now, places, strict=True)
        ]
        moved = _push(now, apart)
        now = [_inside(place, size, margin) for place in now]
        if not moved and not pull:
            break
    return now


def _push(now: list[Xy], apart: float) -> bool:
    """Move every pair that is too near, half the way each; tell whether there was one."""
    moved = False
    for one in range(len(now)):
        for other in range(one + 1, len(now)):
            (x0, y0), (x1, y1) = now[one], now[other]
            across, along = x1 - x0, y1 - y0
            distance = math.hypot(across, along)
            if distance >= apart - 0.01:
                continue
            moved = True
            # Pins on one place leave it in different directions.
            unit = (
                (across / distance, along / distance)
                if distance > 0.01
                else (math.cos(other), math.sin(other))
            )
            step = (apart - distance) / 2
            now[one] = (x0 - unit[0] * step, y0 - unit[1] * step)
            now[other] = (x1 + unit[0] * step, y1 + unit[1] * step)
    return moved


def _inside(place: Xy, size: tuple[float, float], margin: float) -> Xy:
    x, y = place
    return (
        min(max(x, margin), size[0] - margin),
        min(max(y, margin), size[1] - margin),
    )
