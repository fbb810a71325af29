"""Texts, numbers, units and dates are written in the language of the page."""

from __future__ import annotations

import datetime

import pytest

from oxymap.catalogue.models import LANGS, SeasonWindow
from oxymap.web.i18n import HTML_LANGS, LANGUAGE_NAMES, LOCALES, Localizer, localizer, translations
from oxymap.wording import Name, say

ZH, EN = localizer("zh"), localizer("en")


def test_every_language_of_the_content_has_a_locale_and_a_name() -> None:
    assert set(LOCALES) == set(HTML_LANGS) == set(LANGUAGE_NAMES) == set(LANGS)


def test_localizer_of_a_language_is_made_once() -> None:
    assert localizer("zh") is localizer("zh")


def test_text_is_translated_into_chinese_and_stays_in_english() -> None:
    assert (ZH.text("Village"), EN.text("Village")) == ("村庄", "Village")


def test_text_without_translation_is_shown_as_it_is() -> None:
    assert ZH.text("No such message, on purpose") == "No such message, on purpose"


def test_named_placeholders_are_filled_in_both_languages() -> None:
    filled = {"start": "A", "end": "B"}

    assert (
        ZH.text("%(start)s to %(end)s", **filled),
        EN.text("%(start)s to %(end)s", **filled),
    ) == (
        "A 至 B",
        "A to B",
    )


def test_percent_sign_needs_no_escape_without_values() -> None:
    assert EN.text("100 % sure") == "100 % sure"


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [(1, "1 天", "1 day"), (2, "2 天", "2 days"), (1200, "1,200 天", "1,200 days")],
)
def test_plural_form_fits_the_count(count: int, zh: str, en: str) -> None:
    shown = [texts.plural("%(count)s day", "%(count)s days", count) for texts in (ZH, EN)]

    assert shown == [zh, en]


def test_label_is_the_name_of_a_value() -> None:
    assert (ZH.label("kind", "village"), EN.label("kind", "village")) == ("村庄", "Village")


@pytest.mark.parametrize("texts", [ZH, EN], ids=LANGS)
def test_unknown_tag_shows_as_words(texts: Localizer) -> None:
    assert texts.label("tag", "ancient-road_view") == "ancient road view"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0, 0, "0"),
        (2303, 0, "2,303"),
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (12.34, 1, "12.3"),
        (12.35, 1, "12.4"),
        (12.0, 1, "12"),
        (-2.4, 0, "-2"),
        (-0.3, 0, "0"),
    ],
)
def test_number_is_rounded_half_up_with_groups(value: float, digits: int, expected: str) -> None:
    assert ZH.number(value, digits) == EN.number(value, digits) == expected


@pytest.mark.parametrize(
    ("value_m", "zh", "en"),
    [
        (0, "0 米", "0 m"),
        (994, "990 米", "990 m"),
        (995, "1 公里", "1 km"),
        (1000, "1 公里", "1 km"),
        (12_350, "12.4 公里", "12.4 km"),
        (12_449, "12.4 公里", "12.4 km"),
        (100_000, "100 公里", "100 km"),
    ],
)
def test_distance_has_short_units(value_m: float, zh: str, en: str) -> None:
    assert (ZH.distance(value_m), EN.distance(value_m)) == (zh, en)


@pytest.mark.parametrize(
    ("value_m", "zh", "en"),
    [(1.5, "2 米", "2 m"), (2302.6, "2,303 米", "2,303 m"), (-3.2, "-3 米", "-3 m")],
)
def test_height_is_whole_metres(value_m: float, zh: str, en: str) -> None:
    assert (ZH.metres(value_m), EN.metres(value_m)) == (zh, en)


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "10 分钟", "10 mins"),
        (10, "10 分钟", "10 mins"),
        (10.5, "20 分钟", "20 mins"),
        (60, "1 小时", "1 hr"),
        (61, "1 小时 10 分钟", "1 hr 10 mins"),
        (600, "10 小时", "10 hrs"),
    ],
)
def test_duration_is_rounded_up_to_ten_minutes(minutes: float, zh: str, en: str) -> None:
    assert (ZH.duration(minutes), EN.duration(minutes)) == (zh, en)


@pytest.mark.parametrize(
    ("minutes", "zh", "en"), [(45, "45 分钟", "45 mins"), (90, "1 小时 30 分钟", "1 hr 30 mins")]
)
def test_stay_is_shown_to_the_minute(minutes: int, zh: str, en: str) -> None:
    assert (ZH.stay(minutes), EN.stay(minutes)) == (zh, en)


def test_date_has_its_year() -> None:
    day = datetime.date(2026, 10, 26)

    assert ZH.date(day) == "2026年10月26日"
    assert {"26", "October", "2026"} <= set(EN.date(day).replace(",", "").split())


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [("10-26", "10月26日", "26 October"), ("02-29", "2月29日", "29 February")],
)
def test_day_of_the_year_has_no_year(day: str, zh: str, en: str) -> None:
    assert (ZH.month_day(day), EN.month_day(day)) == (zh, en)


def test_season_window_reads_from_start_to_end() -> None:
    window = SeasonWindow(start="10-15", end="11-15", certainty=3)

    assert ZH.window(window) == "10月15日 至 11月15日"
    assert EN.window(window) == "15 October to 15 November"


@pytest.mark.parametrize("texts", [ZH, EN], ids=LANGS)
def test_event_of_one_day_shows_one_date(texts: Localizer) -> None:
    day = datetime.date(2026, 5, 1)

    assert texts.date_range(day, None) == texts.date_range(day, day) == texts.date(day)


@pytest.mark.parametrize(("texts", "word"), [(ZH, "至"), (EN, "to")], ids=LANGS)
def test_event_of_several_days_shows_both_ends(texts: Localizer, word: str) -> None:
    start, end = datetime.date(2026, 5, 1), datetime.date(2026, 5, 3)

    assert texts.date_range(start, end) == f"{texts.date(start)} {word} {texts.date(end)}"


def test_words_are_joined_in_the_languages_own_way() -> None:
    assert (ZH.join(["徒步", "骑行"]), EN.join(["Hiking", "Cycling"])) == (
        "徒步、骑行",
        "Hiking, Cycling",
    )


def test_language_without_a_file_cannot_be_used() -> None:
    with pytest.raises(KeyError):
        translations("fr")


def test_names_in_a_sentence_are_those_of_its_language() -> None:
    said = say("%(name)s: %(count)s", name=Name("爨底下村", "Cuandixia"), count=3)

    assert (ZH.say(said), EN.say(said)) == ("爨底下村: 3", "Cuandixia: 3")
    assert str(said) == "Cuandixia: 3"
