"""Files that others put into a folder."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from oxymap import clock
from oxymap.config import ROOT
from oxymap.stations.gateways import drop_folder
from oxymap.stations.gateways.drop_folder import import_file, import_folder, watch_folder
from tests.unit.stations.gateways.accepting import Register

FIXTURES = ROOT / "tests" / "fixtures" / "observations"
GOOD = "站号,时间,负氧离子\nion-a,2026-06-01 08:00,2296\nion-a,2026-06-01 08:05,2301\n"
BAD = GOOD + "ion-a,2026-06-01 08:10,many\n"


def put(folder: Path, name: str, content: str | bytes = GOOD, age_s: float = 60) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    at = clock.now().timestamp() - age_s
    os.utime(file, (at, at))
    return file


def taken(folder: Path, register: Register):
    return import_folder(folder, accept=register.accept, find=register.find, count=register.count)


def names(folder: Path) -> list[str]:
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


def test_a_table_is_taken_and_put_away(tmp_path):
    register = Register("ion-a")
    put(tmp_path, "june.csv")

    (report,) = taken(tmp_path, register)

    assert names(tmp_path) == ["done/june.csv"]
    assert (report.state, report.accepted, report.duplicate) == ("done", 2, 0)
    assert str(report) == "june.csv: done, 2 taken, 0 known already, 0 mistakes"
    assert register.sources == ["csv"]


def test_a_neo_file_is_taken_by_the_stations_number(tmp_path):
    register = Register("Q2933")
    put(tmp_path, "Z_CAWN_AWS-NEO_FTM.TXT", (FIXTURES / "neo-vector.txt").read_bytes())

    (report,) = taken(tmp_path, register)

    assert (report.state, report.accepted) == ("done", 3)
    assert register.sources == ["neo"]


def test_good_lines_of_a_file_with_mistakes_are_taken(tmp_path):
    register = Register("ion-a")
    put(tmp_path, "june.csv", BAD)

    (report,) = taken(tmp_path, register)

    listed = (tmp_path / "failed" / "june.csv.errors.txt").read_text(encoding="utf-8")
    assert names(tmp_path) == ["failed/june.csv", "failed/june.csv.errors.txt"]
    assert listed == "4: 负氧离子: 'many' is not a number\n"
    assert (report.state, report.accepted) == ("failed", 2)
    assert register.counted == [("number", None)]


def test_what_the_store_refuses_is_listed_with_its_line(tmp_path):
    register = Register("ion-a")
    register.future = 1780272000
    put(tmp_path, "june.csv")

    (report,) = taken(tmp_path, register)

    assert [str(error) for error in report.errors] == ["3: neg_ion: time is ahead"]
    assert register.counted == []


def test_an_unknown_station_is_named_once_and_the_others_are_taken(tmp_path):
    register = Register("ion-b")
    put(tmp_path, "june.csv", GOOD + "ION-B,2026-06-01 08:00,1800\n")

    (report,) = taken(tmp_path, register)

    assert [(error.line, error.code) for error in report.errors] == [(2, "station")]
    assert report.accepted == 1
    assert register.counted == [("station", None)]


@pytest.mark.parametrize("name", ["june.csv", "june.txt"])
def test_a_file_of_another_kind_fails_as_a_whole(tmp_path, name):
    register = Register("ion-a")
    put(tmp_path, name, b"\x89PNG\xff\xff\xff")

    (report,) = taken(tmp_path, register)

    assert names(tmp_path) == [f"failed/{name}", f"failed/{name}.errors.txt"]
    assert [error.code for error in report.errors] == ["format"]


def test_the_name_of_the_file_may_say_the_station(tmp_path):
    register = Register("ion-a", interval_s=3600)
    put(tmp_path, "ION-A_2026-06.csv", "time,neg_ion\n2026-06-01 08:00,2296\n")

    taken(tmp_path, register)

    assert register.readings["ion-a", "neg_ion", 1780272000].period_s == 3600


def test_a_station_can_be_named_for_one_file(tmp_path):
    register = Register("ion-a")
    file = put(tmp_path, "export.csv", "time,neg_ion\n2026-06-01 08:00,2296\n")

    report = import_file(
        file, accept=register.accept, find=register.find, count=register.count, station="ion-a"
    )

    assert (report.state, report.accepted) == ("done", 1)
    assert file.exists()


@pytest.mark.parametrize("name", [".june.csv", "june.csv.part", "june.xlsx", "june"])
def test_other_files_are_left_alone(tmp_path, name):
    put(tmp_path, name)

    assert taken(tmp_path, Register("ion-a")) == ()
    assert names(tmp_path) == [name]


def test_a_file_that_is_still_written_waits(tmp_path):
    file = put(tmp_path, "june.csv", age_s=0)
    register = Register("ion-a")

    early = taken(tmp_path, register)
    put(tmp_path, "june.csv", age_s=drop_folder.SETTLED_S + 0.1)
    late = taken(tmp_path, register)

    assert early == ()
    assert [report.file for report in late] == [file]


def test_a_file_dated_in_the_future_is_taken(tmp_path):
    put(tmp_path, "june.csv", age_s=-3600)

    assert [report.state for report in taken(tmp_path, Register("ion-a"))] == ["done"]


def test_the_same_file_twice_does_no_harm(tmp_path):
    register = Register("ion-a")
    for _ in range(2):
        put(tmp_path, "june.csv")
        (report,) = taken(tmp_path, register)

    assert (report.accepted, report.duplicate) == (0, 2)
    assert names(tmp_path) == ["done/june.2.csv", "done/june.csv"]


def test_a_file_stays_while_its_readings_cannot_be_written(tmp_path):
    register = Register("ion-a")
    register.fails = 1
    put(tmp_path, "june.csv")

    (first,) = taken(tmp_path, register)
    between = names(tmp_path)
    (second,) = taken(tmp_path, register)

    assert (first.state, between) == ("waiting", ["june.csv"])
    assert (second.state, second.accepted) == ("done", 2)
    assert register.counted == [("store", None)]


def test_a_stop_between_writing_and_moving_loses_nothing(tmp_path, monkeypatch):
    register = Register("ion-a")
    put(tmp_path, "june.csv")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        taken(tmp_path, register)

    (report,) = taken(tmp_path, register)

    assert (report.accepted, report.duplicate) == (0, 2)
    assert names(tmp_path) == ["done/june.csv"]


def test_a_long_list_of_mistakes_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(drop_folder, "_MOST_LISTED", 2)
    lines = [f"ion-a,2026-06-01 08:{minute:02},many\n" for minute in range(5)]
    put(tmp_path, "june.csv", GOOD + "".join(lines))

    taken(tmp_path, Register("ion-a"))

    listed = (tmp_path / "failed" / "june.csv.errors.txt").read_text(encoding="utf-8")
    assert listed.splitlines()[2:] == ["… and 3 more"]


def test_a_huge_file_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(drop_folder, "MOST_BYTES", 10)
    put(tmp_path, "june.csv")

    (report,) = taken(tmp_path, Register("ion-a"))

    assert "split it" in report.errors[0].message


def test_large_files_are_handed_over_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(drop_folder, "_BATCH", 2)
    register = Register("ion-a")
    times = [f"ion-a,2026-06-01 08:{minute:02},2296\n" for minute in range(0, 25, 5)]
    put(tmp_path, "june.csv", "站号,时间,负氧离子\n" + "".join(times))

    (report,) = taken(tmp_path, register)

    assert (report.accepted, len(register.sources)) == (5, 3)


def test_watching_takes_what_comes_until_it_is_stopped(tmp_path):
    register, stop = Register("ion-a"), threading.Event()
    folder = tmp_path / "not" / "yet"
    options = {"find": register.find, "count": register.count, "stop": stop, "every_s": 0.01}
    watcher = threading.Thread(
        target=watch_folder, args=(folder,), kwargs={"accept": register.accept, **options}
    )
    watcher.start()
    try:
        wait_until(folder.is_dir)
        put(folder, "june.csv")
        wait_until((folder / "done" / "june.csv").exists)
    finally:
        stop.set()
        watcher.join(5)

    assert len(register.readings) == 2


def test_watching_outlives_a_folder_that_is_away(tmp_path):
    register, stop = Register(), threading.Event()
    folder = tmp_path / "a-file"
    folder.write_text("not a folder", encoding="utf-8")
    threading.Timer(0.05, stop.set).start()

    watch_folder(
        folder, accept=register.accept, find=register.find, count=register.count,
        stop=stop, every_s=0.01,
    )  # fmt: skip

    assert stop.is_set()


def wait_until(condition, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
