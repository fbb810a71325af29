"""Tables of observations, as spreadsheets and vendors' programs write them."""

from __future__ import annotations

import pytest

from oxymap.config import ROOT
from oxymap.errors import FormatError
from oxymap.stations.gateways.csv_table import read_observations
from oxymap.stations.models import Reading

FIXTURES = ROOT / "tests" / "fixtures" / "observations"
#: 2026-06-01 08:00 in Beijing.
EIGHT = 1780272000


def read(*lines, **options):
    return read_observations("\n".join(lines).encode(), **options)


def readings(table):
    return [reading for row in table.rows for reading in row.item.readings]


def errors(table):
    return [(error.line, error.code, error.column) for error in table.errors]


def test_wide_table_of_a_spreadsheet_is_read():
    data = (FIXTURES / "wide-gbk.csv").read_bytes()

    table = read_observations(data, interval_of={"ion-a": 300}.get)

    assert table.errors == ()
    assert [(row.line, row.station_id) for row in table.rows] == [
        (2, "ion-a"), (3, "ion-a"), (4, "ion-a"),
    ]  # fmt: skip
    assert table.rows[0].item.readings == (
        Reading("neg_ion", EIGHT, 300, 2296),
        Reading("temperature", EIGHT, 300, 18.6),
        Reading("humidity", EIGHT, 300, 72),
        Reading("pressure", EIGHT, 300, 952),
    )


def test_slashes_and_dashes_are_missing_values():
    data = (FIXTURES / "wide-gbk.csv").read_bytes()

    found = readings(read_observations(data))

    assert [(r.observed, r.time - EIGHT) for r in found if r.result is None] == [
        ("humidity", 300), ("neg_ion", 600),
    ]  # fmt: skip


def test_long_table_is_read_and_its_mistakes_are_named():
    table = read_observations((FIXTURES / "long-utf8-bom.csv").read_bytes())

    assert readings(table) == [
        Reading("neg_ion", EIGHT, 3600, 2296, device_flag="N"),
        Reading("temperature", EIGHT, 3600, 18.6, device_flag="N"),
        Reading("neg_ion", EIGHT, 3600, None),
    ]
    assert [row.station_id for row in table.rows] == ["ion-a", "ion-a", "ion-b"]
    assert [str(error) for error in table.errors] == [
        "5: value: 'abc' is not a number",
        "6: time: '2026-06-01 25:00' is not a date and time such as 2026-06-01 08:00",
    ]


@pytest.mark.parametrize(
    "cell", ["", "NA", "nan", "-", "—", "////", "-9999", "999999", "999998.0", "缺测", "None"]
)
def test_missing_is_written_in_many_ways(cell):
    table = read("time,neg_ion", f"2026-06-01 08:00,{cell}", station="a")

    assert [reading.result for reading in readings(table)] == [None]
    assert table.errors == ()


@pytest.mark.parametrize(
    "cell", ["18.6℃", "1,2", "1.2.3", "inf", "1e999", "0x10", "１２x", "1_000"]
)
def test_what_is_no_number_is_named_with_its_column(cell):
    table = read("time,neg_ion;pm25".replace(",", ";"), f"2026-06-01 08:00;{cell};12", station="a")

    assert errors(table) == [(2, "number", "neg_ion")]
    assert [reading.observed for reading in readings(table)] == ["pm25"]


def test_extremes_belong_to_their_value():
    table = read(
        "time,period_s,neg_ion,neg_ion_min,neg_ion_max",
        "2026-06-01 08:00,3600,2296,1810,3020",
        station="a",
    )

    assert readings(table) == [Reading("neg_ion", EIGHT, 3600, 2296, 1810, 3020)]


def test_units_of_the_header_are_converted():
    table = read("time,气压(kPa),PM2.5(mg/m3)", "2026/6/1 8:00,95.2,0.012", station="a")

    assert [reading.result for reading in readings(table)] == [952.0, 12.0]


def test_units_of_a_column_are_converted():
    table = read(
        "time,property,value,unit",
        "2026-06-01 08:00,pressure,95.2,kPa",
        "2026-06-01 08:00,o3,30,ppb",
        "2026-06-01 08:00,ozoon,30,",
        station="a",
    )

    assert [reading.result for reading in readings(table)] == [952.0]
    assert errors(table) == [(3, "property", "unit"), (4, "property", "property")]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("period_start,period_end", "2026-06-01 07:00,2026-06-01 08:00"),
        ("period_start,period_s", "2026-06-01 07:00,3600"),
        ("time,时段(h)", "2026-06-01 08:00,1"),
        ("utc_time,period_s", "2026-06-01 00:00,3600"),
    ],
)
def test_periods_can_be_said_in_many_ways(header, cells):
    table = read(f"{header},neg_ion", f"{cells},2296", station="a")

    assert readings(table) == [Reading("neg_ion", EIGHT, 3600, 2296)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("period_start,period_end", "2026-06-01 08:00,2026-06-01 08:00"),
        ("period_start,period_s", "2026-06-01 07:00,"),
        ("time,period_s", "2026-06-01 08:00,-60"),
        ("time,period_s", "2026-06-01 08:00,99999999"),
    ],
)
def test_a_period_that_cannot_be_is_named(header, cells):
    table = read(f"{header},neg_ion", f"{cells},2296", station="a")

    assert table.rows == ()
    assert [error.code for error in table.errors] == ["period"]


def test_without_period_and_interval_values_are_instants():
    table = read("time,neg_ion", "2026-06-01 08:00,2296", station="a")

    assert [reading.period_s for reading in readings(table)] == [0]


def test_hourly_values_of_a_five_minute_station_need_a_period():
    lines = ["站号,时间,负氧离子", "a,2026-06-01 08:00,2296", "a,2026-06-01 09:00,2301"]

    table = read(*lines, "b,2026-06-01 08:00,1800", interval_of={"a": 300, "b": 300}.get)

    assert [row.station_id for row in table.rows] == ["b"]
    assert errors(table) == [(2, "period", None)]
    assert "add a column period_s" in table.errors[0].message


def test_a_gap_does_not_hide_the_interval():
    times = ["08:00", "08:05", "09:30"]

    table = read(
        "time,neg_ion", *(f"2026-06-01 {time},2296" for time in times),
        station="a", interval_of=lambda station: 300,
    )  # fmt: skip

    assert [reading.period_s for reading in readings(table)] == [300, 300, 300]


def test_a_line_without_station_takes_the_named_one():
    lines = ["station,time,neg_ion", "b,2026-06-01 08:00,2296", ",2026-06-01 08:00,2296"]

    named, nameless = read(*lines, station="a"), read(*lines)

    assert [row.station_id for row in named.rows] == ["b", "a"]
    assert errors(nameless) == [(3, "station", "station")]


def test_flags_are_letters_or_numbers_and_nothing_else():
    lines = [f"2026-06-01 08:00,2296,{flag}" for flag in ("1", "t", "", "7")]

    table = read("time,neg_ion,flag", *lines, station="a")

    assert [reading.device_flag for reading in readings(table)] == ["S", "T", None]
    assert errors(table) == [(5, "flag", "flag")]


def test_a_line_that_was_cut_off_is_not_read():
    table = read(
        "time,neg_ion,pm25", "2026-06-01 08:00,2296,12", "2026-06-01 08:05,22", station="a"
    )

    assert len(table.rows) == 1
    assert errors(table) == [(3, "object", None)]


def test_an_unknown_header_is_an_error():
    with pytest.raises(FormatError, match="'ions per box' is not known"):
        read("time,ions per box", "2026-06-01 08:00,2296", station="a")
