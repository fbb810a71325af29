"""A touch screen in a scenic area, as ``content/kiosks/<id>.<lang>.md`` describes it."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, field_validator, model_validator

from oxymap.catalogue.records import Front, Record, Slug

Orientation = Literal["portrait", "landscape"]
#: What a screen shows in a part of the day: everything, a calm picture, or nothing.
Show = Literal["full", "quiet", "off"]
KioskLang = Literal["zh", "en"]

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def _clock_time(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise ValueError("a time of day is written HH:MM, from 00:00 to 23:59")
    return value


ClockTime: TypeAlias = Annotated[str, AfterValidator(_clock_time)]


class ScreenPosition(Record):
    """Where a screen stands, WGS 84 degrees, and how far that can be trusted."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    precision_m: Annotated[float, Field(gt=0, le=50_000)]


class DayPart(Record):
    """What a screen shows from one time of the day to another; it may run over midnight.

    ``lang`` is the language it begins in then; without it, that is the screen's first one.
    """

    start: ClockTime
    end: ClockTime
    show: Show
    lang: KioskLang | None = None


class KioskFront(Front):
    """A touch screen: where it stands, what it features, and how it behaves."""

    place: Slug | None = None
    position: ScreenPosition
    heading_deg: Annotated[float, Field(ge=0, lt=360)] | None = None
    orientation: Orientation = "portrait"
    station: Slug | None = None
    radius_km: Annotated[float, Field(gt=0, le=60)] = 10
    routes: tuple[Slug, ...] = ()
    trails: tuple[Slug, ...] = ()
    languages: Annotated[tuple[KioskLang, ...], Field(min_length=1)] = ("zh", "en")
    idle_s: Annotated[int, Field(ge=30, le=600)] = 90
    warn_s: Annotated[int, Field(ge=5, le=30)] = 10
    saver_min: Annotated[int, Field(ge=1, le=240)] = 20
    day_parts: tuple[DayPart, ...] = ()
    contact: str | None = None

    @field_validator("languages")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise ValueError("a language is named once")
        return value

    @model_validator(mode="after")
    def _begins_in_a_language_it_has(self) -> KioskFront:
        for number, part in enumerate(self.day_parts):
            if part.lang and part.lang not in self.languages:
                raise ValueError(f"day_parts.{number}.lang is not among languages: {part.lang}")
        return self
