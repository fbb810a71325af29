"""``station import``: many stations from one table, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from oxymap.config import ROOT
from oxymap.errors import NotFoundError
from oxymap.stations.service import LiveService
from tests.unit.commands.conftest import Run
from tests.unit.stations.live_sampling import STATION, add_station


def refused(result: Result) -> str:
    """Return what is said of a command that changed nothing."""
    assert result.exit_code in {1, 2}, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr


@pytest.fixture
def hilltop(live: LiveService) -> LiveService:
    """A station that is there already."""
    add_station(live, STATION)
    return live


def table(folder: Path, *lines: str) -> Path:
    file = folder / "stations.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_table_adds_and_changes_stations(run: Run, hilltop: LiveService, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "编号,名称,英文名,经度,纬度,间隔",
        "hilltop,山顶二,Hilltop 2,115.81,40.01,600",
        "far-hill,远山,Far Hill,115.9,40.1,",
    )

    result = run("station", "import", file)

    assert (result.exit_code, result.stdout) == (0, "hilltop: taken\nfar-hill: taken\n")
    hilltop.keeper.follow_register()
    assert (hilltop.station(STATION).name_zh, hilltop.station(STATION).interval_s) == (
        "山顶二",
        600,
    )
    assert hilltop.station("far-hill").interval_s == 300


def test_id_and_chinese_name_are_enough(run: Run, live: LiveService, tmp_path: Path) -> None:
    result = run("station", "import", table(tmp_path, "id,name_zh", "far-hill,远山"))

    assert result.exit_code == 0, result.output
    found = live.station("far-hill")
    assert (found.name_en, found.lon, found.lat) == ("far-hill", None, None)


def test_empty_cells_change_nothing(run: Run, hilltop: LiveService, tmp_path: Path) -> None:
    run("station", "import", table(tmp_path, "id,name_zh,name_en,lon,lat", "hilltop,山顶二,,,"))

    hilltop.keeper.follow_register()
    found = hilltop.station(STATION)
    assert (found.name_zh, found.name_en, found.lon) == ("山顶二", "Hilltop", 115.8)


def test_lines_with_mistakes_are_named_and_the_others_taken(
    run: Run, live: LiveService, tmp_path: Path
) -> None:
    file = table(
        tmp_path,
        "id,name_zh,interval_s,place",
        "one,一,often,",
        "two,二,60,nowhere",
        "three,三,60,stone-village",
    )

    result = run("station", "import", file)

    assert (result.exit_code, result.stdout) == (1, "three: taken\n")
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{file}:2: interval_s: 'often'")
    assert first.count(str(file)) == 1
    assert second.startswith(f"{file}:3: ")
    assert "'nowhere'" in second
    with pytest.raises(NotFoundError):
        live.station("two")


def test_file_that_is_no_table_is_one_message(run: Run, tmp_path: Path) -> None:
    assert "Error: " in refused(run("station", "import", table(tmp_path, "a,b", "1,2")))


def test_fixture_of_bad_stations_is_taken_line_by_line(run: Run) -> None:
    file = ROOT / "tests" / "fixtures" / "observations" / "stations-bad.csv"

    result = run("station", "import", file)

    assert result.exit_code == 1
    assert all(line.startswith(f"{file}:") for line in result.stderr.splitlines())
