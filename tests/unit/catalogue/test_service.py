"""New files are taken over while the site serves; bad ones leave the last good state."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from oxymap.catalogue import service as service_module
from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.errors import InvalidDataError
from tests.factories import feature, write_layer, write_outlines, write_page


class Clock:
    """Stands in for `time` in the service; moves only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(service_module, "time", found)
    return found


@pytest.fixture
def watching(sample_settings: Settings) -> Settings:
    return sample_settings.model_copy(update={"reload_seconds": 2.0})


def rename_peak(settings: Settings, zh: str = "更高的山") -> None:
    member = feature("high-peak", "peaks", name={"zh": zh, "en": "Higher Peak"})
    _later(write_layer(settings.geodata, "peaks", [member]))


def break_peak(settings: Settings) -> Path:
    return _later(
        write_layer(settings.geodata, "peaks", [feature("high-peak", "peaks", kind="hill")])
    )


def _later(file: Path) -> Path:
    """Give a file a later time, whatever the resolution of the file system."""
    stat = file.stat()
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000_000))
    return file


def peak(service: CatalogueService) -> str:
    return service.current.place("high-peak").properties.name.zh


def test_state_is_read_when_the_service_starts(sample_settings: Settings) -> None:
    assert peak(CatalogueService(sample_settings)) == "高山"


def test_bad_files_at_the_start_stop_the_service(sample_settings: Settings) -> None:
    break_peak(sample_settings)

    with pytest.raises(InvalidDataError):
        CatalogueService(sample_settings)


def test_new_files_are_taken_over_after_the_interval(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    before = service.current.version
    rename_peak(watching)

    clock.seconds += 2.1

    assert peak(service) == "更高的山"
    assert service.current.version != before


def test_files_are_not_looked_at_before_the_interval(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    rename_peak(watching)

    clock.seconds += 1.9

    assert peak(service) == "高山"


def test_zero_never_looks_again(sample_settings: Settings, clock: Clock) -> None:
    service = CatalogueService(sample_settings)
    rename_peak(sample_settings)

    clock.seconds += 86_400

    assert peak(service) == "高山"


def test_unchanged_files_are_not_read_again(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    before = service.current

    clock.seconds += 2.1

    assert service.current is before


def test_bad_files_leave_the_last_good_state_and_are_named_in_the_log(
    watching: Settings, clock: Clock
) -> None:
    service = CatalogueService(watching)
    before = service.current
    file = break_peak(watching)

    clock.seconds += 2.1
    with capture_logs() as logs:
        after = service.current

    assert after is before
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("catalogue.kept_last_good", "error")
    ]
    assert f"{file}:4: properties.kind: 'hill'" in logs[0]["reason"]


def test_bad_files_are_logged_once_until_they_change(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    break_peak(watching)

    with capture_logs() as logs:
        for _ in range(3):
            clock.seconds += 2.1
            assert service.current

    assert len(logs) == 1


def test_mended_files_are_taken_over(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    break_peak(watching)
    clock.seconds += 2.1
    assert peak(service) == "高山"

    rename_peak(watching, "修好的山")
    clock.seconds += 2.1
    with capture_logs() as logs:
        assert peak(service) == "修好的山"

    assert [entry["event"] for entry in logs] == ["catalogue.reloaded"]
    assert logs[0]["version"] == service.current.version


def test_file_in_another_encoding_leaves_the_last_good_state(
    watching: Settings, clock: Clock
) -> None:
    service = CatalogueService(watching)
    _later(watching.content / "pages" / "about.zh.md").write_bytes("关于".encode("gbk"))

    clock.seconds += 2.1

    assert peak(service) == "高山"


def test_new_page_and_removed_page_are_noticed(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    write_page(watching.content, "history")
    for lang in ("zh", "en"):
        (watching.content / "pages" / f"camping.{lang}.md").unlink()

    clock.seconds += 2.1

    assert service.current.languages("pages", "history") == ("zh", "en")
    assert service.current.languages("pages", "camping") == ()


def test_boundaries_file_that_disappears_keeps_the_state(
    watching: Settings, clock: Clock, tmp_path: Path
) -> None:
    file = write_outlines(tmp_path / "outlines.geojson")
    service = CatalogueService(watching.model_copy(update={"boundaries_file": file}))
    rename_peak(watching)
    file.unlink()

    clock.seconds += 2.1

    assert peak(service) == "高山"


def test_only_one_thread_reloads_at_a_time(watching: Settings, clock: Clock) -> None:
    service = CatalogueService(watching)
    rename_peak(watching)
    clock.seconds += 2.1

    with service._lock:
        while_another_reloads = peak(service)

    assert while_another_reloads == "高山"
    assert peak(service) == "更高的山"
