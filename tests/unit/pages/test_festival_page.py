"""The pages of events and seasons: dates, facts, and what belongs to the time of year."""

from __future__ import annotations

import datetime

import pytest

from oxymap.errors import NotFoundError
from oxymap.pages.festival_page import event_view, season_view
from tests.factories import DAY, page, place
from tests.unit.pages.samples import EditionOf, on_map, unplaced

LONG_AGO = DAY - datetime.timedelta(days=30)
USUAL = {"start": "12-25", "end": "01-05", "certainty": 3}


def event_of(edition, **values):
    found = page("fair", "festivals", edition.lang, **values)
    return event_view(edition, found, found.front)


def season_of(edition, **values):
    found = page("spring", "seasons", edition.lang, **values)
    return season_view(edition, found, found.front)


def test_facts_of_an_event_of_which_little_is_known(edition_of: EditionOf) -> None:
    view = event_of(edition_of())

    assert [(fact.label, fact.value) for fact in view.facts] == [
        ("Kind", "Temple fair"),
        ("Districts", "Yanqing"),
    ]


def test_facts_of_an_event_of_which_all_is_known(edition_of: EditionOf) -> None:
    view = event_of(
        edition_of(), usual=USUAL, series="Hill fairs", venue="The mill", organiser="The village",
        district=["yanqing", "fangshan"],
    )  # fmt: skip

    assert [(fact.label, fact.value) for fact in view.facts[1:]] == [
        ("Usual time of year", "25 December to 5 January"),
        ("Series", "Hill fairs"),
        ("Venue", "The mill"),
        ("Organiser", "The village"),
        ("Districts", "Yanqing, Fangshan"),
    ]


@pytest.mark.parametrize(("lang", "note"), [("zh", "看雪。"), ("en", "If snow lies.")])
def test_usual_time_says_how_sure_it_is(edition_of: EditionOf, lang, note) -> None:
    usual = {**USUAL, "note": {"zh": "看雪。", "en": "If snow lies."}}

    window = event_of(edition_of(lang=lang), usual=usual).facts[1]

    assert window.hint is not None
    assert window.hint.endswith(note)
    assert window.hint != note


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start": DAY, "state": "scheduled"}, "/en/festivals/fair.ics"),
        ({"start": LONG_AGO, "state": "scheduled"}, "/en/festivals/fair.ics"),
        ({"start": DAY, "state": "to_be_announced"}, None),
        ({}, None),
    ],
)
def test_only_an_event_with_a_set_date_has_a_calendar_file(
    edition_of: EditionOf, values, expected
) -> None:
    assert event_of(edition_of(), **values).calendar_url == expected


@pytest.mark.parametrize(
    ("lang", "values", "expected"),
    [
        ("zh", {"start": LONG_AGO, "state": "scheduled"}, "已结束"),
        ("zh", {"start": DAY, "state": "cancelled"}, "已取消"),
        ("en", {}, "Date to be announced"),
    ],
)
def test_event_page_says_how_it_stands(edition_of: EditionOf, lang, values, expected) -> None:
    assert event_of(edition_of(lang=lang), **values).card.state_label == expected


def test_event_is_shown_where_it_takes_place(edition_of: EditionOf) -> None:
    view = event_of(edition_of(place()), place="stone-village")

    assert view.place is not None
    assert view.place.url == "/en/places/stone-village"
    assert on_map(view.map)["stone-village"]["emphasis"]


@pytest.mark.parametrize("values", [{}, {"place": "lost-village"}])
def test_event_without_a_position_has_no_map(edition_of: EditionOf, values) -> None:
    assert event_of(edition_of(unplaced()), **values).map is None


def test_event_at_a_place_that_is_not_published_is_an_error(edition_of: EditionOf) -> None:
    with pytest.raises(NotFoundError, match="'draft'"):
        event_of(edition_of(), place="draft")


def test_season_shows_its_own_routes_and_coming_events(edition_of: EditionOf) -> None:
    pages = [
        page("spring-walk", "routes", "en"),
        page("snow-walk", "routes", "en", seasons=["winter"]),
        page("fair", "festivals", "en"),
        page("over", "festivals", "en", start=LONG_AGO, state="scheduled"),
        page("harvest", "festivals", "en", seasons=["autumn"]),
    ]

    view = season_of(edition_of(place(), pages=pages))

    assert [card.id for card in view.routes] == ["spring-walk"]
    assert [card.id for card in view.events] == ["fair"]


def test_highlights_of_a_season_keep_their_order(edition_of: EditionOf) -> None:
    edition = edition_of(place("a"), place("b"), place("c"))

    view = season_of(edition, highlights=["c", "a"])

    assert [card.id for card in view.highlights] == ["c", "a"]


def test_season_page_is_dated_in_its_language(edition_of: EditionOf) -> None:
    assert season_of(edition_of(lang="zh")).updated == "2026年5月1日"
    assert season_of(edition_of(lang="en")).updated == "1 May 2026"
