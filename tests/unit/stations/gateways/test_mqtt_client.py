"""The MQTT subscriber: its answers to the broker, and a real broker where there is one."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.reasoncodes import ReasonCode

from oxymap.errors import SettingsError
from oxymap.stations.gateways.mqtt_client import Broker, Subscriber, read_broker, run_mqtt
from tests.unit.stations.gateways.accepting import Register

TOPIC = "yangba/mentougou/ion-a/obs/1h"
END = 1780282800
MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
with_broker = pytest.mark.skipif(MOSQUITTO is None, reason="mosquitto is not installed")


def body(end: str = "2026-06-01T11:00:00+08:00", value: float | None = 2296) -> bytes:
    values = {"neg_ion": {"avg": value, "unit": "1/cm3"}}
    return json.dumps({"v": 1, "station": "ion-a", "period_end": end, "values": values}).encode()


# --- the URL ---------------------------------------------------------------------------


def test_url_says_where_the_broker_is():
    assert read_broker("mqtt://broker.example") == Broker("broker.example", 1883)


def test_url_may_say_everything():
    url = "mqtts://bureau:p%40ss@broker.example:8884/bureau/live?client_id=map-2&ca=/etc/ca.pem"

    assert read_broker(url) == Broker(
        "broker.example", 8884, True, "bureau", "p@ss", "bureau/live", "map-2", "/etc/ca.pem"
    )
    assert read_broker("mqtts://broker.example").port == 8883


@pytest.mark.parametrize(
    "url",
    ["", "broker.example", "http://broker.example", "mqtt://", "mqtt://h:port", "mqtt://h/a/+",
     "mqtt://h/%23", "mqtt://h?colour=red", "mqtt://h?client_id"],
)  # fmt: skip
def test_a_url_that_cannot_be_used_is_an_error(url):
    with pytest.raises(SettingsError):
        read_broker(url)


def test_a_password_is_not_shown():
    with pytest.raises(SettingsError) as error:
        read_broker("ftp://bureau:secret@broker.example")

    assert "secret" not in error.value.message
    assert "secret" not in repr(read_broker("mqtt://bureau:secret@broker.example"))


def test_a_certificate_file_that_is_not_there_is_an_error(tmp_path: Path):
    url = f"mqtts://broker.example?ca={tmp_path / 'none.pem'}"

    with pytest.raises(SettingsError, match=r"none\.pem"):
        run_mqtt(url, accept=Register().accept, count=Register().count, stop=threading.Event())


# --- messages, without a broker --------------------------------------------------------


class FakeClient:
    """Notes what the subscriber tells the broker."""

    def __init__(self) -> None:
        self.acknowledged: list[tuple[int, int]] = []
        self.subscribed: list[tuple[str, int]] = []

    def ack(self, message_id: int, qos: int) -> None:
        self.acknowledged.append((message_id, qos))

    def subscribe(self, topics: list[tuple[str, int]]) -> None:
        self.subscribed.extend(topics)


def subscriber(register: Register, on_connected: Callable[[], None] = lambda: None) -> Subscriber:
    return Subscriber(Broker("localhost", 1), register.accept, register.count, on_connected)


def deliver(to: Subscriber, payload: bytes, topic: str | bytes = TOPIC, **fields) -> list:
    client = FakeClient()
    name = topic if isinstance(topic, bytes) else topic.encode()
    message = MQTTMessage(7, name)
    message.payload, message.qos = payload, 1
    message.retain = fields.get("retain", False)
    to._arrived(client, None, message)
    return client.acknowledged


def test_a_message_is_acknowledged_after_it_was_taken():
    register = Register("ion-a")

    acknowledged = deliver(subscriber(register), body())

    assert acknowledged == [(7, 1)]
    assert register.readings["ion-a", "neg_ion", END].result == 2296
    assert register.sources == ["mqtt"]


def test_the_same_message_twice_is_one_reading():
    register = Register("ion-a")
    client = subscriber(register)

    acknowledged = deliver(client, body()) + deliver(client, body())

    assert len(acknowledged) == 2
    assert len(register.readings) == 1


def test_a_message_is_not_acknowledged_while_it_cannot_be_written():
    register = Register("ion-a")
    register.fails = 1
    client = subscriber(register)

    refused, later = deliver(client, body()), deliver(client, body())

    # The second is not even tried: both come again with the next connection.
    assert (refused, later) == ([], [])
    assert register.counted == [("store", "ion-a")]
    assert register.readings == {}


@pytest.mark.parametrize(
    ("payload", "topic"),
    [(b"{", TOPIC), (b"\xff", TOPIC), (body(), "yangba/other"), (body(), b"yangba/\xff/a/obs/1h")],
)
def test_a_message_that_cannot_be_read_is_counted_and_acknowledged(payload, topic):
    register = Register("ion-a")

    acknowledged = deliver(subscriber(register), payload, topic)

    assert acknowledged == [(7, 1)]
    assert register.counted == [("message", None)]


def test_a_message_of_an_unknown_station_is_counted_and_acknowledged():
    register = Register()

    acknowledged = deliver(subscriber(register), body())

    assert acknowledged == [(7, 1)]
    assert register.counted == [("station", "ion-a")]


@pytest.mark.parametrize(
    ("online", "retain", "counted"),
    [(True, False, []), (False, False, [("offline", "ion-a")]), (False, True, [])],
)
def test_a_last_will_is_counted_when_it_is_new(online, retain, counted):
    register = Register("ion-a")
    payload = json.dumps({"online": online}).encode()

    acknowledged = deliver(
        subscriber(register), payload, "yangba/mentougou/ion-a/status", retain=retain
    )

    assert acknowledged == [(7, 1)]
    assert register.counted == counted


def reason(name: str, packet: int) -> ReasonCode:
    return ReasonCode(packet, name)


def test_a_connection_subscribes_with_quality_one():
    client = FakeClient()

    subscriber(Register())._connected(client, None, None, reason("Success", 2), None)

    assert client.subscribed == [("yangba/+/+/obs/+", 1), ("yangba/+/+/status", 1)]


def test_a_refused_connection_does_not_subscribe():
    client, refused = FakeClient(), reason("Not authorized", PacketTypes.CONNACK)

    subscriber(Register())._connected(client, None, None, refused, None)

    assert client.subscribed == []


@pytest.mark.parametrize(("answer", "calls"), [("Granted QoS 1", 1), ("Unspecified error", 0)])
def test_connected_is_said_when_the_subscription_stands(answer, calls):
    said: list[int] = []
    answers = [reason(answer, PacketTypes.SUBACK)]

    subscriber(Register(), lambda: said.append(1))._subscribe_answered(
        FakeClient(), None, 1, answers, None
    )

    assert len(said) == calls


def test_connections_are_tried_again_ever_more_rarely():
    waits: list[float] = []
    stop = SimpleNamespace(is_set=lambda: len(waits) >= 8, wait=waits.append)

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"mqtt://127.0.0.1:{nobody.getsockname()[1]}"
        run_mqtt(url, accept=Register().accept, count=Register().count, stop=stop)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


# --- a real broker ---------------------------------------------------------------------


class Mosquitto:
    """A broker of the test's own, which keeps its state over a restart."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        folder.chmod(0o777)
        self._config = folder / "mosquitto.conf"
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence true\n"
            f"persistence_location {folder}/\nlog_dest none\n",
            encoding="utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert MOSQUITTO is not None
        self._process = subprocess.Popen([MOSQUITTO, "-c", str(self._config)])
        wait_until(self._answers)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def publish(self, payload: bytes, topic: str = TOPIC) -> None:
        client = Client(CallbackAPIVersion.VERSION2)
        client.connect("127.0.0.1", self.port)
        client.loop_start()
        client.publish(topic, payload, qos=1).wait_for_publish(5)
        client.disconnect()
        client.loop_stop()

    def _answers(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    running = Mosquitto(tmp_path)
    running.start()
    yield running
    running.stop()


class Running:
    """`run_mqtt` in a thread."""

    def __init__(self, broker: Mosquitto, register: Register) -> None:
        self.connections = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=run_mqtt,
            args=(f"mqtt://127.0.0.1:{broker.port}",),
            kwargs={
                "accept": register.accept, "count": register.count, "stop": self._stop,
                "on_connected": self._connected,
            },
        )  # fmt: skip

    def __enter__(self) -> Running:
        self._thread.start()
        wait_until(lambda: self.connections > 0)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _connected(self) -> None:
        self.connections += 1


