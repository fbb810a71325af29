"""What a screen shows of a small project, and what its file may say."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from pydantic import ValidationError

from oxymap.catalogue.checks import check_all
from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.models import FRONTS
from oxymap.config import Settings
from oxymap.pages.making import make_site
from oxymap.pages.site import Site
from oxymap.screens.kiosk_bundle import bundle_json, version_of
from oxymap.screens.kiosk_config import config_json
from oxymap.screens.kiosk_edition import KioskUrls, kiosk_edition
from oxymap.screens.kiosk_near import DIRECTIONS, direction, near_map, near_places, walk_text
from oxymap.screens.kiosk_qr import QUIET, qr_picture
from tests import factories


@pytest.fixture
def site(shipped_settings: Settings) -> Site:
    return make_site(shipped_settings)


def front(**values: object) -> KioskFront:
    found = FRONTS["kiosks"].model_validate(factories.front("kiosks", **values))
    assert isinstance(found, KioskFront)
    return found


def test_screen_has_what_its_file_leaves_out() -> None:
    found = front()

    assert (found.idle_s, found.warn_s, found.languages) == (90, 10, ("zh", "en"))
    assert found.orientation == "portrait"


@pytest.mark.parametrize(
    "wrong",
    [
        {"idle_s": 29}, {"idle_s": 601}, {"warn_s": 4}, {"warn_s": 31}, {"languages": []},
        {"languages": ["zh", "zh"]}, {"languages": ["fr"]}, {"radius_km": 0},
        {"heading_deg": 360}, {"orientation": "square"}, {"position": {"lon": 1, "lat": 1}},
        {"day_parts": [{"start": "24:00", "end": "07:00", "show": "full"}]},
        {"day_parts": [{"start": "7:00", "end": "08:00", "show": "full"}]},
        {"day_parts": [{"start": "07:00", "end": "08:00", "show": False}]},
        {"languages": ["zh"],
         "day_parts": [{"start": "07:00", "end": "08:00", "show": "full", "lang": "en"}]},
        {"colour": "red"},
    ],
)  # fmt: skip
def test_what_no_screen_can_do_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        front(**wrong)


def test_language_of_a_part_of_the_day_is_told_to_the_client(site: Site) -> None:
    shipped = kiosk_edition(site.edition("zh"), "yongning-town")
    parts = [
        {"start": "08:00", "end": "18:00", "show": "full", "lang": "en"},
        {"start": "18:00", "end": "22:00", "show": "quiet"},
    ]
    kiosk = dataclasses.replace(shipped.kiosk, front=front(day_parts=parts))
    config = json.loads(config_json(dataclasses.replace(shipped, kiosk=kiosk), "attract", 0))

    assert config["languages"] == [{"from": "08:00", "to": "18:00", "lang": "en"}]
    assert [part["mode"] for part in config["dayparts"]] == ["full", "quiet"]


def test_references_of_a_screen_are_checked() -> None:
    pages = factories.both_languages(
        "gate", "kiosks", place="none-1", station="none-2", routes=["none-3"], trails=["none-4"]
    )

    messages = [problem.message for problem in check_all([], pages)]

    for scheme, name in (("place", 1), ("station", 2), ("route", 3), ("trail", 4)):
        assert any(f"there is no {scheme} 'none-{name}'" in text for text in messages)


def test_languages_of_a_screen_may_not_differ_in_facts() -> None:
    zh = factories.page_file("gate", "kiosks", "zh", idle_s=60)
    en = factories.page_file("gate", "kiosks", "en", idle_s=90)

    assert any("idle_s: 90 differs" in problem.message for problem in check_all([], [zh, en]))


def test_addresses_begin_with_the_screens_own() -> None:
    urls = KioskUrls("en", "gate")

    assert urls.home() == "/en/kiosk/gate"
    assert urls.place("x") == "/en/kiosk/gate/places/x"
    assert urls.page_of("near") == urls.near()


@pytest.mark.parametrize(("number", "angle"), list(enumerate(DIRECTIONS)))
def test_direction_is_that_of_the_compass(site: Site, number: int, angle: str) -> None:
    edition = kiosk_edition(site.edition("en"), "cuandixia-gate")
    east, north = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)][number]
    shrink = 0.766  # cos 40°
    end = (116 + east * 0.1 / shrink, 40 + north * 0.1)

    assert direction(edition, (116.0, 40.0), end) == edition.texts.label("direction", angle)


def test_nobody_is_sent_far_on_foot(site: Site) -> None:
    edition = kiosk_edition(site.edition("en"), "cuandixia-gate")

    assert walk_text(edition, 1000) == "20 mins or more on foot"
    assert walk_text(edition, 5000) is None


def test_vague_positions_have_no_time_on_foot(site: Site) -> None:
    edition = kiosk_edition(site.edition("zh"), "cuandixia-gate")

    assert all(item.walk is None for item in near_places(edition) if item.card.approximate)


def test_map_says_where_the_screen_stands(site: Site) -> None:
    edition = kiosk_edition(site.edition("en"), "jiuyanlou-gate")
    view = near_map(edition, near_places(edition))

    assert "You are here" in view.picture
    assert "kiosk-here__view" in view.picture
    assert " style=" not in view.picture


def test_code_has_its_quiet_zone_and_no_style() -> None:
    picture = qr_picture("https://oxymap.example/places/x", "A code")

    assert f"M{QUIET} {QUIET}h7" in picture
    assert 'aria-label="A code"' in picture
    assert "style" not in picture


def test_version_changes_with_the_day_and_not_with_the_language(site: Site) -> None:
    edition = site.edition("zh")
    later = dataclasses.replace(edition, today=edition.today + datetime.timedelta(days=1))
    zh, en = (bundle_json(kiosk_edition(site.edition(lang), "cuandixia-gate"), bytes.fromhex)
              for lang in ("zh", "en"))  # fmt: skip

    assert zh == en
    assert version_of(site, "cuandixia-gate") in zh.decode()
    assert bundle_json(kiosk_edition(later, "cuandixia-gate"), bytes.fromhex) != zh
