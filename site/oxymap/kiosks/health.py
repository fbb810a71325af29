"""How screens do: a function of what is kept of them and of the time; nothing is read here."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.kiosks.models import (
    DOWN_S,
    SPAN_S,
    UP_S,
    Beat,
    Event,
    KioskHealth,
    Known,
    State,
)

#: Uptimes come in whole seconds, from one page after the other.
ROUNDING_S = 2


def state_of(last_at: int | None, now: int) -> State:
    """Return whether a screen is there; one whose two last beats are missing is down."""
    if last_at is None:
        return State.NEVER
    age = now - last_at
    if age <= UP_S:
        return State.UP
    return State.LATE if age <= DOWN_S else State.DOWN


def health_of(
    kiosk_id: str,
    known: Known | None,
    events: Sequence[Event],
    now: int,
    *,
    pictures: Sequence[int] = (),
    configured: bool = True,
) -> KioskHealth:
    """Return how a screen does.

    Parameters
    ----------
    known : None when it has never been heard of.
    events : its events of the last `SPAN_S`, oldest first.
    """
    if known is None or known.beat is None:
        return KioskHealth(
            kiosk_id, State.NEVER, configured=configured,
            has_token=known is not None and known.has_token,
        )  # fmt: skip
    age_s = max(0, now - known.last_at)
    said = known.beat.data_age_s
    return KioskHealth(
        kiosk_id=kiosk_id,
        state=state_of(known.last_at, now),
        beat=known.beat,
        first_at=known.first_at,
        last_at=known.last_at,
        age_s=age_s,
        data_age_s=None if said is None else round(said) + age_s,
        uptime_share=uptime_share(known, events, now),
        restarts=sum(event.kind == "restart" for event in events),
        events=tuple(reversed(events)),
        pictures=tuple(pictures),
        asked_at=known.asked_at,
        has_token=known.has_token,
        configured=configured,
    )


def uptime_share(known: Known, events: Sequence[Event], now: int) -> float | None:
    """Return which share of the last days a screen was there, 0 to 1; None before a minute.

    It counts as gone from the last beat before a gap to the first one after it.
    """
    since = max(known.first_at, now - SPAN_S)
    if now - since < DOWN_S:
        return None
    gone, start = 0, None
    for event in events:
        if event.kind == "down":
            start = max(event.at, since)
        elif event.kind == "up":
            # Without a "down" in the span the gap began before it.
            if start is not None or event.at > known.first_at:
                gone += max(0, event.at - (since if start is None else start))
            start = None
    if state_of(known.last_at, now) is State.DOWN:
        gone += now - max(known.last_at, since)
    return max(0.0, 1 - gone / (now - since))


def events_of_beat(kiosk_id: str, before: Known | None, beat: Beat, now: int) -> list[Event]:
    """Return what a beat tells that was not known: there again, started anew, a new fault.

    That a screen was down is written when it comes back, with the moment of its last beat; until
    then its state says so.
    """
    if before is None or before.beat is None:
        found = [Event(kiosk_id, now, "up")]
        known: list[str] = []
    else:
        found = []
        if state_of(before.last_at, now) is State.DOWN:
            found += [Event(kiosk_id, before.last_at, "down"), Event(kiosk_id, now, "up")]
        if beat.uptime_s < before.beat.uptime_s - ROUNDING_S:
            found.append(Event(kiosk_id, now, "restart"))
        known = before.beat.said_faults
    new = [fault for fault in beat.said_faults if fault not in known]
    if new:
        found.append(Event(kiosk_id, now, "fault", "; ".join(new)))
    return found
