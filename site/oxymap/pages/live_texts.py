"""Say values, times, ages and levels in the page's language."""

from __future__ import annotations

import datetime

from babel.dates import format_date

from oxymap.clock import BEIJING
from oxymap.pages.edition import Edition
from oxymap.pages.meta import json_for_script
from oxymap.stations.models import DAY_S, HOUR_S, MINUTE_S, Grade, LastGood, Mean, State
from oxymap.stations.properties import PROPERTIES
from oxymap.web.labels import N_

#: Stands where no value is current.
NONE = "—"
#: How people write the UCUM symbols; the others are written as they are.
UNITS = {
    "1/cm3": N_("per cm³"),
    "Cel": N_("°C"),
    "m/s": N_("m/s"),
    "deg": "°",
    "hPa": N_("hPa"),
    "mm": N_("mm"),
    "ug/m3": N_("µg/m³"),
    "mg/m3": N_("mg/m³"),
    "mg/L": N_("mg/L"),
    "1": "",
    "[pH]": "",
    "[NTU]": "NTU",
}
#: The parts in braces are filled by the script, too; it has the same words.
AGES = {
    "now": N_("just now"),
    "minutes": N_("{n} min ago"),
    "hours": N_("{n} h ago"),
    "days": N_("{n} d ago"),
}
LAST_GOOD = N_("Last valid value {value} ({age})")
MEAN_HOUR = N_("Mean of the last hour {value} ({n} of {of})")
MEAN_10MIN = N_("Mean of the last 10 minutes {value} ({n} of {of})")
OFFLINE = N_("The server cannot be reached. Below is what it said at {time}.")
UPDATED = N_("{count} values are new")


def beijing(time: int) -> datetime.datetime:
    """Return a time (seconds UTC) as Beijing's clocks show it."""
    return datetime.datetime.fromtimestamp(time, BEIJING)


def moment(edition: Edition, time: int) -> str:
    """Return day and hour without a year, such as 11月21日 10:05."""
    here = beijing(time)
    return f"{edition.texts.month_day(f'{here:%m-%d}')} {here:%H:%M}"


def month_name(edition: Edition, month: str) -> str:
    """Return a month such as 2026年7月 from ``2026-07``."""
    year, number = month.split("-")
    day = datetime.date(int(year), int(number), 1)
    return format_date(day, "y年M月" if edition.lang == "zh" else "MMMM y", edition.texts.locale)


def month_of_year(edition: Edition, month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return str(edition.texts.locale.months["stand-alone"]["wide"][month])


def iso(time: int) -> str:
    """Return a time for machines, with Beijing's offset."""
    return beijing(time).isoformat()


def unit(edition: Edition, symbol: str) -> str:
    """Return a unit as people write it; empty for plain numbers."""
    shown = UNITS.get(symbol, symbol)
    return edition.texts.text(shown) if shown else ""


def unit_of(edition: Edition, observed: str) -> str:
    """Return the unit of an observed property as people write it."""
    return unit(edition, PROPERTIES[observed].unit)


def number(edition: Edition, observed: str, value: float) -> str:
    """Return a value with the decimals of its property."""
    return edition.texts.number(value, PROPERTIES[observed].digits)


def amount(edition: Edition, observed: str, value: float) -> str:
    """Return a value with its unit."""
    return f"{number(edition, observed, value)} {unit_of(edition, observed)}".rstrip()


def age(edition: Edition, seconds: int) -> str:
    """Return how long ago something was, rounded down as the script does."""
    if seconds < MINUTE_S:
        name, count = "now", 0
    elif seconds < HOUR_S:
        name, count = "minutes", seconds // MINUTE_S
    elif seconds < DAY_S:
        name, count = "hours", seconds // HOUR_S
    else:
        name, count = "days", seconds // DAY_S
    message = AGES[name]
    return edition.texts.text(message).format(n=count)


def period(edition: Edition, seconds: int) -> str:
    """Return of how long a value is the mean."""
    text = edition.texts.text
    if seconds == 0:
        return text("value of an instant")
    if seconds == HOUR_S:
        return text("mean of an hour")
    if seconds % MINUTE_S:
        return text("mean of %(count)s seconds", count=seconds)
    return text("mean of %(span)s", span=edition.texts.stay(seconds // MINUTE_S))


def mean_text(edition: Edition, observed: str, mean: Mean | None, message: str) -> str | None:
    """Return a mean with its completeness; None when too little is valid.

    The unit stands beside the value; the script's words have none.
    """
    if mean is None or mean.value is None or not mean.complete:
        return None
    value = number(edition, observed, mean.value)
    return edition.texts.text(message).format(value=value, n=mean.n, of=mean.expected)


def last_good_text(edition: Edition, good: LastGood, now: int) -> str:
    """Return the last valid value with its age."""
    value = number(edition, good.observed, good.value)
    return edition.texts.text(LAST_GOOD).format(
        value=value, age=age(edition, max(0, now - good.time))
    )


def level_name(edition: Edition, level: Grade) -> str:
    """Return a level's name."""
    return level.name_zh if edition.lang == "zh" else level.name_en


def level_note(edition: Edition) -> str:
    """Return what has to be said beside levels that nobody has confirmed."""
    return edition.texts.text("Levels are still to be confirmed by the weather service.")


def live_words(edition: Edition) -> str:
    """Return the words of the script as JSON that may stand inside a script element."""
    texts, settings = edition.texts, edition.settings
    return json_for_script(
        {
            "states": {state.value: texts.label("state", state.value) for state in State},
            "ages": {name: texts.text(message) for name, message in AGES.items()},
            "none": NONE,
            "lastGood": texts.text(LAST_GOOD),
            "mean": texts.text(MEAN_HOUR),
            "offline": texts.text(OFFLINE),
            "updated": texts.text(UPDATED),
            "limits": {
                "late_intervals": settings.live_late_intervals,
                "stale_intervals": settings.live_stale_intervals,
                "stale_least_s": settings.live_stale_least_s,
                "silent_intervals": settings.live_silent_intervals,
                "silent_least_s": settings.live_silent_least_s,
            },
        }
    )
