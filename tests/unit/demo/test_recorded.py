"""Recordings are tables of observations; what cannot be read of them is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.demo.recorded import RecordedRow, read_recording
from oxymap.errors import FormatError

#: 2026-06-03 00:00 in Beijing.
MIDNIGHT = 1780416000


def table(folder: Path, text: str) -> Path:
    file = folder / "recording.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_row_has_all_that_its_columns_say(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "station,time,period_s,neg_ion,temperature,flag\n"
        "s-1,2026-06-03T00:00:00+08:00,60,2296,18.6,N\n",
    )

    assert read_recording(file) == [
        RecordedRow("s-1", MIDNIGHT, 60, {"neg_ion": 2296.0, "temperature": 18.6}, "N")
    ]


def test_station_period_and_flag_may_be_missing(tmp_path: Path) -> None:
    (row,) = read_recording(table(tmp_path, "time,neg_ion\n2026-06-03 00:00,1\n"))

    assert row == RecordedRow(None, MIDNIGHT, 0, {"neg_ion": 1.0}, None)


def test_rows_come_in_the_order_of_their_times(tmp_path: Path) -> None:
    text = "time,neg_ion\n2026-06-03 00:02,2\n2026-06-03 00:01,1\n"

    assert [row.values["neg_ion"] for row in read_recording(table(tmp_path, text))] == [1, 2]


def test_value_that_is_missing_stays_missing(tmp_path: Path) -> None:
    (row,) = read_recording(table(tmp_path, "time,neg_ion\n2026-06-03 00:00,\n"))

    assert row.values == {"neg_ion": None}


def test_time_of_arrival_in_a_recording_is_passed_over(tmp_path: Path) -> None:
    text = "received_time,time,neg_ion\n2026-06-03 00:00:04,2026-06-03 00:00,7\n"

    (row,) = read_recording(table(tmp_path, text))

    assert (row.time, row.values) == (MIDNIGHT, {"neg_ion": 7})


def test_line_that_cannot_be_read_does_not_end_the_others(tmp_path: Path) -> None:
    text = "time,neg_ion\n2026-06-03 00:00,1\nyesterday,2\n"

    assert len(read_recording(table(tmp_path, text))) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no header"),
        ("neg_ion\n1\n", "no column time"),
        ("time,other\n2026-06-03 00:00,1\n", "'other' is not known"),
        ("time,neg_ion\nyesterday,1\n", "recording.csv:2: time: 'yesterday'"),
    ],
)
def test_table_of_which_nothing_can_be_read_says_why(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(FormatError, match=message):
        read_recording(table(tmp_path, text))


def test_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        read_recording(tmp_path / "none.csv")
