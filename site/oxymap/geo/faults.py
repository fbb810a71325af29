"""Find the points of a recording that cannot be true: repeated ones, jumps, spikes, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from oxymap.geo.planar import Floats, Plane
from oxymap.geo.recording import FASTEST_M_S
from oxymap.geo.track_model import Track, TrackPoint

Indices = NDArray[np.intp]
Change = Literal["remove", "split", "join", "none"]

#: Without times, a leg is a jump beyond this and beyond so many usual steps.
JUMP_M, JUMP_STEPS = 500.0, 30.0
#: An outlier goes out and back at least so far, or so many usual steps.
SPIKE_M, SPIKE_STEPS = 100.0, 8.0
#: It comes back to within this part of the way out.
_SPIKE_MOUTH = 0.25
#: With times, an outlier is at least so fast: walkers do turn round.
_SPIKE_M_S = 4.0
#: A break no longer than this may be closed without asking, m.
CLOSE_M = 30.0
#: A longer leg of good times is a stretch where nothing was recorded, m.
SILENT_M = 2000.0
#: At most so many points in a row are false ones; more are another recording.
_MOST_FALSE, _MOST_FALSE_HEAD, _MOST_FALSE_TAIL = 20, 3, 5
_MOST_ROUNDS = 30
#: What is written of degrees (RFC 7946 files of ours): points closer than that are the same.
_DIGITS = 7


@dataclass(frozen=True)
class Fault:
    """Something wrong with the points of a track.

    Parameters
    ----------
    code : ``duplicate_points``, ``jump``, ``spike`` or ``gap``.
    at : number of the first point concerned, counted through all segments.
    change : what would mend it: ``remove`` the points, ``split`` the line before `at`, ``join``
        across the breaks between the points `at` and ``points[0]``.
    points : the points that the change is about.
    length_m : of the leg, the way out, or the break.
    speed_m_s : of the leg; None without times.
    safe : whether the change may be made without asking.
    """

    code: str
    at: int
    change: Change
    points: tuple[int, ...]
    length_m: float = 0.0
    speed_m_s: float | None = None
    safe: bool = True


def find_faults(track: Track) -> list[Fault]:
    """List what is wrong with a track's points, in the order in which it was found.

    When every safe change has been made (`oxymap.geo.repairs`), nothing with a safe change is
    found any more.
    """
    search = _Search(track)
    for _ in range(_MOST_ROUNDS):
        if not search.round():
            break
    search.report_breaks()
    return search.faults


@dataclass
class _Search:
    """Looks for faults, makes the safe changes, and looks again until there are none."""

    track: Track
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        points = list(self.track.points())
        lat = float(np.median([point.lat for point in points])) if points else 0.0
        self._xy = Plane(lat).project((point.lon, point.lat) for point in points)
        self._times = _times(points)
        self._exact = np.round([(p.lon, p.lat) for p in points], _DIGITS).reshape(-1, 2)
        ends = np.cumsum([len(segment.points) for segment in self.track.segments])
        numbers = np.arange(len(points))
        self._pieces: list[Indices] = list(np.split(numbers, ends[:-1])) if len(ends) else []

    def round(self) -> bool:
        """Find and change once over; tell whether anything was changed."""
        before = len(self.faults)
        self._pieces = [piece for piece in self._pieces if len(piece) > 1]
        self._pieces = [self._without_repeated(piece) for piece in self._pieces]
        usual = self._usual_step()
        self._pieces = [
            part for piece in self._pieces for part in self._without_jumps(piece, usual)
        ]
        usual = self._usual_step()
        self._pieces = [self._without_spikes(piece, usual) for piece in self._pieces]
        self._join()
        return len(self.faults) > before

    def report_breaks(self) -> None:
        """Note the breaks that stay, and the stretches where nothing was recorded."""
        for before, after in zip(self._pieces, self._pieces[1:], strict=False):
            last, first = int(before[-1]), int(after[0])
            # A break that a jump has made was told of as a jump.
            if any(fault.change == "split" and last < fault.at <= first for fault in self.faults):
                continue
            length = self._distance(last, first)
            self.faults.append(Fault("gap", last, "join", (first,), length, None, safe=False))
        for piece in self._pieces:
            legs, speeds = self._legs(piece)
            for at in np.flatnonzero((legs > SILENT_M) & ~np.isnan(speeds)):
                end = int(piece[at + 1])
                length, speed = float(legs[at]), float(speeds[at])
                self.faults.append(Fault("gap", end, "split", (end,), length, speed, safe=False))

    def _without_repeated(self, piece: Indices) -> Indices:
        same = np.all(self._exact[piece[1:]] == self._exact[piece[:-1]], axis=1)
        repeated = piece[1:][same]
        if len(repeated):
            self._remove("duplicate_points", repeated)
        return np.concatenate([piece[:1], piece[1:][~same]])

    def _without_jumps(self, piece: Indices, usual: float) -> list[Indices]:
        legs, speeds = self._legs(piece)
        limit = max(JUMP_M, JUMP_STEPS * usual)
        suspicious = np.flatnonzero(_is_jump(legs, speeds, limit))
        parts, kept, start, done = [], np.ones(len(piece), dtype=bool), 0, 0
        for leg in suspicious.tolist():
            if leg < done:
                continue
            first, past = self._false_run(piece, start, leg, limit)
            length, speed = float(legs[leg]), _or_none(float(speeds[leg]))
            if past > first:
                kept[first:past] = False
                self._remove("jump", piece[first:past], length, speed)
                done = past
                start = past if first == start else start
            else:
                cut = int(piece[leg + 1])
                self.faults.append(Fault("jump", cut, "split", (cut,), length, speed))
                parts.append(piece[start : leg + 1][kept[start : leg + 1]])
                start = done = leg + 1
        return [*parts, piece[start:][kept[start:]]]

    def _false_run(self, piece: Indices, start: int, leg: int, limit: float) -> tuple[int, int]:
        """Return the fewest points (from, past the last) whose removal mends a leg, or none."""
        runs = []
        back = self._way_back(piece, leg, limit)
        if back is not None:
            runs.append((leg + 1, back))
        if leg - start < _MOST_FALSE_HEAD and len(piece) - leg > 2 * _MOST_FALSE_HEAD:
            runs.append((start, leg + 1))
        if len(piece) - 1 - leg <= _MOST_FALSE_TAIL and leg - start >= 2 * _MOST_FALSE_TAIL:
            runs.append((leg + 1, len(piece)))
        return min(runs, key=lambda run: run[1] - run[0], default=(0, 0))

    def _way_back(self, piece: Indices, leg: int, limit: float) -> int | None:
        """Return the next point that can be reached from before the leg."""
        ahead = piece[leg + 2 : leg + 2 + _MOST_FALSE]
        legs = np.hypot(*(self._xy[ahead] - self._xy[piece[leg]]).T)
        speeds = _speeds(legs, self._times[ahead] - self._times[piece[leg]])
        reached = np.flatnonzero(~_is_jump(legs, speeds, limit))
        return leg + 2 + int(reached[0]) if len(reached) else None

    def _without_spikes(self, piece: Indices, usual: float) -> Indices:
        if len(piece) < 3:
            return piece
        legs, speeds = self._legs(piece)
        out, back = legs[:-1], legs[1:]
        mouth = np.hypot(*(self._xy[piece[2:]] - self._xy[piece[:-2]]).T)
        far = np.minimum(out, back) > max(SPIKE_M, SPIKE_STEPS * usual)
        slow = np.fmax(speeds[:-1], speeds[1:]) < _SPIKE_M_S
        found = far & (mouth < _SPIKE_MOUTH * np.minimum(out, back)) & ~slow
        kept = np.ones(len(piece), dtype=bool)
        for at in np.flatnonzero(found).tolist():
            if kept[at]:
                kept[at + 1] = False
                self._remove("spike", piece[at + 1 : at + 2], float(out[at]))
        return piece[kept]

    def _join(self) -> None:
        joined: list[Indices] = []
        for piece in (piece for piece in self._pieces if len(piece) > 1):
            if joined and self._may_close(int(joined[-1][-1]), int(piece[0])):
                last, first = int(joined[-1][-1]), int(piece[0])
                length = self._distance(last, first)
                self.faults.append(Fault("gap", last, "join", (first,), length))
                joined[-1] = np.concatenate([joined[-1], piece])
            else:
                joined.append(piece)
        self._pieces = joined

    def _may_close(self, last: int, first: int) -> bool:
        length = self._distance(last, first)
        seconds = self._times[first] - self._times[last]
        return length <= CLOSE_M and not (length > FASTEST_M_S and 0 < seconds < 2)

    def _usual_step(self) -> float:
        legs = [self._legs(piece)[0] for piece in self._pieces if len(piece) > 1]
        return float(np.median(np.concatenate(legs))) if legs else 0.0

    def _legs(self, piece: Indices) -> tuple[Floats, Floats]:
        """Return lengths and speeds between neighbours; NaN without times that advance."""
        legs = np.hypot(*np.diff(self._xy[piece], axis=0).T)
        return legs, _speeds(legs, np.diff(self._times[piece]))

    def _distance(self, start: int, end: int) -> float:
        return float(np.hypot(*(self._xy[end] - self._xy[start])))

    def _remove(
        self, code: str, points: Indices, length_m: float = 0.0, speed_m_s: float | None = None
    ) -> None:
        numbers = tuple(points.tolist())
        self.faults.append(Fault(code, numbers[0], "remove", numbers, length_m, speed_m_s))


def _times(points: Sequence[TrackPoint]) -> Floats:
    seconds = [float("nan") if p.time is None else p.time.timestamp() for p in points]
    return np.array(seconds, dtype=np.float64)


def _speeds(legs: Floats, seconds: Floats) -> Floats:
    # Many recorders round to whole seconds.
    speeds: Floats = np.where(seconds > 0, legs / np.maximum(seconds, 1.0), np.nan)
    return speeds


def _is_jump(legs: Floats, speeds: Floats, limit_m: float) -> NDArray[np.bool_]:
    return np.where(np.isnan(speeds), legs > limit_m, speeds > FASTEST_M_S)


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else number
