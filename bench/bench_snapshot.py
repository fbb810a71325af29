"""The snapshot of now: its size, what a reader costs us, and what many cost behind a cache.

Everybody who watches asks for the same bytes.  A cache in front that keeps them for the five
seconds we allow asks us once in that time, however many are watching.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import many_stations as s
import measuring as m

from oxymap import clock

ROUNDS = int(m.number("BENCH_ROUNDS", 7))
SECONDS = int(m.number("BENCH_SECONDS", 15))
STATIONS = 100
#: The states of slow stations do not change while they are measured.
INTERVAL_S = 3600
MINUTES = 180
SNAPSHOT = "/api/v1/live"
BROTLI = {"Accept-Encoding": "br"}
WATCHERS_A_SECOND = 100
MAX_AGE_S = 5
#: The cache, and behind it a second server that does nothing but write down what it hands on.
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 10000000; default_type application/json;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=live:1m;
  log_format one '$request_uri $status';
  server {{
    listen {host}:{port};
    location / {{
      proxy_pass http://{host}:{counting};
      proxy_cache live;
      proxy_cache_valid 200 {max_age}s;
      proxy_cache_lock on;
      proxy_cache_use_stale updating;
      proxy_cache_background_update on;
      add_header X-Cache $upstream_cache_status;
    }}
  }}
  server {{
    listen {host}:{counting};
    access_log {folder}/passed.log one;
    location / {{ proxy_pass http://{host}:{ours}; }}
  }}
}}
"""


def main(folder: Path) -> None:
    data = folder / "data"
    _prepare(data)
    with m.our_server(data, pinned=True) as ours:
        _show_size(ours)
        m.get(ours, "/")  # It is rendered once.
        cases: dict[str, Callable[[], float]] = {
            "snapshot, 304": lambda: _press_known(ours),
            "snapshot, 200 with brotli": lambda: m.press(ours, SNAPSHOT, BROTLI),
            "snapshot, 200 with gzip": lambda: m.press(ours, SNAPSHOT, m.GZIP),
            "snapshot, 200 uncompressed": lambda: m.press(ours, SNAPSHOT, {}),
            "home page, 200 with gzip": lambda: m.press(ours, "/", m.GZIP),
        }
        known, _, packed, _, page = m.alternate(cases, ROUNDS, "µs CPU").values()
        m.ratio("snapshot, 200 with gzip / home page", packed, page, "none")
        m.ratio("snapshot, 304 / 200 with gzip", known, packed, "none")
        command, port = _nginx(folder, ours.port)
        with m.started(command, port, SNAPSHOT, pinned=False) as cache:
            _watch(folder, ours, cache)


def _prepare(data: Path) -> None:
    """Make stations that have just reported."""
    live = s.open_live(data)
    for sender in s.add_stations(live, STATIONS, interval_s=INTERVAL_S):
        s.fill(live, sender.id, clock.seconds(), MINUTES)
    live.keeper.settle_all()
    live.stop()


def _show_size(ours: m.Server) -> None:
    body = m.get(ours, SNAPSHOT)[1]
    stations = json.loads(body)["stations"]
    valued = sum(1 for item in stations if any(v["value"] for v in item["values"].values()))
    if valued < STATIONS:
        raise m.CannotMeasureError(f"only {valued} stations have a value")
    sizes = {
        name: len(m.get(ours, SNAPSHOT, {"Accept-Encoding": name})[1]) for name in ("br", "gzip")
    }
    print(
        f"  {len(stations)} stations, {valued} with a value: {len(body):,} bytes,"
        f" brotli {sizes['br']:,}, gzip {sizes['gzip']:,}"
    )


def _press_known(ours: m.Server) -> float:
    """Measure conditional requests; the snapshot must stay the same meanwhile."""
    etag = m.get(ours, SNAPSHOT, m.GZIP)[2]["etag"]
    found = m.press(ours, SNAPSHOT, {**m.GZIP, "If-None-Match": etag})
    if m.get(ours, SNAPSHOT, {**m.GZIP, "If-None-Match": etag})[0] != http.HTTPStatus.NOT_MODIFIED:
        raise m.CannotMeasureError("the snapshot changed while it was measured")
    return found


# --- behind a cache --------------------------------------------------------------------


def _nginx(folder: Path, ours: int) -> tuple[list[str], int]:
    folder.chmod(0o755)  # The worker may belong to another user.
    port, counting, config = m.free_port(), m.free_port(), folder / "nginx.conf"
    text = NGINX.format(
        folder=folder, host=m.HOST, port=port, counting=counting, ours=ours, max_age=MAX_AGE_S
    )
    config.write_text(text, encoding="utf-8")
    return [m.need("nginx", "/usr/sbin/nginx"), "-c", str(config)], port


def _watch(folder: Path, ours: m.Server, cache: m.Server) -> None:
    """Let some and then as many watchers as possible ask the cache; count what we are asked."""
    if m.get(cache, SNAPSHOT)[2].get("x-cache") not in {"HIT", "MISS"}:
        raise m.CannotMeasureError("the cache keeps nothing")
    for name, ask in (
        (f"{WATCHERS_A_SECOND} watchers a second", _ask_steadily),
        ("as many as the cache can answer", _ask_hard),
    ):
        before, cpu, began = _passed(folder), m.cpu_us(ours.process.pid), time.monotonic()
        asked = ask(cache)
        spent = time.monotonic() - began
        reached, cpu = _passed(folder) - before, m.cpu_us(ours.process.pid) - cpu
        print(
            f"  {name}: {asked / spent:,.0f} requests/s, our server {cpu / spent / 1e4:.2f} % CPU"
        )
        # What was kept before may be too old for the first of them.
        most = int(spent // MAX_AGE_S) + 1
        print(f"→ {reached} of {asked:,} reached us in {spent:.1f} s (goal ≤ {most})")


def _passed(folder: Path) -> int:
    time.sleep(0.2)
    return len((folder / "passed.log").read_text("utf-8").splitlines())


def _ask_steadily(cache: m.Server) -> int:
    total = WATCHERS_A_SECOND * SECONDS
    began = time.monotonic()
    with contextlib.closing(http.client.HTTPConnection(m.HOST, cache.port, timeout=30)) as link:
        for number in range(total):
            time.sleep(max(0.0, began + number / WATCHERS_A_SECOND - time.monotonic()))
            link.request("GET", SNAPSHOT, headers=m.GZIP)
            link.getresponse().read()
    return total


def _ask_hard(cache: m.Server) -> int:
    if shutil.which("wrk"):
        return m.keep_busy(cache, SNAPSHOT, m.GZIP, SECONDS)
    end, count = time.monotonic() + SECONDS, 0
    with contextlib.closing(http.client.HTTPConnection(m.HOST, cache.port, timeout=30)) as link:
        while time.monotonic() < end:
            link.request("GET", SNAPSHOT, headers=m.GZIP)
            link.getresponse().read()
            count += 1
    return count


if __name__ == "__main__":
    m.run(main)
