"""A page with stations and a server that plays the live interface: what a test makes it say."""

from __future__ import annotations

import datetime
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate

from oxymap.maps.models import MapView
from oxymap.pages.edition import Edition
from oxymap.pages.page_maps import full_map, live_map
from oxymap.stations.models import LastGood, LiveSnapshot, LiveStation, LiveValue, State, Station
from oxymap.web.assets import Assets

LIMITS = {
    "late_intervals": 2, "stale_intervals": 3, "stale_least_s": 600,
    "silent_intervals": 12, "silent_least_s": 10_800,
}  # fmt: skip
WORDS = {
    "states": {
        "fresh": "实时", "late": "稍迟", "stale": "已过时", "silent": "中断", "suspect": "存疑",
        "maintenance": "维护中", "planned": "规划中",
    },
    "ages": {
        "now": "刚刚", "minutes": "{n} 分钟前", "hours": "{n} 小时前", "days": "{n} 天前",
    },
    "none": "—",
    "lastGood": "最近一次有效值 {value}（{age}）",
    "mean": "近 1 小时平均 {value}（{n}/{of}）",
    "offline": "连不上服务器，下面是 {time} 的数据",
    "updated": "{count} 个站有新数据",
    "limits": LIMITS,
}  # fmt: skip
TYPES = {
    "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml",
    "geojson": "application/geo+json",
}  # fmt: skip


