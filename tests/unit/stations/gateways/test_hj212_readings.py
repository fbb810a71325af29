"""Messages become readings in our units, labelled with the end of their period."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.stations.gateways.hj212_messages import Message, Parameters, parse_message
from oxymap.stations.gateways.hj212_messages import parse_parameters as parse
from oxymap.stations.gateways.hj212_readings import Conversion, convert, minute_period
from oxymap.stations.models import Reading, Rejection
from tests.unit.stations.gateways.hj212_making import HOUR, OF_2005, PROFILES, REAL_TIME, TEN

DEFAULT = PROFILES["default"]
AT_TEN = "DataTime=20260601100000;"


def converted(
    body: str, command: str = "2061", profile: str = "default", minute_s: int = 60
) -> Conversion:
    parameters = parse(body)
    assert isinstance(parameters, Parameters)
    return convert(command, parameters, PROFILES[profile], minute_s)


def of_frame(frame: bytes) -> Conversion:
    message = parse_message(frame[6:-6])
    assert isinstance(message, Message)
    return converted(message.body, message.cn)


def readings(conversion: Conversion) -> dict[str, Reading]:
    return {r.observed: r for item in conversion.items for r in item.readings}


def rejections(conversion: Conversion) -> list[Rejection]:
    return [rejection for item in conversion.items for rejection in item.rejections]


# --- the vectors of the handbook -------------------------------------------------------


def test_real_time_values_are_of_an_instant() -> None:
    found = readings(of_frame(REAL_TIME))

    assert {name: reading.result for name, reading in found.items()} == {
        "temperature": 18.6, "humidity": 72.0, "pm25": 12.0, "neg_ion": 2380,
    }  # fmt: skip
    assert {(r.time, r.period_s, r.device_flag) for r in found.values()} == {(TEN + 300, 0, "N")}


def test_hour_is_labelled_with_its_end() -> None:
    found = readings(of_frame(HOUR))["neg_ion"]

    assert found == Reading("neg_ion", TEN + 3600, 3600, 2296.0, 1810.0, 3020.0, "N")


def test_codes_without_a_meaning_are_reported_with_their_values() -> None:
    message = parse_message(OF_2005)
    assert isinstance(message, Message)

    found = converted(message.body, "2011")

    assert found.items == ()
    assert found.unknown == {
        "B01": {"rtd": "36.91"},
        "011": {"rtd": "231.0", "flag": "N"},
        "060": {"rtd": "1.803", "flag": "N"},
    }


def test_misprinted_separators_give_the_same_readings() -> None:
    right = AT_TEN + "a80003-Avg=2296,a80003-Flag=N;a01001-Avg=18.6,a01001-Flag=N"

    assert converted(right.replace(";", ",")) == converted(right)


# --- times -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "minute_s", "period_s"),
    [("2051", 60, 60), ("2051", 600, 600), ("2061", 60, 3600), ("2031", 60, 86_400)],
)
def test_period_follows_its_label(command: str, minute_s: int, period_s: int) -> None:
    found = readings(converted(AT_TEN + "a80003-Avg=1", command, minute_s=minute_s))["neg_ion"]

    assert (found.time, found.period_s) == (TEN + period_s, period_s)


def test_day_is_a_day_of_beijing() -> None:
    found = readings(converted("DataTime=20260601000000;a80003-Avg=1", "2031"))["neg_ion"]

    assert found.time == TEN + 14 * 3600


def test_milliseconds_of_the_time_are_dropped() -> None:
    found = readings(converted("DataTime=20260601100000999;a80003-Avg=1"))["neg_ion"]

    assert found.time == TEN + 3600


def test_instant_has_its_own_time_where_there_is_one() -> None:
    found = readings(
        converted(AT_TEN + "a80003-SampleTime=20260601100007,a80003-Rtd=1;a01001-Rtd=2", "2011")
    )

    assert (found["neg_ion"].time, found["temperature"].time) == (TEN + 7, TEN)


def test_own_time_that_cannot_be_read_gives_way_to_the_common_one() -> None:
    found = readings(converted(AT_TEN + "a80003-SampleTime=0,a80003-Rtd=1", "2011"))

    assert found["neg_ion"].time == TEN


@pytest.mark.parametrize(
    "time",
    ["", "2026060110", "20260631100000", "20260601250000", "00000000000000", "now", "２" * 14],
)
def test_time_that_cannot_be_read_refuses_every_value(time: str) -> None:
    found = converted(f"DataTime={time};a80003-Avg=1;a01001-Avg=2")

    assert readings(found) == {}
    assert [(r.code, r.observed) for r in rejections(found)] == [
        ("time", "neg_ion"), ("time", "temperature"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("interval_s", "period_s"), [(60, 60), (300, 300), (1800, 1800), (3600, 60), (420, 60), (5, 60)]
)
def test_minute_data_have_the_interval_of_the_station(interval_s: int, period_s: int) -> None:
    assert minute_period(interval_s) == period_s


# --- values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "body", "observed", "expected"),
    [
        ("default", "a01006-Avg=101.32", "pressure", 1013.2),
        ("dust-meter", "a01006-Avg=1013.2", "pressure", 1013.2),
        ("default", "a34004-Avg=12", "pm25", 12),
        ("printed-units", "a34004-Avg=12000", "pm25", 12),
        ("dust-meter", "a34004-Avg=0.012", "pm25", 12),
        ("default", "a21005-Avg=0.4", "co", 0.4),
        ("default", "A80003-AVG=2296", "neg_ion", 2296),
        ("default", "a01001-Avg=-3.5", "temperature", -3.5),
        ("default", "a80002-Cou=1.2,a80002-Avg=0.1", "rain", 1.2),
    ],
)
def test_value_is_brought_to_our_unit(
    profile: str, body: str, observed: str, expected: float
) -> None:
    assert readings(converted(AT_TEN + body, profile=profile))[observed].result == expected


def test_extremes_are_in_our_unit_too() -> None:
    found = readings(converted(AT_TEN + "a01006-Min=100.1,a01006-Avg=100.2,a01006-Max=100.3"))

    assert (found["pressure"].low, found["pressure"].high) == (1001.0, 1003.0)


def test_average_stands_in_for_a_missing_real_time_value_and_the_other_way_round() -> None:
    assert readings(converted(AT_TEN + "a80003-Avg=1", "2011"))["neg_ion"].result == 1
    assert readings(converted(AT_TEN + "a80003-Rtd=2", "2051"))["neg_ion"].result == 2


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "-", "1e400", "0x10", "1_000", "１２", "12 13", "9" * 40]
)
def test_value_that_is_no_number_is_refused_alone(text: str) -> None:
    found = converted(AT_TEN + f"a80003-Avg={text};a01001-Avg=18.6")

    assert [(r.code, r.observed) for r in rejections(found)] == [("number", "neg_ion")]
    assert readings(found)["temperature"].result == 18.6


def test_decimal_comma_is_not_taken_for_a_decimal_point() -> None:
    found = converted(AT_TEN + "a80003-Avg=1,5")

    assert readings(found)["neg_ion"].result == 1
    assert [r.code for r in rejections(found)] == ["object"]


def test_factor_without_a_value_is_refused() -> None:
    assert [r.code for r in rejections(converted(AT_TEN + "a80003-Flag=N"))] == ["number"]


def test_extreme_that_is_no_number_leaves_the_value() -> None:
    found = converted(AT_TEN + "a80003-Avg=2296,a80003-Max=x")

    assert readings(found)["neg_ion"].result == 2296
    assert [r.code for r in rejections(found)] == ["number"]


@pytest.mark.parametrize("flag", ["F", "D", "B", "M", "C"])
@pytest.mark.parametrize("value", ["", "a80003-Avg=----,"])
def test_device_that_says_why_it_has_no_value_reports_it_missing(flag: str, value: str) -> None:
    found = converted(AT_TEN + f"{value}a80003-Flag={flag}")

    assert readings(found)["neg_ion"] == Reading(
        "neg_ion", TEN + 3600, 3600, None, device_flag=flag
    )
    assert rejections(found) == []


def test_flag_is_kept_as_a_capital_letter() -> None:
    found = readings(converted(AT_TEN + "a80003-Avg=1,a80003-Flag=t;a01001-Avg=2"))

    assert (found["neg_ion"].device_flag, found["temperature"].device_flag) == ("T", None)


def test_profile_translates_flags_outside_of_the_standard() -> None:
    profile = replace(DEFAULT, flags={"O": "T"})
    parameters = parse(AT_TEN + "a80003-Avg=1,a80003-Flag=O")
    assert isinstance(parameters, Parameters)

    found = readings(convert("2061", parameters, profile))

    assert found["neg_ion"].device_flag == "T"


def test_amount_of_an_instant_is_refused() -> None:
    found = converted(AT_TEN + "a80002-Rtd=1.2;a80003-Rtd=1", "2011")

    assert list(readings(found)) == ["neg_ion"]
    assert [(r.code, r.observed) for r in rejections(found)] == [("period", "rain")]


def test_part_that_is_no_value_is_a_rejection() -> None:
    found = converted(AT_TEN + "broken;a80003-Avg=1")

    assert [(r.code, r.observed) for r in rejections(found)] == [("object", None)]
    assert readings(found)["neg_ion"].result == 1


def test_property_is_taken_once() -> None:
    found = converted(AT_TEN + "a80003-Avg=1;A80003-Avg=2")

    assert readings(found)["neg_ion"].result == 1
    assert [r.code for r in rejections(found)] == ["property"]


def test_value_that_suggests_another_unit_is_kept_and_named() -> None:
    found = converted(AT_TEN + "a34004-Avg=12000")

    assert found.doubtful == ("pm25",)
    assert readings(found)["pm25"].result == 12_000


def test_message_with_nothing_but_a_time_has_nothing_to_say() -> None:
    assert converted(AT_TEN) == Conversion(())


def test_rejection_shows_what_was_sent_on_one_short_line() -> None:
    (found,) = rejections(converted(AT_TEN + "a80003-Avg=x\n\x1b[2J" + "y" * 500))

    assert len(found.message) < 150
    assert found.message.isprintable()


# --- anything --------------------------------------------------------------------------

CODES = st.sampled_from(["a80003", "a01001", "a80002", "a34004", "x", "", "A80003"])
SUFFIXES = st.sampled_from(["Rtd", "Avg", "Min", "Max", "Cou", "Flag", "SampleTime", "", "站"])
VALUES = st.text(max_size=20) | st.floats().map(str) | st.datetimes().map("{:%Y%m%d%H%M%S}".format)
PAIRS = st.builds("{}-{}={}".format, CODES, SUFFIXES, VALUES)


@given(
    st.lists(PAIRS | st.builds("DataTime={}".format, VALUES), max_size=12).map(";".join),
    st.sampled_from(["2011", "2051", "2061", "2031"]),
)
def test_no_body_raises_and_every_result_is_finite(body: str, command: str) -> None:
    found = converted(body, command)

    for reading in readings(found).values():
        assert reading.result is None or math.isfinite(reading.result)
