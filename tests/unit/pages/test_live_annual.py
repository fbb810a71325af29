"""Annual means: only of stations that count, only of whole years, each beside its own target."""

from __future__ import annotations

from oxymap.pages.live_annual import annual_cards
from oxymap.pages.live_models import AnnualCard
from tests.unit.pages.live_sampling import annual, live_station, page_of
from tests.unit.pages.samples import EditionOf


def cards_of(edition_of: EditionOf, *items, **years) -> dict[str, AnnualCard]:
    shown = page_of(edition_of(), *items, years={k.replace("_", "-"): v for k, v in years.items()})
    return {card.district: card for card in annual_cards(shown)}


def test_mean_of_a_district_is_that_of_its_whole_stations(edition_of: EditionOf) -> None:
    found = cards_of(
        edition_of,
        live_station(station_id="one"),
        live_station(station_id="two"),
        live_station(station_id="three"),
        one=annual(1000.0, 12),
        two=annual(1275.0, 12),
        three=annual(None, 9),
    )["mentougou"]

    assert found.value == "1,138"
    assert "2 of 3 stations" in found.text
    assert "2025" in found.text


def test_completeness_of_every_station_is_printed(edition_of: EditionOf) -> None:
    found = cards_of(edition_of, live_station(station_id="one"), one=annual(None, 9))["mentougou"]

    assert found.value is None
    assert "no mean" in found.text
    assert found.completeness == "Ridge Station: 9 of 12 months"


def test_demonstration_excluded_planned_and_other_stations_do_not_count(
    edition_of: EditionOf,
) -> None:
    whole = annual(9000.0, 12)

    found = cards_of(
        edition_of,
        live_station(station_id="demo", demo=True),
        live_station(station_id="waterfall", exclude_from_indicator=True),
        live_station("planned", station_id="planned"),
        live_station(station_id="dust", kind="air", value=20),
        demo=whole, waterfall=whole, planned=whole, dust=whole,
    )["mentougou"]  # fmt: skip

    assert found.value is None
    assert found.text == "No station that counts for the annual mean has reported yet."


def test_only_fangshan_has_a_target_of_its_own_beside_the_national_one(
    edition_of: EditionOf,
) -> None:
    found = cards_of(edition_of)

    targets = {name: [fact.value for fact in card.targets] for name, card in found.items()}
    assert targets == {
        "mentougou": ["at least 1,000 per cm³"],
        "yanqing": ["at least 1,000 per cm³"],
        "fangshan": ["at least 1,000 per cm³", "at least 3,000 per cm³"],
    }


def test_mean_is_compared_with_each_target_by_itself(edition_of: EditionOf) -> None:
    item = live_station(station_id="one", district="fangshan")

    found = cards_of(edition_of, item, one=annual(1762.0, 12))["fangshan"]

    assert [fact.hint for fact in found.targets] == [
        "the mean is not below it",
        "the mean is below it",
    ]
