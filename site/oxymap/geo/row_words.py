"""The sentences of an import's report."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.geo.faults import Fault
from oxymap.wording import N_, Say, say

NO_TRACK = N_("There is no track in this file, only %(count)s single points; a trail needs a line.")
NO_WAYPOINT = N_("There is no single point in this file; this object is shown as a point.")
ENCODING = N_("The texts were read as %(encoding)s: please look whether the names are right.")
TOO_MANY_POINTS = N_("The track has %(count)s points, more than a map needs.")
SIMPLIFY = N_("Leave out points that lie within 5 m of the line.")
TIMES_BACKWARDS = N_(
    "The clock runs backwards %(count)s times, here first: perhaps two recordings were joined."
)

OUTSIDE_ALL = N_("The track lies outside the three districts.")
OUTSIDE_PART = N_("%(share)s %% of the track lies outside the three districts, from here on first.")
SAME_TRAIL = N_("This is the line of %(en)s (%(zh)s), which is published already.")
SKETCHED_TRAIL = N_(
    "This seems to be a recording of %(en)s (%(zh)s), which is published as a sketch: perhaps "
    "that one should be changed instead."
)
PART_OF_TRAIL = N_("%(km)s km run along the published trail %(en)s (%(zh)s).")
THERE_AND_BACK = N_("The walk goes back the way it came: one way may be enough for the map.")
TINY = N_("The track is only %(length)s m long.")
TOO_LONG = N_("The track is %(km)s km long; that is no walk of a day.")
NAMED_REVERSED = N_(
    "The name says from %(first)s to %(last)s, but the recording runs the other way."
)
TURN_ROUND = N_("Turn the line round.")

NO_HEIGHTS = N_("The track has no heights: there will be no profile and no walking time.")
SOME_HEIGHTS = N_("%(count)s of %(all)s points have no height.")
FILL = N_("Work out the missing heights from their neighbours.")
ABSURD_HEIGHTS = N_("%(count)s heights cannot be true, such as %(height)s m here.")
DROP_HEIGHTS = N_("Drop these heights and work them out from their neighbours.")
FEET_REFERENCE = N_(
    "The heights seem to be in feet: %(height)s here, where %(en)s (%(zh)s) has %(known)s m."
)
FEET_HIGH = N_("The heights seem to be in feet: half of them are above %(height)s.")
TO_METRES = N_("Turn the heights into metres.")
NOISY_HEIGHTS = N_(
    "The heights are noisy: they add up to %(raw)s m of ascent, %(smooth)s m when smoothed."
)

_REPEATED = N_("%(count)s points repeat the one before.")
_REMOVE_REPEATED = N_("Remove the repeated points.")
_JUMP_FAST = N_("The line leaps %(length)s m here, at %(speed)s m/s.")
_JUMP_FAR = N_("The line leaps %(length)s m here.")
_JUMPS = N_("The line leaps %(count)s more times, here first.")
_REMOVE_FALSE = N_("Remove %(count)s false points.")
_SPLIT = N_("Break the line here.")
_SPLITS = N_("Break the line or remove false points at these places.")
_SPIKE = N_("One point sticks out by %(length)s m.")
_SPIKES = N_("%(count)s more points stick out, here first.")
_REMOVE_POINT = N_("Remove this point.")
_REMOVE_POINTS = N_("Remove these points.")
_GAP = N_("The recording breaks off here and goes on %(length)s m further.")
_GAPS = N_("The recording breaks off %(count)s more times, here first.")
_JOIN = N_("Join both ends by a straight line; else they stay apart.")
_SILENT = N_("For %(length)s m nothing was recorded here; the line runs straight.")
_PART = N_("Break the line here; else it stays straight.")
_JOIN_ALL = N_("Join all these ends by straight lines; else they stay apart.")


def of_faults(faults: Sequence[Fault]) -> tuple[Say, Say]:
    """Return what is said of faults of one code, and of what would mend them."""
    first = faults[0]
    if first.code == "duplicate_points":
        count = sum(len(fault.points) for fault in faults)
        return say(_REPEATED, count=count), say(_REMOVE_REPEATED)
    if len(faults) > 1:
        return _of_many(first.code, len(faults))
    return _of_one(first)


def _of_many(code: str, count: int) -> tuple[Say, Say]:
    sentences = {
        "jump": (_JUMPS, _SPLITS),
        "spike": (_SPIKES, _REMOVE_POINTS),
        "gap": (_GAPS, _JOIN_ALL),
    }
    said, repair = sentences[code]
    return say(said, count=count), say(repair)


def _of_one(fault: Fault) -> tuple[Say, Say]:
    length = round(fault.length_m)
    if fault.code == "spike":
        return say(_SPIKE, length=length), say(_REMOVE_POINT)
    if fault.code == "gap" and fault.change == "split":
        return say(_SILENT, length=length), say(_PART)
    if fault.code == "gap":
        return say(_GAP, length=length), say(_JOIN)
    repair = say(_SPLIT)
    if fault.change == "remove":
        repair = say(_REMOVE_FALSE, count=len(fault.points))
    if fault.speed_m_s is None:
        return say(_JUMP_FAR, length=length), repair
    return say(_JUMP_FAST, length=length, speed=round(fault.speed_m_s)), repair
