"""How often a screen may say something."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

#: So many at once: ten pages opened after one another, and several screens of one name.
BURST = 60
#: And then so many a minute, for as long as it likes.
A_MINUTE = 60


class Pace:
    """A bucket of permissions for each screen, filled again as time goes by.

    Each server process counts for itself. Ids are those of published screens, so there are few.

    Parameters
    ----------
    now : seconds of a clock that only goes forward.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait_s(self, name: str) -> int:
        """Return after how many seconds something may be said; 0: now."""
        with self._lock:
            return math.ceil(max(0.0, 1 - self._left(name)) * 60 / A_MINUTE)

    def take(self, name: str) -> None:
        """Count something that was said."""
        with self._lock:
            self._buckets[name] = (max(0.0, self._left(name) - 1), self._now())

    def _left(self, name: str) -> float:
        now = self._now()
        left, at = self._buckets.get(name, (float(BURST), now))
        return min(float(BURST), left + (now - at) * A_MINUTE / 60)
