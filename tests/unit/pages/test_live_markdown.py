"""The live block ``value`` shows a station's value, or says that there is none."""

from __future__ import annotations

import pytest

from oxymap.catalogue.references import Reference, parse_block, references
from oxymap.pages.markdown import has_values, render_markdown
from tests.unit.pages.live_sampling import live_station, page_of
from tests.unit.pages.samples import EditionOf, place_at

VILLAGE = place_at("stone-village", 0)


def test_value_of_a_station_stands_in_the_text(edition_of: EditionOf) -> None:
    edition = edition_of(VILLAGE)
    live = page_of(edition, live_station(), live_station(station_id="other", value=1))

    html = render_markdown(edition, 'Now:\n\n::value{station="ridge-ion"}\n', live)

    assert 'data-station="ridge-ion"' in html
    assert "2,296" in html
    assert "21 November 10:05" in html
    assert 'data-station="other"' not in html


def test_value_of_a_place_is_that_of_its_station(edition_of: EditionOf) -> None:
    edition = edition_of(VILLAGE)
    live = page_of(edition, live_station(place="stone-village"))

    assert "2,296" in render_markdown(edition, '::value{place="stone-village"}', live)


@pytest.mark.parametrize("source", ['::value{station="gone"}', '::value{place="stone-village"}'])
def test_without_a_station_the_block_says_so(edition_of: EditionOf, source: str) -> None:
    edition = edition_of(VILLAGE)

    assert "No station reports here yet." in render_markdown(edition, source, page_of(edition))
    assert "No station reports here yet." in render_markdown(edition, source)


def test_only_texts_with_a_value_follow_the_live_values() -> None:
    assert has_values('Text.\n::value{station="ridge-ion"}\n')
    assert not has_values("Write ::value{…} alone on a line.\n::map{}\n")


@pytest.mark.parametrize("source", ["::value{}", '::value{station="a" place="b"}'])
def test_value_needs_a_station_or_a_place(source: str) -> None:
    with pytest.raises(ValueError, match="either a station or a place"):
        parse_block(source)


def test_place_of_a_value_is_a_reference_that_is_checked() -> None:
    found = list(references('::value{place="stone-village"}'))

    assert found == [Reference("place", "stone-village", 1)]
