"""Put a station's page together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from urllib.parse import urlencode

from oxymap.pages import live_texts as say
from oxymap.pages.live_cards import reports, station_card, with_badge
from oxymap.pages.live_charts import SPANS, Span, bounds_of, span_chart, step_of, typical_view
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import SpanView, StationView, ValueRow
from oxymap.pages.models import Fact
from oxymap.pages.page_maps import station_map
from oxymap.stations.models import LiveStation, Station, Step
from oxymap.web.labels import LABELS, N_

_STEP_NOTES: dict[Step, str] = {
    "raw": N_("every value that was sent"),
    "10min": N_("means of ten minutes"),
    "hour": N_("hourly means, from three quarters of the values on"),
    "day": N_("daily means, from 20 complete hours on, with the lowest and the highest value"),
}


def station_view(page: LiveEdition, station: Station) -> StationView:
    """Return everything that a station's page shows."""
    item = page.snapshot.stations[station.id]
    planned = not reports(item)
    card = station_card(page, item)
    return StationView(
        card=card if planned else with_badge(page, card),
        summary=summary(page, item),
        others=tuple(_others(page, item)),
        spans=() if planned else tuple(_span(page, station, span) for span in SPANS),
        typical=None if planned else typical_view(page, station),
        facts=tuple(facts(page, station)),
        flags=() if planned else tuple(_flags(page)),
        note=_note(page, station),
        position_text=_position(page, station),
        map=station_map(page.edition, page.snapshot, station.id),
        planned_text=page.edition.texts.text(
            "Nothing reports here yet, so there is no value, no curve and no level. That changes "
            "when the operator of the station, or the district's weather service, sets up an "
            "instrument and sends its readings to this site."
        )
        if planned
        else None,
        excluded_text=page.edition.texts.text(
            "This station is not counted in the annual mean: it stands where the surroundings "
            "make ions, as beside falling water."
        )
        if station.exclude_from_indicator
        else None,
    )


def summary(page: LiveEdition, item: LiveStation) -> str:
    """Return what the page is about, in a sentence for search results too."""
    texts, station = page.edition.texts, item.station
    district = texts.label("district", station.district) if station.district else ""
    values = {
        "kind": texts.label("station_kind", station.kind),
        "property": texts.label("property", station.main_property),
        "district": district,
    }
    if not reports(item):
        return texts.text("A planned %(kind)s in %(district)s. Nothing reports yet.", **values)
    return texts.text(
        "%(property)s as this %(kind)s in %(district)s measures them: now, 24 hours, 7 days, "
        "30 days, one year, and what is usual.",
        **values,
    )


def _others(page: LiveEdition, item: LiveStation) -> Iterator[ValueRow]:
    """Yield the present values of the station's other properties."""
    for observed, found in item.values.items():
        if observed == item.station.main_property:
            continue
        current = found.value is not None and found.time is not None
        yield ValueRow(
            property=observed,
            label=page.edition.texts.label("property", observed),
            value=say.number(page.edition, observed, found.value)
            if found.value is not None
            else say.NONE,
            unit=say.unit_of(page.edition, observed),
            when=say.moment(page.edition, found.time) if found.time is not None else None,
            when_iso=say.iso(found.time) if found.time is not None else None,
            time=found.time,
            state=item.state.value if current else "stale",
        )


def _span(page: LiveEdition, station: Station, span: Span) -> SpanView:
    texts = page.edition.texts
    step = step_of(station, span)
    return SpanView(
        id=f"span-{span.id}",
        label=texts.text(span.label),
        note=texts.text(_STEP_NOTES[step]),
        chart=span_chart(page, station, span, f"curve-{span.id}"),
        csv_url=_file(page, station, span, "csv"),
        json_url=_file(page, station, span, "json"),
        open=span.id == "day",
    )


def _file(page: LiveEdition, station: Station, span: Span, media: str) -> str:
    """Return the address of a curve's values."""
    start, end = bounds_of(page, span)
    query = {
        "property": station.main_property,
        "from": _utc(start),
        "to": _utc(end),
        "step": step_of(station, span),
        "format": media,
    }
    return f"{page.edition.urls.observations(station.id)}?{urlencode(query)}"


def _utc(time: int) -> str:
    return datetime.datetime.fromtimestamp(time, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def facts(page: LiveEdition, station: Station) -> Iterator[Fact]:
    """Yield what is known of the instrument and its surroundings.

    What is not known of a station that reports says so; of a planned one it is left out.
    """
    texts = page.edition.texts
    planned = not reports(page.snapshot.stations[station.id])
    yield Fact(texts.text("Kind"), texts.label("station_kind", station.kind))
    uncalibrated = texts.text("without a calibration the numbers show change better than amount")
    rows = (
        (N_("Instrument"), station.instrument, None),
        (N_("Run by"), station.owner, None),
        (N_("Height of the inlet"), _height(page, station), None),
        (N_("Installed"), _day(page, station.installed), None),
        (N_("Calibrated"), _day(page, station.calibrated), uncalibrated),
    )
    for label, value, hint in rows:
        if value:
            yield Fact(texts.text(label), value)
        elif not planned:
            yield Fact(texts.text(label), texts.text("not known"), hint)
    if station.habitat:
        yield Fact(texts.text("Surroundings"), texts.label("habitat", station.habitat))
    if not planned:
        every = texts.text("every %(span)s", span=_interval(page, station.interval_s))
        yield Fact(texts.text("Reports"), every)


def _height(page: LiveEdition, station: Station) -> str | None:
    if station.height_m is None:
        return None
    texts = page.edition.texts
    return texts.text("%(height)s m above the ground", height=texts.number(station.height_m, 1))


def _interval(page: LiveEdition, seconds: int) -> str:
    if seconds % 60:
        return page.edition.texts.text("%(count)s seconds", count=seconds)
    return page.edition.texts.stay(seconds // 60)


def _day(page: LiveEdition, day: str | None) -> str | None:
    return page.edition.texts.date(datetime.date.fromisoformat(day)) if day else None


def _flags(page: LiveEdition) -> Iterator[Fact]:
    """Yield why a value may not count; said once, below the curves that mark them."""
    texts = page.edition.texts
    marks = {
        "suspect": ("climatic", "pollution", "low_variance", "spike", "step", "wet", "neighbour",
                    "device_suspect"),
        "error": ("range", "internal", "stuck", "device_maintenance", "device_calibration"),
        "missing": ("missing", "device_fault"),
    }  # fmt: skip
    names = {
        "suspect": texts.text("Suspect"),
        "error": texts.text("Wrong"),
        "missing": texts.text("No data"),
    }
    for mark, reasons in marks.items():
        known = [texts.label("reason", name) for name in reasons if name in LABELS["reason"]]
        yield Fact(names[mark], texts.clauses(known))


def _note(page: LiveEdition, station: Station) -> str | None:
    return station.note_zh if page.edition.lang == "zh" else station.note_en


def _position(page: LiveEdition, station: Station) -> str | None:
    """Return how well the station's position is known."""
    texts = page.edition.texts
    if station.lon is None:
        return texts.text("Where the station will stand is not known yet.")
    if station.precision_m is None:
        return None
    return texts.text(
        "Position within about %(distance)s.", distance=texts.distance(station.precision_m)
    )
