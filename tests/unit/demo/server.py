"""A small server that takes readings as the contract has it, and misbehaves on request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

HOUR_S = 3600
TOKEN = "right"  # noqa: S105 a token of this test only


@dataclass
class Log:
    """What the server was asked, what it keeps, and what it does next.

    `next_answers` holds (status, headers) that are given before the server behaves; the
    status 0 closes the connection after the readings have been kept, without an answer.
    """

    port: int = 0
    next_answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    most_in_batch: int = 10_000
    batches: list[tuple[str, list[dict[str, object]]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    kept: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    down: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def times(self, station_id: str) -> list[int]:
        found = [time for station, time in self.kept if station == station_id]
        return sorted(int(datetime.fromisoformat(time).timestamp()) for time in found)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    log: Log

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        station_id = self.path.split("/")[-2]
        objects = json.loads(body)
        if self.log.down:
            self.close_connection = True
            return
        self.log.batches.append((station_id, objects))
        if self.log.next_answers:
            status, headers = self.log.next_answers.pop(0)
            if status == 0:
                self._keep(station_id, objects)
                self.close_connection = True
                return
            self._answer(status, {}, headers)
        elif self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._answer(401, {"code": "unauthorized"})
        elif len(objects) > self.log.most_in_batch:
            self._answer(413, {"code": "too_large"})
        else:
            new = self._keep(station_id, objects)
            self._answer(202, {"accepted": new, "duplicate": len(objects) - new, "rejected": []})

    def do_GET(self) -> None:
        self.log.asked.append(self.path)
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        start, end = (datetime.fromisoformat(query[name]).timestamp() for name in ("from", "to"))
        times = self.log.times(parts.path.split("/")[-2])
        hours = {(time - 1) // HOUR_S * HOUR_S for time in times}
        points = [
            {"start": datetime.fromtimestamp(hour, UTC).isoformat(), "n": 1}
            for hour in sorted(hours)
            if start <= hour < end
        ]
        self._answer(200, {"observations": points})

    def _keep(self, station_id: str, objects: list[dict[str, object]]) -> int:
        before = len(self.log.kept)
        for item in objects:
            self.log.kept.setdefault((station_id, str(item["time"])), item)
        return len(self.log.kept) - before

    def _answer(self, status: int, document: object, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running(log: Log | None = None) -> Iterator[Log]:
    """Run the server; on the port of an earlier log it is the same server, restarted."""
    log = log or Log()
    log.down = False
    handler = type("Handler", (_Handler,), {"log": log})
    server = ThreadingHTTPServer(("127.0.0.1", log.port), handler)
    log.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield log
    finally:
        log.down = True
        server.shutdown()
        server.server_close()
        thread.join()
