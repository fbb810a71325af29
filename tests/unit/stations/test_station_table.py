"""Tables of stations, as offices keep them."""

from __future__ import annotations

import pytest

from oxymap.config import ROOT
from oxymap.errors import FormatError
from oxymap.stations.models import Station
from oxymap.stations.station_table import read_stations

FIXTURES = ROOT / "tests" / "fixtures" / "observations"


def read(*lines):
    return read_stations("\n".join(lines).encode())


def test_a_table_of_an_office_is_read():
    table = read_stations((FIXTURES / "stations-gbk.csv").read_bytes())

    assert table.errors == ()
    assert table.stations == (
        Station(
            "ion-a", "甲站", "Station A", 116.0287, 40.0644, district="mentougou", height_m=1.5,
            installed="2026-05-01", habitat="mountain_forest",
            hj212_mn="010000A8900016F000169DC1",
        ),
        Station("ion-b", "乙站", "ion-b", None, None, district="yanqing"),
    )  # fmt: skip


def test_a_row_has_only_what_the_line_says():
    table = read_stations((FIXTURES / "stations-gbk.csv").read_bytes())

    row = table.rows[1]
    assert (row.line, row.station_id) == (3, "ion-b")
    assert row.document == {"name_zh": "乙站", "district": "yanqing"}
    assert table.rows[0].document["waterfall"] is False


def test_mistakes_are_named_with_line_column_and_value():
    table = read_stations((FIXTURES / "stations-bad.csv").read_bytes())

    assert [station.id for station in table.stations] == ["good"]
    assert [(error.line, error.column, error.value) for error in table.errors] == [
        (3, "lon", "40.1"),
        (4, "lon", "121.47"),
        (4, "lat", "31.23"),
        (5, "id", "Bad_Id"),
        (6, "kind", "ions"),
        (6, "interval_s", "0"),
        (6, "installed", "2026-02-30"),
        (7, "id", "good"),
        (8, "lat", ""),
        (9, "id", ""),
    ]


def test_swapped_axes_are_named_as_such():
    table = read_stations((FIXTURES / "stations-bad.csv").read_bytes())

    assert str(table.errors[0]) == "3: lon: '40.1' is a latitude: the two are swapped"


def test_a_mistake_names_the_column_as_the_file_has_it():
    (error,) = read("编号,名称,经度(°),纬度(°)", "a,甲,116.1,x").errors

    assert (error.column, error.message) == ("纬度(°)", "is not a number")


def test_ids_are_lower_case():
    assert [station.id for station in read("id,name_zh", "BJ-MTG-001,甲").stations] == [
        "bj-mtg-001"
    ]


@pytest.mark.parametrize(
    ("line", "column"), [("demo-a,甲,", "id"), ("a,,", "name_zh"), ("b,乙,ABC", "mn")]
)
def test_a_line_that_cannot_be_a_station_is_named(line, column):
    table = read("id,name_zh,mn", "z,末站,ABC", line)

    assert [station.id for station in table.stations] == ["z"]
    assert [error.column for error in table.errors] == [column]


def test_a_short_line_is_named_and_the_others_are_kept():
    table = read("id,name_zh,lon,lat", "a,甲,116.1", "b,乙,116.1,40.1")

    assert [station.id for station in table.stations] == ["b"]
    assert [(error.line, error.code) for error in table.errors] == [(2, "object")]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,name_zh,colour", "'colour' is not known. Known are: id (编号), name_zh (名称)"),
        ("id,编号,name_zh", "more than one column for id"),
        ("lon,lat", "no column id and no name_zh"),
    ],
)
def test_a_header_that_is_not_understood_is_an_error(header, message):
    with pytest.raises(FormatError) as error:
        read(header)

    assert message in error.value.message
