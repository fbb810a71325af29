"""Figures for Prometheus, kept in a registry of their own."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from oxymap.api.openapi_schemas import REJECTION_CODES
from oxymap.stations.models import Outcome, State
from oxymap.web.admin import has_admin_token

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Codes that are none of ours are counted as one, so that no sender can make series.
_OTHER = "other"
#: Seconds; readings are settled within one.
_SETTLE_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
StationCounts = Callable[[], Mapping[State, int]]


class Metrics:
    """Counts what happens in this process.

    Parameters
    ----------
    stations : returns how many stations are in each state; asked when the figures are read.
        None where there are none, such as in a gateway's process.
    """

    def __init__(self, stations: StationCounts | None = None) -> None:
        registry = self._registry = CollectorRegistry(auto_describe=False)
        self._items = Counter(
            "oxymap_ingest_items_total",
            "Items that arrived, by protocol and by what became of them.",
            ("source", "outcome"),
            registry=registry,
        )
        self._rejected = Counter(
            "oxymap_ingest_rejected_total",
            "Reasons why something was not taken, by protocol and code.",
            ("source", "code"),
            registry=registry,
        )
        self._responses = Counter(
            "oxymap_http_ingest_responses_total",
            "Answers to POSTed readings, by status.",
            ("status",),
            registry=registry,
        )
        self._streams = Gauge(
            "oxymap_stream_connections", "Event streams that are open.", registry=registry
        )
        self._streams_refused = Counter(
            "oxymap_stream_refused_total",
            "Event streams that found no free place and were told to poll.",
            registry=registry,
        )
        self._settle = Histogram(
            "oxymap_settle_seconds",
            "How long it took to settle what had arrived: flags, means, states, snapshot.",
            buckets=_SETTLE_BUCKETS,
            registry=registry,
        )
        if stations is not None:
            registry.register(_Stations(stations))

    def count_items(self, source: str, outcome: Outcome) -> None:
        """Count what became of a batch, its rejections with it."""
        rejected = len({item.index for item in outcome.rejected})
        for name, number in (
            ("accepted", outcome.accepted),
            ("duplicate", outcome.duplicate),
            ("rejected", rejected),
        ):
            if number:
                self._items.labels(source, name).inc(number)
        for rejection in outcome.rejected:
            self.count_rejected(source, rejection.code)

    def count_rejected(self, source: str, code: str) -> None:
        """Count a reason why something was not taken."""
        self._rejected.labels(source, code if code in REJECTION_CODES else _OTHER).inc()

    def count_response(self, status: int) -> None:
        """Count an answer to POSTed readings."""
        self._responses.labels(str(int(status))).inc()

    def stream_opened(self) -> None:
        """Count an event stream that has begun."""
        self._streams.inc()

    def stream_closed(self) -> None:
        """Count an event stream that has ended."""
        self._streams.dec()

    def count_stream_refused(self) -> None:
        """Count an event stream that found no free place."""
        self._streams_refused.inc()

    def observe_settle(self, seconds: float) -> None:
        """Record how long it took to settle what had arrived."""
        self._settle.observe(seconds)

    def render(self) -> bytes:
        """Return all figures as Prometheus text; its type is MEDIA_TYPE."""
        return generate_latest(self._registry)


class _Stations(Collector):
    """Asks for the stations' states when the figures are read."""

    def __init__(self, counts: StationCounts) -> None:
        self._counts = counts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the one family; a state without a station is 0."""
        counts = self._counts()
        family = GaugeMetricFamily(
            "oxymap_stations", "Stations of the register, by state.", labels=["state"]
        )
        for state in State:
            family.add_metric([state.value], counts.get(state, 0))
        yield family


@dataclass(frozen=True)
class MetricsAccess:
    """Who may read the figures, as the settings ``metrics_public`` and ``admin_token`` say."""

    public: bool = False
    admin_token: str | None = None


def may_read_metrics(
    access: MetricsAccess,
    remote_addr: str | None,
    forwarded_for: str | None,
    authorization: str | None,
) -> bool:
    """Tell whether a request may read the figures.

    Everybody may when they are public, and whoever brings the admin token.  Without it only a
    program on the same machine may.  Behind a proxy every request comes from that machine, so
    one that was handed on (`forwarded_for` is there) is none of those.

    Parameters
    ----------
    remote_addr : the address that the connection comes from.
    forwarded_for : the header X-Forwarded-For, or Forwarded; None when there is neither.
    authorization : the header Authorization.
    """
    if access.public or has_admin_token(authorization, access.admin_token):
        return True
    return forwarded_for is None and _is_loopback(remote_addr)


def _is_loopback(address: str | None) -> bool:
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
