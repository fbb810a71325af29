"""Figures are counted by few labels, and not everybody may read them."""

from __future__ import annotations

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from oxymap.api.metrics import Metrics, MetricsAccess, may_read_metrics
from oxymap.api.openapi_schemas import REJECTION_CODES
from oxymap.stations.models import Outcome, Rejection, State

TOKEN = "a-long-admin-token"  # noqa: S105 -- made up
OPEN, CLOSED = MetricsAccess(public=True), MetricsAccess()
WITH_TOKEN = MetricsAccess(admin_token=TOKEN)


def samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Return every sample's value by its name and its labels' values, labels in order."""
    families = text_string_to_metric_families(metrics.render().decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_outcome_of_a_batch_is_counted_with_its_rejections() -> None:
    metrics = Metrics()
    rejected = (
        Rejection(4, "number", "", "pm25"),
        Rejection(4, "number", "", "pm10"),
        Rejection(5, "future", ""),
    )

    metrics.count_items("http", Outcome(3, 1, rejected))

    found = samples(metrics)
    assert found["oxymap_ingest_items_total", "accepted", "http"] == 3
    assert found["oxymap_ingest_items_total", "duplicate", "http"] == 1
    assert found["oxymap_ingest_items_total", "rejected", "http"] == 2
    assert found["oxymap_ingest_rejected_total", "number", "http"] == 2
    assert found["oxymap_ingest_rejected_total", "future", "http"] == 1


def test_unknown_code_makes_no_series_of_its_own() -> None:
    metrics = Metrics()

    for code in ("x1", "x2", "future"):
        metrics.count_rejected("mqtt", code)

    rejected = {key[1] for key in samples(metrics) if key[0] == "oxymap_ingest_rejected_total"}
    assert rejected == {"other", "future"}


def test_answers_are_counted_by_status() -> None:
    metrics = Metrics()

    for status in (202, 202, 429):
        metrics.count_response(status)

    found = samples(metrics)
    assert found["oxymap_http_ingest_responses_total", "202"] == 2
    assert found["oxymap_http_ingest_responses_total", "429"] == 1


def test_streams_come_and_go() -> None:
    metrics = Metrics()

    metrics.stream_opened()
    metrics.stream_opened()
    metrics.stream_closed()
    metrics.count_stream_refused()

    found = samples(metrics)
    assert found["oxymap_stream_connections",] == 1
    assert found["oxymap_stream_refused_total",] == 1


def test_settling_is_a_histogram_of_seconds() -> None:
    metrics = Metrics()

    metrics.observe_settle(0.03)
    metrics.observe_settle(3.0)

    found = samples(metrics)
    assert found["oxymap_settle_seconds_bucket", "0.05"] == 1
    assert found["oxymap_settle_seconds_bucket", "+Inf"] == 2
    assert found["oxymap_settle_seconds_sum",] == pytest.approx(3.03)


def test_states_are_asked_for_when_the_figures_are_read() -> None:
    counts = {State.FRESH: 1}
    metrics = Metrics(lambda: counts)

    counts[State.SILENT] = 2

    found = samples(metrics)
    assert found["oxymap_stations", "fresh"] == 1
    assert found["oxymap_stations", "silent"] == 2
    assert found["oxymap_stations", "late"] == 0
    assert len([key for key in found if key[0] == "oxymap_stations"]) == len(State)


def test_two_sites_in_one_process_count_apart() -> None:
    first, second = Metrics(), Metrics()

    first.count_response(202)

    assert ("oxymap_http_ingest_responses_total", "202") not in samples(second)
    assert not [m for m in REGISTRY.collect() if m.name.startswith("oxymap")]


def test_every_code_of_a_rejection_is_counted_by_name() -> None:
    described = Rejection.__doc__ or ""

    assert all(code in described for code in REJECTION_CODES)


# --- who may read them -----------------------------------------------------------------


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_program_on_the_same_machine_may_read(address: str) -> None:
    assert may_read_metrics(CLOSED, address, None, None)


@pytest.mark.parametrize(
    "address", ["192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7", "", None, "unix:"]
)
def test_others_may_not(address: str | None) -> None:
    assert not may_read_metrics(CLOSED, address, None, None)


@pytest.mark.parametrize("forwarded_for", ["192.0.2.7", "127.0.0.1", ""])
def test_request_that_a_proxy_handed_on_is_not_from_this_machine(forwarded_for: str) -> None:
    assert not may_read_metrics(CLOSED, "127.0.0.1", forwarded_for, None)


def test_everybody_may_read_public_figures() -> None:
    assert may_read_metrics(OPEN, "192.0.2.7", "192.0.2.7", None)


def test_admin_token_opens_them_from_anywhere() -> None:
    assert may_read_metrics(WITH_TOKEN, "192.0.2.7", "192.0.2.7", f"Bearer {TOKEN}")


@pytest.mark.parametrize("authorization", ["Bearer wrong", "Bearer ", "", None])
def test_wrong_token_does_not(authorization: str | None) -> None:
    assert not may_read_metrics(WITH_TOKEN, "192.0.2.7", None, authorization)


def test_empty_token_opens_nothing_when_none_is_set() -> None:
    assert not may_read_metrics(CLOSED, "192.0.2.7", None, "Bearer ")
