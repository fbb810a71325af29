"""A field's value as text, and a text as the field's value."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence

from oxymap.catalogue.models import MONTH_DAY, SLUG
from oxymap.studio.forms.models import Field
from oxymap.wording import N_, Say, say

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")


class WrongTextError(Exception):
    """A text that a field cannot take; `said` explains."""

    def __init__(self, said: Say) -> None:
        super().__init__(str(said))
        self.said = said


def shown(field: Field, value: object) -> tuple[str, ...]:
    """Return what the form shows of a value."""
    if field.kind == "flag":
        return ("yes",) if value is True else ()
    if field.kind == "checks":
        return tuple(map(str, value)) if isinstance(value, list) else ()
    if value is None:
        return (field.default,)
    if field.kind == "list":
        lines = value if isinstance(value, list) else [value]
        return ("\n".join(map(str, lines)),)
    if isinstance(value, float) and value.is_integer():
        return (str(int(value)),)
    return (tidy(str(value)),)


def tidy(text: str) -> str:
    """Return a text as a browser's form sends it back, apart from its line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def is_same(field: Field, one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two shown values mean the same."""
    if field.kind == "checks":
        return set(one) == set(other)
    return [tidy(text).strip() for text in one] == [tidy(text).strip() for text in other]


def value_of(field: Field, texts: Sequence[str], before: object) -> object:
    """Return the value that a form's text means; None for nothing.

    Raises
    ------
    WrongTextError : the text cannot be read as such a value.
    """
    if field.kind == "flag":
        return bool(texts) or (False if before is not None else None)
    if field.kind == "checks":
        return _checked(field, texts, before)
    text = tidy(texts[0]).strip() if texts else ""
    if field.kind == "list":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    if not text:
        return None
    if field.kind == "line":
        return " ".join(text.split("\n"))
    if field.kind in {"integer", "number"} or (field.kind == "hidden" and field.limits):
        return _number(field, text)
    if field.kind == "grade":
        return int(text) if text in field.options else text
    return _READERS[field.kind](text) if field.kind in _READERS else text


def _checked(field: Field, texts: Sequence[str], before: object) -> object:
    old = [str(one) for one in before] if isinstance(before, list) else []
    kept = [one for one in old if one in texts]
    kept += [one for one in field.options if one in texts and one not in kept]
    return kept or ([] if field.required else None)


def _number(field: Field, text: str) -> int | float:
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise WrongTextError(say(N_("“%(text)s” is not a number."), text=text)) from None
    if field.kind != "number" and not number.is_integer():
        raise WrongTextError(say(N_("“%(text)s” is not a whole number."), text=text))
    least, most = field.limits or (-math.inf, math.inf)
    if not least <= number <= most:
        message = N_("Give a number from %(least)s to %(most)s.")
        raise WrongTextError(say(message, least=f"{least:g}", most=f"{most:,.0f}"))
    return int(number) if number.is_integer() else number


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        message = N_("“%(text)s” is no day. Write it such as 2026-05-01.")
        raise WrongTextError(say(message, text=text)) from None


def _month_day(text: str) -> str:
    found = _MONTH_DAY.fullmatch(text)
    written = f"{int(found[1]):02d}-{int(found[2]):02d}" if found else text
    if not MONTH_DAY.fullmatch(written):
        message = N_("“%(text)s” is no day of the year. Write it such as 09-01.")
        raise WrongTextError(say(message, text=text))
    return written


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        message = N_("Nothing is called “%(text)s”. Choose from the list.")
        raise WrongTextError(say(message, text=text))
    return text


_READERS = {"date": _date, "month_day": _month_day, "place": _slug}