def iso(when: int) -> str:
    return datetime.datetime.fromtimestamp(when, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def told(station_id: str, now: int, age: int | None = 60, **values: object) -> dict[str, object]:
    """A station of the snapshot whose value is so many seconds old; None for no value."""
    value = values.pop("value", 2296.0)
    found = {
        "id": station_id, "name": {"zh": f"{station_id}站", "en": station_id}, "kind": "ion",
        "place": None, "district": "mentougou", "township": None, "lon": 115.638, "lat": 39.997,
        "demo": False, "state": "fresh", "interval_s": 300, "habitat": None, "values": {},
        "last_good": None, **values,
    }  # fmt: skip
    if age is not None:
        when = {"unit": "1/cm3", "time": iso(now - age), "age_s": age}
        current = value if found["state"] in {"fresh", "late"} else None
        found["values"] = {
            "neg_ion": {
                **when, "value": current, "period_s": 300, "level": None, "quality": "good",
                "mean_10min": None, "mean_hour": {"value": 2100.4, "n": 11, "of": 12},
            }
        }  # fmt: skip
        found["last_good"] = {**when, "property": "neg_ion", "value": value}
    return found


@dataclass
class Stage:
    """What the server says; a test changes it while the page is open."""

    base: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    stations: list[dict[str, object]] = field(default_factory=list)
    status: int = 200
    #: Seconds that the server's clock is ahead of this machine's.
    ahead: int = 0
    events: list[dict[str, object]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def now(self) -> int:
        return int(time.time()) + self.ahead

    def snapshot(self) -> bytes:
        document = {"limits": LIMITS, "stations": self.stations, "coverage": {}}
        return json.dumps({"generated_at": iso(self.now()), **document}).encode()


class StageServer(http.server.ThreadingHTTPServer):
    """The server of one stage."""

    daemon_threads = True
    stage: Stage


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers what the stage says; its Date is the stage's time."""

    protocol_version = "HTTP/1.1"
    server: StageServer

    def do_GET(self) -> None:
        stage, path = self.server.stage, self.path.split("?")[0]
        stage.asked.append(path)
        if path == "/api/v1/stream":
            self.stream(stage)
        elif path == "/api/v1/live":
            self.answer(stage.status, "application/json", stage.snapshot())
        elif path in stage.pages:
            self.answer(200, "text/html; charset=utf-8", stage.pages[path].encode())
        elif path.lstrip("/") in stage.files:
            kind = TYPES.get(path.rsplit(".")[-1], "application/octet-stream")
            self.answer(200, kind, stage.files[path.lstrip("/")])
        else:
            self.answer(204 if path == "/favicon.ico" else 404, "text/plain", b"")

    do_HEAD = do_GET

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def stream(self, stage: Stage) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for number, event in enumerate(stage.events):
            text = f"id: {number}\nevent: reading\ndata: {json.dumps(event)}\n\n"
            self.wfile.write(text.encode())
        self.wfile.flush()
        # Held open as long as a test looks.
        time.sleep(3)
        self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.server.stage.now(), usegmt=True)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def staged(files: dict[str, bytes]) -> Iterator[Stage]:
    stage = Stage(files=files)
    server = StageServer(("127.0.0.1", 0), Handler)
    server.stage = stage
    stage.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()


# --- pages -----------------------------------------------------------------------------


def article(station_id: str, now: int, age: int, **data: object) -> str:
    """One station as the server writes it."""
    state = str(data.pop("state", "fresh"))
    value = str(data.pop("value", "1,850"))
    shown = state in {"fresh", "late"}
    when = now - age
    return (
        f'<article id="{station_id}" data-station="{station_id}" data-state="{state}"'
        f' data-interval="300" data-time="{when if shown else ""}" data-good-time="{when}"'
        f' data-rendered="{now}"><b data-live="value">{value if shown else "—"}</b>'
        ' <span data-live="unit">个/cm³</span>'
        f' <span data-live="state" class="live-state live-state--{state}">'
        f'{WORDS["states"][state]}</span> <span data-live="age">1 分钟前</span>'
        ' <time data-live="time"></time> <span data-live="mean"></span>'
        f' <span data-live="last-good"{" hidden" if shown else ""}>'
        f"{'' if shown else f'最近一次有效值 {value}（5 小时前）'}</span></article>"
    )


def live_page(inside: str, **data: str) -> str:
    """A page with one live section; data-live-url is that of the interface unless given."""
    named = {"live-url": "/api/v1/live", **{key.replace("_", "-"): v for key, v in data.items()}}
    attributes = "".join(f' data-{name}="{value}"' for name, value in named.items())
    words = json.dumps(WORDS, ensure_ascii=False)
    return _html(
        f'<section data-module="live"{attributes}>{inside}</section>'
        f'<script type="application/json" data-live-words>{words}</script>'
    )


def map_page(view: MapView, script: str, url: str = "/api/v1/live") -> str:
    return _html(
        f'<main data-live-url="{url}" class="wrap"><figure class="map" data-module="map"'
        f' data-map-id="{view.id}" data-script="{script}"><div class="map__canvas" role="region"'
        f' aria-label="{view.label}">{view.picture}</div><script type="application/json"'
        f' class="map__spec">{view.spec_json}</script><figcaption class="map__caption"><span'
        f' class="map__source">{view.attribution}</span></figcaption></figure></main>'
    )


def _html(body: str) -> str:
    return (
        '<!doctype html><html lang="zh-Hans" data-js><head><meta charset="utf-8"><title>站</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/s/css/site.css"></head><body>'
        f'{body}<script type="module" src="/s/js/main.js"></script></body></html>'
    )


def map_files(edition: Edition, assets: Assets) -> dict[str, bytes]:
    """Everything that a map fetches, as the stage serves it."""
    files = {f"s/{path}": body for path, body in assets.files.items()}
    for layer in edition.map_layers.values():
        files[layer.url.lstrip("/")] = layer.body
    return files


# --- stations in every state -----------------------------------------------------------

#: id, state, age of the last good value in seconds, lon, lat, demo.
EVERY_STATE = (
    ("cuandixia", "fresh", 60, 115.638, 39.997, False),
    ("miaofengshan", "fresh", 120, 116.017, 40.066, True),
    ("baihuashan", "late", 760, 115.590, 39.836, False),
    ("lingshan", "stale", 7_200, 115.480, 40.030, False),
    ("songshan", "silent", 90_000, 115.810, 40.520, True),
    ("badaling", "suspect", 2_400, 116.012, 40.354, False),
    ("shidu", "maintenance", 9_000, 115.600, 39.640, False),
    ("yudushan", "fresh", 90, 115.890, 40.560, True),
    ("longqingxia", "fresh", 30, 115.998, 40.548, False),
    ("juma", "planned", None, 115.700, 39.600, False),
    ("shangfang", "planned", None, 115.820, 39.660, False),
)


def snapshot_of_every_state(now: int) -> LiveSnapshot:
    stations = {row[0]: _live_station(row, now) for row in EVERY_STATE}
    return LiveSnapshot(now, stations, {}, b"", "1")


def told_of_every_state(now: int) -> list[dict[str, object]]:
    return [
        told(i, now, age, state=state, lon=lon, lat=lat, demo=demo, name=_names(i))
        for i, state, age, lon, lat, demo in EVERY_STATE
    ]


def _names(station_id: str) -> dict[str, str]:
    return {"zh": f"{station_id}站", "en": f"{station_id} station"}


def _live_station(row: tuple[str, str, int | None, float, float, bool], now: int) -> LiveStation:
    station_id, state, age, lon, lat, demo = row
    names = _names(station_id)
    station = Station(station_id, names["zh"], names["en"], lon, lat, demo=demo)
    if age is None:
        return LiveStation(station, State(state), {})
    current = 2296.0 if state in {"fresh", "late"} else None
    value = LiveValue("neg_ion", "1/cm3", current, now - age, 300, "good")
    good = LastGood("neg_ion", "1/cm3", 2296.0, now - age, 300)
    return LiveStation(station, State(state), {"neg_ion": value}, good)


def map_views(edition: Edition, now: int) -> dict[str, MapView]:
    return {
        "full": full_map(edition),
        "live": live_map(edition, snapshot_of_every_state(now)),
    }


def composed() -> dict[str, bytes]:
    """Return the two composed scripts as the stage serves them."""
    # folium is slow to import; only the maps' tests pay for it.
    from oxymap.maps.compose import compose_script

    kinds = ("full", "detail")
    return {f"s/js/composed/{kind}.js": compose_script(kind).encode() for kind in kinds}
