"""What leads out of a screen becomes text."""

from __future__ import annotations

import pytest

from oxymap.screens.kiosk_links import keep_inside

INSIDE = {"/kiosk/gate", "/kiosk/gate/places/village"}


def test_link_to_a_page_of_the_screen_stays() -> None:
    link = '<a class="x" href="/kiosk/gate/places/village">Village</a>'

    assert keep_inside(link, INSIDE) == link


@pytest.mark.parametrize(
    "address", ["/kiosk/gate/places/far", "/places/village", "/kiosk/other", "//evil.example/", ""]
)
def test_link_to_another_page_becomes_its_text(address: str) -> None:
    assert keep_inside(f'<a href="{address}">Village</a>', INSIDE) == "<span>Village</span>"


def test_address_elsewhere_is_written_out() -> None:
    found = keep_inside('See <a href="https://example.org/a?b=1&amp;c=2" rel="x">this</a>.', INSIDE)

    assert "<a" not in found and "href" not in found
    assert "(example.org/a?b=1&amp;c=2)" in found


def test_address_that_the_text_says_already_is_not_said_twice() -> None:
    assert keep_inside('<a href="tel:12345">12345</a>', INSIDE) == "<span>12345</span>"


def test_pin_of_a_map_stays_without_its_link() -> None:
    pin = '<a href="/kiosk/gate/places/far"><circle r="9"/></a>'

    assert keep_inside(pin, INSIDE) == '<g><circle r="9"/></g>'


def test_modules_of_the_public_pages_are_not_started() -> None:
    page = '<body data-module="kiosk"><div data-module="live"></div><p data-module="map">'

    assert keep_inside(page, INSIDE) == '<body data-module="kiosk"><div></div><p>'


def test_modules_of_screens_are_started() -> None:
    figure = '<figure data-module="kiosk-map"></figure>'

    assert keep_inside(figure, INSIDE) == figure
