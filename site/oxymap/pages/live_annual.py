"""The annual means of the districts: what they rest on, and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from oxymap.catalogue.models import DISTRICTS
from oxymap.pages import live_texts as say
from oxymap.pages.live_cards import reports
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import AnnualCard
from oxymap.pages.models import Fact
from oxymap.stations.means import AnnualMean
from oxymap.stations.models import Station
from oxymap.stations.properties import NEG_ION

MONTHS = 12


def annual_cards(page: LiveEdition) -> tuple[AnnualCard, ...]:
    """Return a card for each district, of the last whole year."""
    year = say.beijing(page.now).year - 1
    return tuple(_card(page, district, year) for district in DISTRICTS)


def indicator_stations(page: LiveEdition, district: str) -> list[Station]:
    """Return the stations whose annual means count: measured, and not left out of it."""
    return [
        item.station
        for item in page.snapshot.stations.values()
        if item.station.district == district
        and item.station.main_property == NEG_ION
        and not item.station.demo
        and not item.station.exclude_from_indicator
        and reports(item)
    ]


def _card(page: LiveEdition, district: str, year: int) -> AnnualCard:
    texts = page.edition.texts
    stations = indicator_stations(page, district)
    means = {station.id: page.live.annual(station.id, NEG_ION, year) for station in stations}
    whole = [mean.value for mean in means.values() if mean.value is not None]
    value = fmean(whole) if whole else None
    return AnnualCard(
        district=district,
        title=texts.label("district", district),
        value=texts.number(value) if value is not None else None,
        unit=say.unit_of(page.edition, NEG_ION),
        text=_text(page, year, stations=len(stations), whole=len(whole)),
        completeness=_completeness(page, stations, means),
        targets=tuple(_targets(page, district, value)),
    )


def _text(page: LiveEdition, year: int, *, stations: int, whole: int) -> str:
    texts = page.edition.texts
    if not stations:
        return texts.text("No station that counts for the annual mean has reported yet.")
    if not whole:
        return texts.text(
            "No station has all twelve months of %(year)s, so there is no mean.", year=year
        )
    return texts.text(
        "Mean of %(year)s: the mean of twelve monthly means, of %(whole)s of %(all)s stations "
        "that count.",
        year=year,
        whole=whole,
        all=stations,
    )


def _completeness(page: LiveEdition, stations: list[Station], means: dict[str, AnnualMean]) -> str:
    """Return how many months each station has."""
    texts = page.edition.texts
    return texts.clauses(
        [
            texts.text(
                "%(station)s: %(months)s of %(of)s months",
                station=station.name_zh if page.edition.lang == "zh" else station.name_en,
                months=means[station.id].months,
                of=MONTHS,
            )
            for station in stations
        ]
    )


def _targets(page: LiveEdition, district: str, value: float | None) -> Iterator[Fact]:
    """Yield what the mean is compared with: what holds for all, and the district's own."""
    edition = page.edition
    for target in page.live.targets:
        if target.district in {None, district}:
            shown = say.amount(edition, NEG_ION, target.at_least)
            yield Fact(
                target.name_zh if edition.lang == "zh" else target.name_en,
                edition.texts.text("at least %(value)s", value=shown),
                _compared(page, value, target.at_least),
            )


def _compared(page: LiveEdition, value: float | None, target: float) -> str:
    text = page.edition.texts.text
    if value is None:
        return text("no mean to compare with yet")
    return text("the mean is not below it") if value >= target else text("the mean is below it")
