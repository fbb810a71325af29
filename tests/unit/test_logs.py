"""A log line is one JSON object; no value can forge another line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog

from oxymap.logs import configure_logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_event_is_one_line_with_level_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    structlog.get_logger().info("catalogue.reloaded", version="abc")

    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["version"]) == ("catalogue.reloaded", "info", "abc")
    assert str(line["timestamp"]).endswith("Z")


def test_value_with_line_breaks_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    structlog.get_logger().error("request.failed", path='/x\n{"event": "forged"}')

    (line,) = lines(capsys)
    assert line["path"] == '/x\n{"event": "forged"}'


def test_chinese_stays_readable(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    structlog.get_logger().info("place", name="爨底下")

    assert "爨底下" in capsys.readouterr().err


@pytest.mark.parametrize(("level", "count"), [("DEBUG", 2), ("INFO", 1), ("ERROR", 0)])
def test_events_below_the_level_are_left_out(
    capsys: pytest.CaptureFixture[str], level: str, count: int
) -> None:
    configure_logs(level)

    structlog.get_logger().debug("fine")
    structlog.get_logger().info("coarse")

    assert len(lines(capsys)) == count


def test_trace_of_an_error_is_part_of_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    try:
        raise ValueError("broken")
    except ValueError:
        structlog.get_logger().exception("request.failed")

    (line,) = lines(capsys)
    assert "ValueError" in json.dumps(line["exception"])
