"""What charts say, made for one language from the page's texts and formats."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from babel import Locale
from babel.dates import format_datetime

from oxymap.charts.models import ChartWords, Kind
from oxymap.clock import BEIJING

_DAY_S = 86_400
#: Patterns of CLDR.  ``tick`` is the day at the x axis, where there is little room.
_PATTERNS = {
    "zh": {"tick": "M/d", "year": "y年", "day": "M月d日", "date": "y年M月d日"},
    "en": {"tick": "d MMM", "year": "y", "day": "d MMM", "date": "d MMM y"},
}
_HOUR, _WEEKDAY, _MONTH = "HH:mm", "ccc", "LLL"


class Speech(Protocol):
    """What a localizer (``oxymap.web.i18n.Localizer``) can do."""

    lang: str
    locale: Locale

    def text(self, message: str, **values: object) -> str:
        """Return a message in the language."""
        ...

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with at most `digits` decimals."""
        ...


class _Calendar:
    """Writes moments of Beijing time in one language."""

    def __init__(self, speech: Speech) -> None:
        self._locale = speech.locale
        self._patterns = _PATTERNS[speech.lang]
        self._moment = f"{self._patterns['day']} {_HOUR}"

    def tick(self, time: int, kind: Kind) -> str:
        """Return the word at the x axis; where a day or a year begins, it says so."""
        here = datetime.fromtimestamp(time, BEIJING)
        if kind == "day":
            return self._write(time, self._patterns["tick"] if here.hour == 0 else _HOUR)
        if kind == "week":
            return self._write(time, _WEEKDAY)
        if kind == "month":
            return self._write(time, self._patterns["tick"])
        return self._write(time, self._patterns["year"] if here.month == 1 else _MONTH)

    def moment(self, time: int) -> str:
        """Return day and hour."""
        return self._write(time, self._moment)

    def span(self, start: int, end: int) -> str:
        """Return a time from … to …, as short as it can be said."""
        if _is_midnight(start) and _is_midnight(end) and end > start:
            pattern = self._patterns["date"]
            last = end - _DAY_S
            first = self._write(start, pattern)
            return first if last == start else f"{first} – {self._write(last, pattern)}"
        first = self._write(start, self._moment)
        if end <= start:
            return first
        if _day_of(start) == _day_of(end - 1):
            return f"{first}–{self._write(end, _HOUR)}"
        return f"{first} – {self._write(end, self._moment)}"

    def month(self, month: int) -> str:
        """Return the short name of a month."""
        return str(self._locale.months["stand-alone"]["abbreviated"][month])

    def hour(self, hour: int) -> str:
        """Return the hour of a day."""
        return f"{hour:02d}"

    def _write(self, time: int, pattern: str) -> str:
        here = datetime.fromtimestamp(time, BEIJING)
        return str(format_datetime(here, pattern, tzinfo=BEIJING, locale=self._locale))


def _is_midnight(time: int) -> bool:
    here = datetime.fromtimestamp(time, BEIJING)
    return (here.hour, here.minute, here.second) == (0, 0, 0)


def _day_of(time: int) -> date:
    return datetime.fromtimestamp(time, BEIJING).date()


def chart_words(speech: Speech, digits: int = 0) -> ChartWords:
    """Return the words of charts in one language.

    Parameters
    ----------
    speech : the page's localizer.
    digits : decimals of the shown values (``ObservedProperty.digits``).
    """
    calendar, text = _Calendar(speech), speech.text
    return ChartWords(
        number=lambda value: speech.number(value, digits),
        axis=lambda value: speech.number(value, 3),
        tick=calendar.tick,
        moment=calendar.moment,
        span=calendar.span,
        month=calendar.month,
        hour=calendar.hour,
        marks={
            "suspect": text("suspect, not counted"),
            "error": text("wrong, not counted"),
            "missing": text("no data"),
        },
        legend={
            "line": text("Mean"),
            "bars": text("Amount"),
            "band": text("Lowest to highest"),
            "gap": text("No data"),
            "suspect": text("Suspect, not counted"),
            "error": text("Wrong, not counted"),
            "night": text("Night, 20:00 to 8:00"),
        },
        gap=text("No data"),
        now=text("Now"),
        none="—",
        empty=text("There are no values in this time."),
        hint=text("Read it point by point with a finger, the mouse or the arrow keys."),
        low_high=text("{low}–{high}"),
        count=text("{n} of {of}"),
        flagged=text("{value}: {remark}"),
        target=text("{label}: {value}"),
        highest=text("Highest {value} {unit} ({time})."),
        lowest=text("Lowest {value} {unit} ({time})."),
        last=text("Last {value} {unit} ({time})."),
        gaps=text("Times without data: {count}."),
        flags=text("Values not counted: {count}."),
        typical=text(
            "Highest in {high_month} at {high_hour}:00 ({high}), "
            "lowest in {low_month} at {low_hour}:00 ({low})."
        ),
        thousands=text("in thousands"),
        sentence_space="" if speech.lang == "zh" else " ",
        clause_space="；" if speech.lang == "zh" else "; ",
    )
