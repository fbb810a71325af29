"""What a board shows of one station: never an old number where a present one stands."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from oxymap.pages import live_texts
from oxymap.pages.edition import Edition
from oxymap.pages.live_cards import CURRENT_STATES, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationCard
from oxymap.stations.models import DAY_S, LiveStation, State
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.states import Limits
from oxymap.wording import N_

#: From the best to the worst, for states that come from a value's age.
BY_AGE = (State.FRESH, State.LATE, State.STALE, State.SILENT)
#: Words of at most eight columns, for boards of a few letters; Chinese ones are short anyway.
SHORT_STATES = {
    "fresh": N_("now"),
    "late": N_("late"),
    "stale": N_("outdated"),
    "silent": N_("silent"),
    "suspect": N_("in doubt"),
    "maintenance": N_("service"),
    "planned": N_("planned"),
}
#: Stands in the mark of demonstration data where there is little room.
DEMO = N_("DEMO")


@dataclass(frozen=True)
class Face:
    """The words on a board, as far as there is room for them.

    Parameters
    ----------
    value : the present value, or None: then `state` stands in its place.
    hour : when the value or the last valid one was measured: the hour, with the day before it
        when it was not today; None when nothing was ever measured.
    last_good : the last valid value with its age, small; None while `value` stands.
    late : the value is older than it should be, and still stands.
    """

    name: str
    value: str | None
    unit: str
    state: str
    hour: str | None
    last_good: str | None
    level: str | None
    demo: str | None
    late: bool = False


@dataclass(frozen=True)
class Plain:
    """The same for controllers that show few letters: ``--`` where no value is present."""

    value: str
    unit: str
    hour: str
    state: str
    demo: str


@dataclass(frozen=True)
class Board:
    """What stands on a board, and what its script goes on with."""

    card: StationCard
    face: Face
    plain: Plain


def make_board(page: LiveEdition, item: LiveStation, now: int) -> Board:
    """Return what a board shows of a station at a moment.

    Parameters
    ----------
    page : the edition with the newest snapshot, which may itself have become old.
    now : seconds UTC; what the snapshot says is aged up to it.
    """
    edition, aged = page.edition, aged_station(item, page, now)
    moved = dataclasses.replace(page, snapshot=dataclasses.replace(page.snapshot, generated_at=now))
    card = station_card(moved, aged)
    text = edition.texts.text
    demo = text(DEMO) if card.demo else None
    time = card.time if card.current else card.good_time
    face = Face(
        name=_name(card),
        value=card.value if card.current else None,
        unit=card.unit,
        state=card.state_label,
        hour=_hour(edition, time, now),
        last_good=card.last_good,
        level=_level(edition, card),
        demo=demo,
        late=card.state == State.LATE,
    )
    plain = Plain(
        value=_plain_value(aged) if card.current else "--",
        unit=plain_unit(card.unit),
        hour=plain_hour(time, now),
        state=text(SHORT_STATES[card.state]),
        demo=demo or "",
    )
    return Board(card, face, plain)


def aged_station(item: LiveStation, page: LiveEdition, now: int) -> LiveStation:
    """Return a station as it is at a moment, even when nobody has looked at it since.

    Time makes a state worse, never better; a value too old is taken away.
    """
    # Imports the database's library, which whoever has stations has opened.
    from oxymap.stations.keeper import limits_of

    good = item.last_good
    if item.state not in (*BY_AGE, State.SUSPECT):
        return item
    interval_s = item.station.interval_s
    limits = limits_of(page.edition.settings)
    state = item.state
    if state == State.SUSPECT:
        if now - page.now <= limits.fresh_s(interval_s):
            return item
        state = State.STALE
    by_age = _state_of_age(now - good.time, interval_s, limits) if good else State.SILENT
    state = max(state, by_age, key=BY_AGE.index)
    if state in CURRENT_STATES or item.main is None:
        return dataclasses.replace(item, state=state)
    gone = dataclasses.replace(item.main, value=None, time=None, level=None)
    values = {**item.values, item.station.main_property: gone}
    return dataclasses.replace(item, state=state, values=values)


def _state_of_age(age_s: int, interval_s: int, limits: Limits) -> State:
    if age_s <= limits.fresh_s(interval_s):
        return State.FRESH
    if age_s <= limits.late_s(interval_s):
        return State.LATE
    return State.STALE if age_s <= limits.stale_s(interval_s) else State.SILENT


def _name(card: StationCard) -> str:
    """Return the name; the word for a demonstration has a mark of its own on a board."""
    if not card.demo:
        return card.name
    return card.name.removeprefix("（演示）").removeprefix("(Demo) ")


def _level(edition: Edition, card: StationCard) -> str | None:
    """Return the level's name; nobody reads a note on a board, so it says itself how sure it is."""
    if card.level is None or card.level_note is None:
        return card.level
    return edition.texts.text("%(level)s (to be confirmed)", level=card.level)


def _hour(edition: Edition, time: int | None, now: int) -> str | None:
    """Return when something was measured, with the day when that is not today."""
    if time is None:
        return None
    if _day(time) == _day(now):
        return f"{live_texts.beijing(time):%H:%M}"
    return live_texts.moment(edition, time)


def _day(time: int) -> datetime.date:
    return live_texts.beijing(time).date()


def _plain_value(item: LiveStation) -> str:
    main = item.main
    if main is None or main.value is None:
        return "--"
    return f"{main.value:.{PROPERTIES[main.observed].digits}f}"


def plain_unit(unit: str) -> str:
    """Return a unit without raised figures and signs that few fonts have."""
    for sign, letters in (("³", "3"), ("²", "2"), ("µ", "u"), ("°", ""), ("per ", "/")):
        unit = unit.replace(sign, letters)
    return unit


def plain_hour(time: int | None, now: int) -> str:
    """Return the hour of today, the day of another day, or dashes for never."""
    if time is None:
        return "--:--"
    if _day(time) == _day(now):
        return f"{live_texts.beijing(time):%H:%M}"
    return f"{live_texts.beijing(time):%m-%d}" if now - time < 300 * DAY_S else "--:--"
