"""Put the page of all live values together: coverage, table, annual means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from oxymap.catalogue.models import DISTRICTS
from oxymap.charts.meter import draw_meter
from oxymap.charts.models import Meter, MeterPart
from oxymap.errors import BadRequestError
from oxymap.pages import live_texts as say
from oxymap.pages.live_annual import annual_cards
from oxymap.pages.live_cards import order_of, reports, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import Choice, LiveView, StationTable
from oxymap.pages.page_maps import live_map
from oxymap.stations.models import HABITATS, Count, LiveStation
from oxymap.stations.properties import NEG_ION, PROPERTIES
from oxymap.web.labels import N_

NO_COUNT = Count(0, 0, 0, 0)
_COUNTED = (
    ("townships", N_("Townships and subdistricts")),
    ("sights", N_("Main sights")),
)
_FILTERS: Mapping[str, tuple[str, ...]] = {"district": DISTRICTS, "habitat": HABITATS}


def chosen_filters(args: MultiDict[str, str]) -> dict[str, str]:
    """Return the chosen district and habitat.

    Raises
    ------
    BadRequestError : one of them does not exist.
    """
    chosen = {}
    for name, known in _FILTERS.items():
        value = args.get(name, "")
        if value and value not in known:
            raise BadRequestError(f"{name}: {value!r} is not one of {', '.join(known)}", value)
        if value:
            chosen[name] = value
    return chosen


def live_view(page: LiveEdition, chosen: Mapping[str, str]) -> LiveView:
    """Return everything that the page of live values shows."""
    text = page.edition.texts.text
    everything = sorted(page.snapshot.stations.values(), key=order_of)
    shown = [item for item in everything if _fits(item, chosen)]
    townships = page.snapshot.coverage.get("townships", NO_COUNT)
    tables = tuple(_tables(page, [item for item in shown if reports(item)]))
    notes = [row.level_note for table in tables for row in table.rows if row.level_note]
    return LiveView(
        title=title(page),
        lede=text("Only what an instrument has sent and the checks have passed stands here."),
        as_of=say.moment(page.edition, page.now) if page.has_reports else "",
        demo_text=demo_text(page, [item for item in shown if item.station.demo and reports(item)]),
        map=live_map(page.edition, page.snapshot),
        meters=tuple(meters(page)),
        districts=_choices(page, "district", DISTRICTS, everything, chosen),
        habitats=_choices(page, "habitat", HABITATS, everything, chosen),
        tables=tables,
        planned=tuple(station_card(page, item) for item in shown if not reports(item)),
        shown=shown_text(page, chosen),
        level_note=notes[0] if notes else None,
        annual=annual_cards(page),
        townships_text=text(
            "Of %(total)s townships and subdistricts, %(station)s have a station that has "
            "reported, and %(value)s have a value now.",
            total=townships.total,
            station=townships.with_station,
            value=townships.with_value,
        ),
    )


def title(page: LiveEdition) -> str:
    """Return the page's heading: how many townships have a value, without the demonstration."""
    count = page.snapshot.coverage.get("townships", NO_COUNT)
    return page.edition.texts.text(
        "Live ions: %(value)s of %(total)s townships have a value now",
        value=count.with_value,
        total=count.total,
    )


def demo_text(page: LiveEdition, demo: Sequence[LiveStation]) -> str | None:
    """Return what has to be said where demonstration stations are shown."""
    if not demo:
        return None
    return page.edition.texts.plural(
        "%(count)s station here is a demonstration: a program makes up its values, nothing is "
        "measured. It counts neither for the coverage nor for the annual means.",
        "%(count)s stations here are a demonstration: a program makes up their values, nothing "
        "is measured. They count neither for the coverage nor for the annual means.",
        len(demo),
    )


def shown_text(page: LiveEdition, chosen: Mapping[str, str]) -> str:
    """Return which stations are shown."""
    texts = page.edition.texts
    if not chosen:
        return texts.text("All stations")
    return texts.join([texts.label(name, value) for name, value in chosen.items()])


def _fits(item: LiveStation, chosen: Mapping[str, str]) -> bool:
    return all(getattr(item.station, name) == value for name, value in chosen.items())


# --- coverage --------------------------------------------------------------------------


def meters(page: LiveEdition) -> Iterator[Meter]:
    """Yield how many townships and main sights have a value, a station, a demonstration."""
    text = page.edition.texts.text
    for name, label in _COUNTED:
        count = page.snapshot.coverage.get(name, NO_COUNT)
        if not count.total:
            continue
        built = count.with_station - count.with_value
        parts = (
            MeterPart("value", count.with_value, text("with a value: %(n)s", n=count.with_value)),
            MeterPart("station", built, text("station built, no value now: %(n)s", n=built)),
            MeterPart("demo", count.with_demo, text("demonstration: %(n)s", n=count.with_demo)),
        )
        yield draw_meter(
            f"coverage-{name}",
            text(label),
            text("%(n)s of %(total)s", n=count.with_value, total=count.total),
            [part for part in parts if part.count],
            count.total,
        )


# --- filters ---------------------------------------------------------------------------


def _choices(
    page: LiveEdition,
    name: str,
    values: Sequence[str],
    everything: Sequence[LiveStation],
    chosen: Mapping[str, str],
) -> tuple[Choice, ...]:
    """Return a filter as links; each keeps what the other filter has chosen."""
    others = {key: value for key, value in chosen.items() if key != name}
    counts = Counter(
        getattr(item.station, name) for item in everything if reports(item) and _fits(item, others)
    )
    texts = page.edition.texts
    found = [
        Choice(texts.text("All"), _url(page, others), sum(counts.values()), name not in chosen)
    ]
    for value in values:
        if counts[value] or name == "district" or chosen.get(name) == value:
            url = _url(page, {**others, name: value})
            selected = chosen.get(name) == value
            found.append(Choice(texts.label(name, value), url, counts[value], selected))
    return tuple(found)


def _url(page: LiveEdition, chosen: Mapping[str, str]) -> str:
    ordered = {name: chosen[name] for name in _FILTERS if name in chosen}
    query = urlencode(ordered)
    return page.edition.urls.live() + (f"?{query}" if query else "")


# --- tables ----------------------------------------------------------------------------


def _tables(page: LiveEdition, items: Sequence[LiveStation]) -> Iterator[StationTable]:
    """Yield a table for each observed property, ions first: their numbers are not compared."""
    present = {item.station.main_property for item in items}
    ordered = [name for name in PROPERTIES if name in present and name != NEG_ION]
    for name in [NEG_ION, *ordered]:
        yield StationTable(
            property=name,
            label=page.edition.texts.label("property", name),
            unit=say.unit_of(page.edition, name),
            rows=tuple(
                station_card(page, item) for item in items if item.station.main_property == name
            ),
        )
