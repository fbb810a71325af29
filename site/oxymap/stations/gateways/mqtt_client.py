"""Subscribe to an MQTT broker; a message is acknowledged when its readings are on disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from oxymap.errors import FormatError, NotFoundError, OxyMapError, SettingsError
from oxymap.stations.gateways.mqtt_messages import (
    ROOT,
    ObservationMessage,
    StatusMessage,
    parse_message,
    topics,
)
from oxymap.stations.models import Accept

log = structlog.get_logger()
#: Told of what was not taken: a code, and the station where it is known.
Count = Callable[[str, str | None], None]
#: At least once: the broker keeps a message until it is acknowledged.
_QOS = 1
_KEEPALIVE_S = 60
_LOOP_S = 1.0
_FIRST_DELAY_S, _LONGEST_DELAY_S = 1.0, 60.0
_PORTS = {"mqtt": 1883, "mqtts": 8883}
_OPTIONS = {"client_id", "ca"}


@dataclass(frozen=True)
class Broker:
    """Where a broker is and how to log in; read from its URL."""

    host: str
    port: int
    tls: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    root: str = ROOT
    client_id: str = "oxymap"
    ca: str | None = None


def read_broker(url: str) -> Broker:
    """Read ``mqtt[s]://[user[:password]@]host[:port][/root][?client_id=…][&ca=file]``.

    Raises
    ------
    SettingsError : it is not such a URL.  The message does not repeat it: it has a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        options = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except ValueError as error:
        raise SettingsError(f"the broker's URL cannot be read: {error}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise SettingsError("the broker's URL is to be mqtt://host or mqtts://host")
    if not options.keys() <= _OPTIONS:
        raise SettingsError(f"the broker's URL knows only the options {', '.join(_OPTIONS)}")
    root = unquote(parts.path).strip("/") or ROOT
    if "+" in root or "#" in root:
        raise SettingsError(f"the root {root!r} of the topics has a wildcard in it", root)
    return Broker(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        tls=parts.scheme == "mqtts",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        root=root,
        client_id=options.get("client_id", ["oxymap"])[0],
        ca=options.get("ca", [None])[0],
    )


def run_mqtt(
    url: str,
    *,
    accept: Accept,
    count: Count,
    stop: threading.Event,
    on_connected: Callable[[], None] = lambda: None,
) -> None:
    """Take the messages of a broker until `stop` is set; connect again whenever it is lost.

    Parameters
    ----------
    url : see `read_broker`.
    accept : called in this thread; when it returns, the message is acknowledged.
    count : told of what `accept` never sees.  Codes: ``message`` (cannot be read),
        ``station`` (not in the register), ``offline`` (a station's last will), and the code
        of the error when readings could not be written.
    on_connected : called whenever the subscription stands, so again after a lost connection.

    Raises
    ------
    SettingsError : the URL cannot be used.
    """
    subscriber = Subscriber(read_broker(url), accept, count, on_connected)
    while not stop.is_set():
        subscriber.run_once(stop)
        if not stop.wait(subscriber.delay_s):
            subscriber.delay_s = min(2 * subscriber.delay_s, _LONGEST_DELAY_S)


class Subscriber:
    """One client of a broker.  Not thread-safe: all of it happens in `run_once`.

    ``delay_s`` is how long to wait before the next connection.
    """

    def __init__(
        self, broker: Broker, accept: Accept, count: Count, on_connected: Callable[[], None]
    ) -> None:
        self.delay_s = _FIRST_DELAY_S
        self._broker = broker
        self._accept = accept
        self._count = count
        self._on_connected = on_connected
        self._failed = False
        self._client = self._make_client()

    def _make_client(self) -> Client:
        broker = self._broker
        # With a fixed id and no clean session the broker keeps what comes while we are away.
        client = Client(
            CallbackAPIVersion.VERSION2, client_id=broker.client_id, clean_session=False
        )
        client.manual_ack_set(True)
        if broker.username:
            client.username_pw_set(broker.username, broker.password)
        if broker.tls:
            try:
                client.tls_set(ca_certs=broker.ca)
            except OSError as error:
                raise SettingsError(f"the file ca={broker.ca} cannot be used: {error}") from error
        client.on_connect = self._connected
        client.on_subscribe = self._subscribe_answered
        client.on_disconnect = self._disconnected
        client.on_message = self._arrived
        return client

    def run_once(self, stop: threading.Event) -> None:
        """Connect and take messages until the connection ends or `stop` is set."""
        self._failed = False
        where = f"{self._broker.host}:{self._broker.port}"
        try:
            self._client.connect(self._broker.host, self._broker.port, _KEEPALIVE_S)
        except (OSError, ValueError) as error:
            log.warning("mqtt.unreachable", broker=where, error=str(error))
            return
        result = MQTTErrorCode.MQTT_ERR_SUCCESS
        while result == MQTTErrorCode.MQTT_ERR_SUCCESS and not self._failed and not stop.is_set():
            result = self._client.loop(_LOOP_S)
        # A message that was not acknowledged comes again with the next connection.
        self._client.disconnect()

    # --- what the client calls ---------------------------------------------------------

    def _connected(
        self,
        client: Client,
        userdata: object,
        flags: ConnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            log.error("mqtt.refused", broker=self._broker.host, reason=str(reason))
            self._failed = True
            return
        client.subscribe([(topic, _QOS) for topic in topics(self._broker.root)])

    def _subscribe_answered(
        self,
        client: Client,
        userdata: object,
        message_id: int,
        reasons: list[ReasonCode],
        properties: Properties | None,
    ) -> None:
        if any(reason.is_failure for reason in reasons):
            log.error("mqtt.not_subscribed", broker=self._broker.host, root=self._broker.root)
            self._failed = True
            return
        self.delay_s = _FIRST_DELAY_S
        log.info("mqtt.subscribed", broker=self._broker.host, root=self._broker.root)
        self._on_connected()

    def _disconnected(
        self,
        client: Client,
        userdata: object,
        flags: DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        log.info("mqtt.disconnected", broker=self._broker.host, reason=str(reason))

    def _arrived(self, client: Client, userdata: object, message: MQTTMessage) -> None:
        """Take one message, and acknowledge it unless it is to come again."""
        if self._failed:
            return
        if self._taken(message):
            client.ack(message.mid, message.qos)
        else:
            self._failed = True

    def _taken(self, message: MQTTMessage) -> bool:
        """Return whether the message is done with: taken, or such as will never be better."""
        try:
            topic = message.topic
            parsed = parse_message(topic, bytes(message.payload), root=self._broker.root)
        except (FormatError, UnicodeDecodeError) as error:
            self._count("message", None)
            log.warning("mqtt.malformed", topic=repr(message._topic), error=str(error))
            return True
        if isinstance(parsed, StatusMessage):
            self._note_status(parsed, retained=message.retain)
            return True
        return self._handed_over(parsed)

    def _note_status(self, status: StatusMessage, *, retained: bool) -> None:
        log.info("mqtt.status", station=status.station_id, online=status.online)
        # A retained one is old news that the broker repeats with every connection.
        if not status.online and not retained:
            self._count("offline", status.station_id)

    def _handed_over(self, message: ObservationMessage) -> bool:
        try:
            self._accept(message.station_id, message.items, "mqtt")
        except NotFoundError:
            self._count("station", message.station_id)
            log.warning("mqtt.unknown_station", station=message.station_id)
        except OxyMapError as error:
            self._count(error.code, message.station_id)
            log.error("mqtt.not_written", station=message.station_id, error=error.message)
            return False
        return True