def wait_until(condition: Callable[[], object], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@with_broker
def test_messages_of_a_broker_are_taken(broker: Mosquitto):
    register = Register("ion-a")

    with Running(broker, register):
        broker.publish(body())
        broker.publish(b"{")
        broker.publish(body())
        wait_until(lambda: len(register.sources) == 2 and register.counted)

    assert list(register.readings) == [("ion-a", "neg_ion", END)]
    assert register.counted == [("message", None)]


@with_broker
def test_messages_that_come_while_nobody_listens_are_kept(broker: Mosquitto):
    register = Register("ion-a")
    with Running(broker, register):
        pass

    broker.publish(body())
    with Running(broker, register):
        wait_until(lambda: register.readings)

    assert len(register.readings) == 1


@with_broker
def test_a_message_that_could_not_be_written_comes_again(broker: Mosquitto):
    register = Register("ion-a")
    register.fails = 1

    with Running(broker, register) as running:
        broker.publish(body())
        wait_until(lambda: register.readings)

    assert running.connections == 2
    assert register.counted == [("store", "ion-a")]


@with_broker
def test_a_taken_message_does_not_come_again(broker: Mosquitto):
    register = Register("ion-a")
    with Running(broker, register):
        broker.publish(body())
        wait_until(lambda: register.readings)

    with Running(broker, register):
        broker.publish(body("2026-06-01T12:00:00+08:00"))
        wait_until(lambda: len(register.readings) == 2)

    assert len(register.sources) == 2


@with_broker
def test_a_broker_that_was_away_is_found_again(broker: Mosquitto):
    register = Register("ion-a")

    with Running(broker, register) as running:
        broker.stop()
        broker.start()
        wait_until(lambda: running.connections == 2)
        broker.publish(body())
        wait_until(lambda: register.readings)

    assert len(register.readings) == 1
