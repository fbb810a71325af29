"""Texts, numbers and dates in the page's language."""

from __future__ import annotations

import datetime
import io
import math
import re
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from babel.units import format_unit

from oxymap.catalogue.models import MonthDay, SeasonWindow
from oxymap.web.labels import LABELS
from oxymap.wording import Name, Say

LOCALES = {"zh": Locale("zh", script="Hans"), "en": Locale("en", "GB")}
HTML_LANGS = {"zh": "zh-Hans", "en": "en"}
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
LOCALE_FOLDER = Path(__file__).with_name("locale")
_FIGURE_BEFORE_HAN = re.compile(r"(\d)(?=[\u4e00-\u9fff])")
#: Month and day without a year, in a leap year so that 02-29 exists.
_LEAP_YEAR = 2024


@cache
def translations(lang: str) -> NullTranslations:
    """Return the texts of one language; English is the language of the message ids."""
    if lang == "en":
        return NullTranslations()
    file = LOCALE_FOLDER / str(LOCALES[lang]) / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as source:
        catalogue = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class Localizer:
    """Writes texts and values for one language.

    Units are always Babel's short ones: the long form of 2.18 prints unit ids in Chinese.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = LOCALES[lang]
        self._translations = translations(lang)

    def text(self, message: str, **values: object) -> str:
        """Return a message with its named placeholders filled."""
        found = self._translations.gettext(message)
        return found % values if values else found

    def say(self, said: Say) -> str:
        """Return a sentence that was written where there is no language."""
        params = {
            key: value.to(self.lang) if isinstance(value, Name) else value
            for key, value in said.params.items()
        }
        return self.text(said.template, **params)

    def plural(self, singular: str, plural: str, count: int, **values: object) -> str:
        """Return the form of a message that fits `count`; ``%(count)s`` is filled."""
        found = self._translations.ngettext(singular, plural, count)
        return found % {"count": self.number(count), **values}

    def label(self, group: str, value: str) -> str:
        """Return the name of an enumerated value; unknown tags show as words."""
        message = LABELS[group].get(value)
        return self.text(message) if message else value.replace("-", " ").replace("_", " ")

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with at most `digits` decimals, rounded half up."""
        scaled = math.floor(abs(value) * 10**digits + 0.5) / 10**digits
        # Adding 0.0 turns minus zero into zero.
        return format_decimal(math.copysign(scaled, value) + 0.0, locale=self.locale)

    def metres(self, value_m: float) -> str:
        """Return a height or a short distance."""
        return self._unit(math.floor(value_m + 0.5), "length-meter")

    def distance(self, value_m: float) -> str:
        """Return a distance: metres to the nearest ten below 1 km, else kilometres."""
        if value_m < 995:
            return self.metres(round(value_m, -1))
        return self._unit(math.floor(value_m / 100 + 0.5) / 10, "length-kilometer")

    def duration(self, minutes: float) -> str:
        """Return a time span, rounded up to ten minutes."""
        return self._time(max(10, math.ceil(minutes / 10 - 1e-9) * 10))

    def stay(self, minutes: int) -> str:
        """Return how long a stop takes, to the minute."""
        return self._time(minutes)

    def _time(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        parts = [self._unit(hours, "duration-hour")] if hours else []
        parts += [self._unit(rest, "duration-minute")] if rest else []
        return " ".join(parts)

    def date(self, day: datetime.date) -> str:
        """Return a date with its year."""
        return format_date(day, "long", locale=self.locale)

    def month_day(self, day: MonthDay) -> str:
        """Return a day of the year such as 10月26日 or 26 October."""
        month, number = map(int, day.split("-"))
        pattern = "M月d日" if self.lang == "zh" else "d MMMM"
        return format_date(datetime.date(_LEAP_YEAR, month, number), pattern, locale=self.locale)

    def window(self, window: SeasonWindow) -> str:
        """Return a season window such as 10月15日 至 11月15日."""
        start, end = self.month_day(window.start), self.month_day(window.end)
        return self.text("%(start)s to %(end)s", start=start, end=end)

    def date_range(self, start: datetime.date, end: datetime.date | None) -> str:
        """Return one date, or a span of dates."""
        if end is None or end == start:
            return self.date(start)
        return self.text("%(start)s to %(end)s", start=self.date(start), end=self.date(end))

    def join(self, words: list[str]) -> str:
        """Return words as a list in the language's own way."""
        return ("、" if self.lang == "zh" else ", ").join(words)

    def clauses(self, parts: list[str]) -> str:
        """Return remarks one after the other."""
        return ("；" if self.lang == "zh" else "; ").join(parts)

    def _unit(self, value: float, unit: str) -> str:
        text = format_unit(value, unit, length="short", locale=self.locale)
        # Babel writes 2公里; between a figure and a Chinese word this site sets a space.
        return _FIGURE_BEFORE_HAN.sub(r"\1 ", text)


@cache
def localizer(lang: str) -> Localizer:
    """Return the shared localizer of one language."""
    return Localizer(lang)
