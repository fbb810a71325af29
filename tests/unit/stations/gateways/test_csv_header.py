"""What the columns of a table of observations are."""

from __future__ import annotations

from datetime import UTC

import pytest

from oxymap.errors import FormatError
from oxymap.stations.gateways.csv_header import understand


def roles(*header, named=None):
    found = understand(header, named, with_station=False)
    return {column.header: role for role, column in found.single.items()} | {
        column.header: key for key, column in found.wide.items()
    }


def test_chinese_and_english_headers_are_known():
    found = roles("站号", "观测时间", "负氧离子(个/cm³)", "温度（℃）", "wind_speed", "序号", "")

    assert found == {
        "站号": "station",
        "观测时间": "time",
        "负氧离子(个/cm³)": ("neg_ion", "value"),
        "温度（℃）": ("temperature", "value"),
        "wind_speed": ("wind_speed", "value"),
    }


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("neg_ion_max", ("neg_ion", "max")), ("负氧离子最小值", ("neg_ion", "min")),
        ("最高气温(℃)", ("temperature", "max")), ("PM2.5 min", ("pm25", "min")),
    ],
)  # fmt: skip
def test_extremes_have_columns_of_their_own(header, key):
    assert roles("time", "neg_ion", header)[header] == key


@pytest.mark.parametrize("header", ["utc_time", "时间(UTC)", "Time (UTC)", "时间（世界时）"])
def test_a_header_may_say_utc(header):
    assert understand((header, "neg_ion"), with_station=False).single["time"].zone is UTC


@pytest.mark.parametrize(
    ("header", "seconds"), [("period_s", 1), ("时段(分钟)", 60), ("interval (h)", 3600)]
)
def test_a_period_may_have_a_unit(header, seconds):
    found = understand(("time", header, "neg_ion"), with_station=False)

    assert found.single["period"].seconds == seconds


def test_a_table_with_properties_in_lines_is_long():
    found = understand(("站号", "时间", "要素", "数值", "单位"))

    assert found.is_long


def test_unknown_headers_can_be_named():
    found = roles("t", "C1", "C2", named={"t": "time", "C1": "neg_ion", "C2": "ignore"})

    assert found == {"t": "time", "C1": ("neg_ion", "value")}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (("time", "ozoon"), "'ozoon' is not known. Known are: station, time"),
        (("time", "o3(ppb)"), "unit 'ppb'"),
        (("time(CET)", "neg_ion"), "zone 'CET'"),
        (("time", "period (weeks)", "neg_ion"), "unit 'weeks'"),
        (("neg_ion",), "no column time"),
        (("period_start", "neg_ion"), "no column time"),
        (("time", "note"), "no column with a value"),
        (("time", "neg_ion_max"), "no column with a value"),
        (("time", "property"), "no column value"),
        (("time", "property", "value", "neg_ion"), "'neg_ion' does not fit"),
        (("time", "value", "neg_ion"), "'value' needs a column property"),
        (("time", "neg_ion", "负氧离子"), "'neg_ion' and '负氧离子' mean the same"),
        (("time", "时间", "neg_ion"), "mean the same"),
    ],
)
def test_a_header_that_is_not_understood_is_an_error(header, message):
    with pytest.raises(FormatError) as error:
        understand(header, with_station=False)

    assert message in error.value.message


def test_without_a_named_station_there_is_to_be_a_column():
    with pytest.raises(FormatError, match="no column station"):
        understand(("time", "neg_ion"))
