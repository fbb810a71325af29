"""Send readings through the HTTP ingest, and do not give up when the server is busy or gone.

The server takes the same (station, property, time) only once, so whatever is in doubt is
sent again.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from urllib.parse import quote, urlsplit

from oxymap.errors import OxyMapError

#: Objects in one request; the contract takes a body of at most 1 MiB.
BATCH = 500
TIMEOUT_S = 10.0
#: Waits between attempts double from the first to the longest, s.
FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 15.0
#: Even a server that asks for more is asked again after this time, s.
LONGEST_RETRY_AFTER_S = 120.0
Payload = dict[str, object]


class SendError(OxyMapError):
    """The server understood, and refuses: sending the same again is no use."""

    code = "send"


@dataclass(frozen=True)
class Receipt:
    """What became of what was sent; objects that count nowhere were not sent before the stop."""

    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0

    def __add__(self, other: Receipt) -> Receipt:
        return Receipt(
            self.accepted + other.accepted,
            self.duplicate + other.duplicate,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes = b""
    retry_after_s: float | None = None

    @property
    def busy(self) -> bool:
        return self.status == 429 or self.status >= 500


_UNREACHABLE = _Answer(599)


class Sender:
    """Talks to one server over one connection, from one thread; closes it as a context.

    Parameters
    ----------
    base_url : ``http://host[:port][/prefix]``, or with https.
    stop : once it is set, waiting ends and nothing more is sent.

    Raises
    ------
    SendError : `base_url` is no such address.
    """

    def __init__(self, base_url: str, stop: Event) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SendError(f"{base_url!r} is not the http address of a server.", base_url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else None
        self._connection = (kind or http.client.HTTPConnection)(
            parts.hostname, parts.port, timeout=TIMEOUT_S
        )
        self._prefix = parts.path.rstrip("/")
        self._stop = stop

    def send(self, station_id: str, token: str, payloads: Sequence[Payload]) -> Receipt:
        """Send objects of the ingest contract; return when the server has answered for all.

        Raises
        ------
        SendError : the token, the station or the request is refused.
        """
        receipt = Receipt()
        waiting = [list(payloads[n : n + BATCH]) for n in range(0, len(payloads), BATCH)]
        while waiting and not self._stop.is_set():
            batch = waiting.pop(0)
            answer = self._until_answered("POST", _observations(station_id), token, batch)
            if answer is None:
                break
            if answer.status == 413 and len(batch) > 1:
                half = len(batch) // 2
                waiting[:0] = [batch[:half], batch[half:]]
                continue
            receipt += _receipt(answer, station_id, len(batch))
        return receipt

    def fetch(self, path: str) -> object:
        """Return the JSON at a path, or None when there is none or the sender was stopped."""
        answer = self._until_answered("GET", path, None, None)
        if answer is None or answer.status != 200:
            return None
        return _json(answer.body)

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _until_answered(
        self, method: str, path: str, token: str | None, batch: list[Payload] | None
    ) -> _Answer | None:
        """Ask until the server has time; None when stopped before."""
        wait_s = FIRST_WAIT_S
        while not self._stop.is_set():
            answer = self._ask(method, path, token, batch)
            if not answer.busy:
                return answer
            asked_s = answer.retry_after_s
            self._stop.wait(wait_s if asked_s is None else min(asked_s, LONGEST_RETRY_AFTER_S))
            wait_s = min(2 * wait_s, LONGEST_WAIT_S)
        return None

    def _ask(
        self, method: str, path: str, token: str | None, batch: list[Payload] | None
    ) -> _Answer:
        headers = {"Accept": "application/json"}
        body = None
        if batch is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(batch, ensure_ascii=False, separators=(",", ":")).encode()
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            self._connection.request(method, self._prefix + path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            # Whether the server got it is not known: it is asked again on a new connection.
            self._connection.close()
            return _UNREACHABLE
        return _Answer(response.status, content, _seconds(response.getheader("Retry-After")))


def _observations(station_id: str) -> str:
    return f"/api/v1/stations/{quote(station_id, safe='')}/observations"


def _receipt(answer: _Answer, station_id: str, count: int) -> Receipt:
    if answer.status == 422:
        return Receipt(rejected=count)
    if answer.status != 202:
        said = answer.body[:200].decode("utf-8", "replace")
        message = f"{station_id}: the server answers {answer.status}: {said}"
        raise SendError(message, answer.status)
    said_json = _json(answer.body)
    numbers = said_json if isinstance(said_json, dict) else {}
    rejected = numbers.get("rejected")
    return Receipt(
        _count(numbers.get("accepted")),
        _count(numbers.get("duplicate")),
        len(rejected) if isinstance(rejected, list) else 0,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _seconds(header: str | None) -> float | None:
    """Read Retry-After in seconds; a date there counts as nothing said."""
    return float(header) if header is not None and header.strip().isdigit() else None
