"""NEO files of the weather bureaus."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oxymap.config import ROOT
from oxymap.errors import FormatError
from oxymap.stations.gateways.neo import item, parse_neo
from oxymap.stations.models import Reading

FIXTURES = ROOT / "tests" / "fixtures" / "observations"
VECTOR = (FIXTURES / "neo-vector.txt").read_text(encoding="ascii")
ONE_BROKEN = (FIXTURES / "neo-one-broken.txt").read_text(encoding="ascii")


def record(text=VECTOR):
    found = parse_neo(text)
    assert found.errors == ()
    return found.records[0]


def changed(old, new):
    assert old in VECTOR
    return VECTOR.replace(old, new, 1)


def test_head_of_a_record_is_read():
    found = record()

    assert found.number == "Q2933"
    assert datetime.fromtimestamp(found.time, UTC) == datetime(2018, 6, 12, 19, tzinfo=UTC)
    assert found.lat == pytest.approx(31.495833, abs=1e-6)
    assert found.lon == pytest.approx(109.995278, abs=1e-6)
    assert found.ele_m == 1752.0


def test_values_are_means_of_the_hour_that_ends_at_the_header_time():
    found = record()

    assert item(found).readings == (
        Reading("neg_ion", found.time, 3600, 1, 1, 1, "S"),
        Reading("temperature", found.time, 3600, 9.6, 9.6, 10.3, "S"),
        Reading("humidity", found.time, 3600, 98, None, 98, "S"),
    )


def test_times_of_the_extremes_are_kept_with_the_record():
    found = record()

    assert (found.temperature.high_time, found.temperature.low_time) == ("0210", "0300")
    assert found.humidity.high_time == "0300"


def test_negative_temperatures_are_read():
    found = record(ONE_BROKEN.split("A1002")[0] + "NNNN\n")

    assert (found.temperature.mean, found.temperature.low) == (-1.2, -2.5)


def test_a_broken_record_is_named_and_the_others_are_kept():
    found = parse_neo(ONE_BROKEN)

    assert [record.number for record in found.records] == ["A1001", "A1003"]
    assert [str(error) for error in found.errors] == ["10: NEO mean: '00x296' is no whole number"]


def test_slashes_are_missing_values():
    missing = parse_neo(ONE_BROKEN).records[1]

    assert [(r.result, r.low, r.high, r.device_flag) for r in item(missing).readings] == [
        (None, None, None, "B")
    ] * 3
    assert missing.ions.high_time is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("NEO 000001", "NEO 999999"), ("AT 0096", "AT 9999"), ("HM 098", "HM 999")],
)
def test_fills_of_the_decoder_are_missing_values(old, new):
    assert None in [reading.result for reading in item(record(changed(old, new))).readings]


@pytest.mark.parametrize(
    ("digit", "letter"), [("0", "N"), ("1", "S"), ("2", "D"), ("8", "B"), ("9", None)]
)
def test_flags_of_the_station_become_letters(digit, letter):
    text = changed("Q1 11111", f"Q1 {digit}1111")

    assert item(record(text)).readings[0].device_flag == letter


def test_a_higher_level_that_has_checked_counts_more():
    text = changed("Q3 99999", "Q3 29999").replace("Q2 99999", "Q2 09999")

    assert item(record(text)).readings[0].device_flag == "D"


def test_an_extreme_that_is_wrong_is_left_out():
    text = changed("Q1 11111", "Q1 12181")

    reading = item(record(text)).readings[0]
    assert (reading.result, reading.low, reading.high) == (1, None, None)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("20180612190000", "20181312190000", 1, "time"),
        ("20180612190000", "2018061219", 1, "time"),
        (" 312945", " 316145", 1, "latitude"),
        ("1095943", "1995943", 1, "longitude"),
        (" 17520", " high", 1, "elevation"),
        (" 199", "", 1, "header"),
        ("AT 0096 0103 0210", "AT 0096 0103 2510", 3, "AT time"),
        ("HM 098 098 0300 ////", "HM 098 098 0300", 4, "HM"),
        ("Q1 11111", "Q1 1111", 6, "Q1"),
        ("Q2 99999", "Q2 99939", 7, "Q2"),
        ("Q2 99999 99999 99999", "", 1, "Q2"),
    ],
)
def test_a_mistake_is_named_with_line_and_field(old, new, line, field):
    found = parse_neo(changed(old, new))

    assert found.records == ()
    assert [(error.line, error.column) for error in found.errors] == [(line, field)]


def test_a_file_that_was_cut_off_keeps_its_whole_records():
    text = ONE_BROKEN[: ONE_BROKEN.index("HM /// ///")]

    found = parse_neo(text)

    assert [record.number for record in found.records] == ["A1001"]
    assert [error.column for error in found.errors] == ["NEO mean", "HM", None]
    assert "NNNN" in found.errors[-1].message


def test_a_record_without_its_end_mark_ends_at_the_next():
    text = ONE_BROKEN.replace("99999=", "99999", 1)

    assert [record.number for record in parse_neo(text).records] == ["A1001", "A1003"]


@pytest.mark.parametrize("text", ["", "NNNN\n", "\n\n"])
def test_a_file_without_records_is_an_error(text):
    with pytest.raises(FormatError, match="no NEO record"):
        parse_neo(text)
