"""When somebody must be told of a screen: dark for long, and there again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine

from oxymap import clock
from oxymap.db.engine import reading, writing
from oxymap.kiosks import store
from oxymap.kiosks.health import state_of
from oxymap.kiosks.models import Event, Known, State
from oxymap.stations.alerts import Alert, Part

#: A screen may start anew at night, or its network may; that is nobody's business.
TELL_AFTER_S = 300
#: Name in Chinese and in English.
Names = tuple[str, str]


def watch_screens(engine: Engine, names: Mapping[str, Names]) -> Sequence[Alert]:
    """Look at all published screens once; return what has to be told, each thing once.

    Parameters
    ----------
    names : of the published screens, by id; others are told of by nobody.
    """
    now = clock.seconds()
    with reading(engine) as connection:
        known = store.known(connection)
        told = store.last_told(connection)
    published = [item for name, item in sorted(known.items()) if name in names and item.beat]
    down = [
        item
        for item in published
        if now - item.last_at > TELL_AFTER_S and told.get(item.kiosk_id) != "alert"
    ]
    back = [
        item
        for item in published
        if told.get(item.kiosk_id) == "alert" and state_of(item.last_at, now) is State.UP
    ]
    if not down and not back:
        return ()
    with writing(engine) as connection:
        store.add_events(connection, [Event(item.kiosk_id, now, "alert") for item in down])
        store.add_events(connection, [Event(item.kiosk_id, now, "recovered") for item in back])
    found = []
    if down:
        found.append(Alert("screen_down", now, _parts(down, names), told_at=now))
    if back:
        parts = _parts(back, names)
        found.append(Alert("recovered", now, parts, told_at=now, cause="screen_down"))
    return found


def _parts(items: Iterable[Known], names: Mapping[str, Names]) -> tuple[Part, ...]:
    return tuple(Part(item.kiosk_id, *names[item.kiosk_id], item.last_at) for item in items)
