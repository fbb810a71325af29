"""The data interface of the stations: now, then, the stream, and readings coming in."""

from __future__ import annotations

import csv
import datetime
import io
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, Response, current_app, request

from oxymap import clock
from oxymap.api.ingest import IngestDesk, request_of
from oxymap.api.openapi import openapi
from oxymap.errors import BadRequestError
from oxymap.pages.site import Site, site
from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, STEPS, Point, State, Station, Step
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.stream import Seats
from oxymap.web.errors import problem
from oxymap.web.limits import limited
from oxymap.web.responses import live_data, open_data, validated

if TYPE_CHECKING:
    from oxymap.api.metrics import Metrics

bp = Blueprint("api", __name__, url_prefix="/api/v1")
#: Figures for operators; they stand outside of the open interface.
measurements = Blueprint("measurements", __name__)
DESK = "oxymap_ingest_desk"
METRICS = "oxymap_metrics"
SEATS = "oxymap_stream_seats"
STREAM_RETRY_S = "30"
HISTORY_CACHE = "public, max-age=30"
#: Times of a query: from 1900 to 5138, where eleven digits end.
EARLIEST, LATEST = -2_208_988_800, 10**11
_OPEN = {"Access-Control-Allow-Origin": "*"}
#: Demo values say so in every row.
DEMO_MARK = "demo 演示数据"
CSV_COLUMNS = (
    "station", "property", "unit", "start", "end", "value", "n", "expected", "low", "high",
    "raw", "flag", "reasons", "marks", "data",
)  # fmt: skip


def metrics_of(running: Site) -> Callable[[], Metrics]:
    """Return what gives the figures of this process; they begin at the first use."""
    made: list[Metrics] = []
    lock = threading.Lock()

    def metrics() -> Metrics:
        # Only stations and operators need the library.
        from oxymap.api.metrics import Metrics

        with lock:
            if not made:
                made.append(Metrics(lambda: _states(running)))
        return made[0]

    return metrics


def _states(running: Site) -> Counter[State]:
    return Counter(item.state for item in running.live.current.stations.values())


@bp.get("/live")
def live() -> Response:
    """Return the snapshot of now."""
    found = site().live.current
    return live_data(found.body, "application/json", found.version)


@bp.get("/stations/<station_id>/observations")
def observations(station_id: str) -> Response:
    """Return the history of one property of a station."""
    service = site().live
    station = service.station(station_id)
    observed = request.args.get("property", station.main_property)
    step = _step(request.args.get("step", "hour"))
    form = request.args.get("format", "json")
    if form not in {"json", "csv"}:
        raise BadRequestError(f"format {form!r} is not json or csv", form)
    end = _time("to", clock.seconds() + 1)
    start = _time("from", end - DAY_S)
    points = service.history(station_id, observed, start, end, step)
    if form == "csv":
        return _csv(station, observed, step, points)
    document = {
        "station": station.id,
        "property": observed,
        "unit": PROPERTIES[observed].unit,
        "step": step,
        "demo": station.demo,
        "from": clock.iso(start),
        "to": clock.iso(end),
        "observations": [_point_json(point) for point in points],
    }
    return validated(orjson.dumps(document), "application/json", cache=HISTORY_CACHE, headers=_OPEN)


@bp.post("/stations/<station_id>/observations")
def ingest(station_id: str) -> Response:
    """Take readings; the same desk stands in front of Flask when the site is served."""
    desk: IngestDesk = current_app.extensions[DESK]
    answer = desk.answer(station_id, request_of(request.environ))
    return Response(answer.body, status=answer.status, headers=answer.headers)


@bp.get("/stream")
def stream() -> Response:
    """Follow what happens, as Server-Sent Events."""
    seats: Seats = current_app.extensions[SEATS]
    metrics: Metrics = current_app.extensions[METRICS]()
    give_back = seats.take()
    if give_back is None:
        metrics.count_stream_refused()
        refusal = problem(
            HTTPStatus.SERVICE_UNAVAILABLE, "All streams are taken; poll /api/v1/live.", "busy"
        )
        refusal.headers["Retry-After"] = STREAM_RETRY_S
        refusal.headers.update(_OPEN)
        return refusal
    try:
        after = _event_id(request.headers.get("Last-Event-ID"))
        response = Response(site().live.hub.follow(after), content_type="text/event-stream")
    except Exception:
        give_back()
        raise
    response.headers.update(_OPEN)
    response.headers["Cache-Control"] = "no-store"
    # nginx would otherwise hold the events back.
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(give_back)
    response.call_on_close(metrics.stream_closed)
    metrics.stream_opened()
    return response


