"""Moments as Beijing's clocks show them: for people, for machines, and out of forms."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from oxymap.clock import BEIJING
from oxymap.errors import InvalidInputError
from oxymap.web.i18n import Localizer
from oxymap.wording import N_, say

_FORM = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Moment:
    """A moment: ISO 8601 for the ``time`` element, and words."""

    iso: str
    text: str


def moment(texts: Localizer, seconds: int) -> Moment:
    """Return a moment with its year, to the minute."""
    here = datetime.datetime.fromtimestamp(seconds, BEIJING)
    return Moment(here.isoformat(), f"{texts.date(here.date())} {here:%H:%M}")


def moment_or_none(texts: Localizer, seconds: int | None) -> Moment | None:
    """Return a moment, or None for none."""
    return None if seconds is None else moment(texts, seconds)


def read_moment(text: str, field: str) -> int | None:
    """Return seconds UTC of what a ``datetime-local`` field holds, Beijing time; None when empty.

    Raises
    ------
    InvalidInputError : it is not a date with a time of the day.
    """
    text = text.strip()
    if not text:
        return None
    try:
        here = datetime.datetime.strptime(text[:16], _FORM).replace(tzinfo=BEIJING)
        return int(here.timestamp())
    except (ValueError, OverflowError) as error:
        said = say(N_("A day and a time are expected here, such as 2026-05-01 08:00."))
        raise InvalidInputError(said, field=field, value=text) from error