@bp.get("/openapi.json")
def description() -> Response:
    """Return the description of this interface (OpenAPI 3.0)."""
    return open_data(orjson.dumps(openapi(site().settings.base_url)), "application/json")


@measurements.get("/metrics")
def metrics() -> Response:
    """Return the figures of this process for Prometheus, to those who may read them."""
    # Only operators need the library.
    from oxymap.api.metrics import MEDIA_TYPE, MetricsAccess, may_read_metrics

    settings = site().settings
    access = MetricsAccess(settings.metrics_public, settings.admin_token)
    forwarded = request.headers.get("X-Forwarded-For", request.headers.get("Forwarded"))
    authorization = request.headers.get("Authorization")
    if not limited(lambda: may_read_metrics(access, request.remote_addr, forwarded, authorization)):
        return problem(HTTPStatus.FORBIDDEN, "The figures are for the operator.", "forbidden")
    figures: Metrics = current_app.extensions[METRICS]()
    headers = {"Cache-Control": "no-store"}
    return Response(figures.render(), content_type=MEDIA_TYPE, headers=headers)


# --- parameters ------------------------------------------------------------------------


def _step(value: str) -> Step:
    for step in STEPS:
        if value == step:
            return step
    raise BadRequestError(f"step {value!r} is not one of {', '.join(STEPS)}", value)


def _time(name: str, otherwise: int) -> int:
    """Return a query parameter as seconds UTC; a time without offset is Beijing time."""
    text = request.args.get(name)
    if text is None:
        return otherwise
    # Eight digits are a date (20260601); as seconds they would be a day of 1970.
    if text.isdecimal() and len(text) <= 11 and len(text) != 8:
        return int(text)
    try:
        # A plus sign in a query is a blank for those who do not escape it.
        moment = datetime.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        if moment.tzinfo is None:
            moment = moment.replace(
                tzinfo=datetime.timezone(datetime.timedelta(seconds=BEIJING_OFFSET_S))
            )
        seconds = int(moment.timestamp())
    except (ValueError, OverflowError) as error:
        raise BadRequestError(f"{name} {text[:60]!r} is not a date or a time", text) from error
    if not EARLIEST <= seconds < LATEST:
        raise BadRequestError(f"{name} {text[:60]!r} is out of reach", text)
    return seconds


def _event_id(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) <= 18 else None


# --- answers ---------------------------------------------------------------------------


def _point_json(point: Point) -> dict[str, object]:
    return {
        "start": clock.iso(point.start),
        "end": clock.iso(point.end),
        "value": _rounded(point.value),
        "n": point.n,
        "expected": point.expected,
        "low": point.low,
        "high": point.high,
        "flag": int(point.flag),
        "reasons": point.reasons,
        "marks": point.marks,
        "raw": _rounded(point.raw),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _csv(station: Station, observed: str, step: Step, points: Sequence[Point]) -> Response:
    body = io.StringIO()
    writer = csv.writer(body, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows(_csv_rows(station, observed, points))
    name = f"{station.id}-{observed}-{step}.csv"
    # The mark at the beginning lets spreadsheet programs see that it is UTF-8.
    return validated(
        "\ufeff" + body.getvalue(),
        "text/csv; charset=utf-8",
        cache=HISTORY_CACHE,
        headers={**_OPEN, "Content-Disposition": f'attachment; filename="{name}"'},
    )


def _csv_rows(
    station: Station, observed: str, points: Sequence[Point]
) -> Iterable[Sequence[object]]:
    unit = PROPERTIES[observed].unit
    for point in points:
        yield (
            station.id, observed, unit, clock.iso(point.start), clock.iso(point.end),
            _rounded(point.value), point.n, point.expected, point.low, point.high,
            _rounded(point.raw), int(point.flag), " ".join(point.reasons),
            " ".join(point.marks), DEMO_MARK if station.demo else "",
        )  # fmt: skip
