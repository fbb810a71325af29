"""Alerts are sent in two languages, and what cannot be sent harms nobody."""

from __future__ import annotations

import json
import smtplib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from structlog.testing import capture_logs

from oxymap.alerting import (
    AlertSettings,
    LogSender,
    MailSender,
    WebhookSender,
    make_senders,
    message,
    tell,
)
from oxymap.stations.alerts import Alert, Part

#: 2026-11-21 16:00 in Beijing.
NOW = 1_795_248_000
LINGSHAN = Part("lingshan", "灵山站", "Lingshan station", NOW - 3 * 3600, 400)
BAIHUA = Part("baihuashan", "百花山站", "Baihuashan station", NOW - 4 * 3600)
MAIL = AlertSettings(
    email_to="duty@oxymap.example, chief@oxymap.example",
    email_from="map@oxymap.example",
    smtp_host="mail.oxymap.example",
    smtp_user="map",
    smtp_password="hunter2",  # noqa: S106 -- made up
)


def alert(kind: str = "silent", *parts: Part, **values: object) -> Alert:
    return Alert(kind, NOW, parts or (LINGSHAN,), **{"told_at": NOW, **values})


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


# --- texts -----------------------------------------------------------------------------


def test_chinese_stands_first_and_english_below() -> None:
    lines = message(alert())

    middle = lines.index("")
    assert "灵山站" in lines[0]
    assert "Lingshan" not in "".join(lines[:middle])
    assert lines[middle + 1] == "No data from Lingshan station"
    assert "灵山站" not in "".join(lines[middle:])


def test_times_are_those_of_beijing() -> None:
    assert any("last report 2026-11-21 13:00" in line for line in message(alert()))


def test_many_are_counted_and_named() -> None:
    lines = message(alert("many_silent", BAIHUA, LINGSHAN, of=5))

    assert "2 of 5 stations have fallen silent" in lines
    assert any(line.startswith("- Baihuashan station [baihuashan]") for line in lines)


def test_long_list_ends_with_how_many_are_left() -> None:
    parts = [Part(f"s-{n}", f"{n} 站", f"Station {n}") for n in range(20)]

    lines = message(alert("many_silent", *parts, of=20))

    assert "and 8 more" in lines
    assert not any("Station 12" in line for line in lines)


@pytest.mark.parametrize(("skew_s", "said"), [(400, "400 s behind"), (-200, "200 s ahead")])
def test_clock_is_behind_or_ahead(skew_s: int, said: str) -> None:
    part = Part("lingshan", "灵山站", "Lingshan station", NOW, skew_s)

    lines = message(alert("clock_skew", part))

    assert "The clock of Lingshan station is wrong" in lines
    assert any(line.endswith(said) for line in lines)


def test_recovery_names_what_is_over() -> None:
    lines = message(alert("recovered", cause="stuck"))

    assert "The values of Lingshan station move again" in lines


def test_recovery_of_several_is_one_message() -> None:
    lines = message(alert("recovered", BAIHUA, LINGSHAN, cause="many_silent"))

    assert "Data again from 2 stations" in lines


def test_reminder_says_that_it_is_one() -> None:
    assert "Still: No data from Lingshan station" in message(alert(reminder=True))


def test_page_of_the_stations_is_named_at_the_end() -> None:
    lines = message(alert(), "https://oxymap.example/studio/stations")

    assert lines[-1] == "https://oxymap.example/studio/stations"


# --- which senders ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        (AlertSettings(), ["log"]),
        (AlertSettings(webhook="https://hook.example/x"), ["log", "webhook"]),
        (MAIL, ["log", "email"]),
    ],
)
def test_settings_choose_the_senders(settings: AlertSettings, names: list[str]) -> None:
    assert [sender.name for sender in make_senders(settings)] == names


def test_mail_without_a_server_is_left_out_and_said() -> None:
    with capture_logs() as logs:
        senders = make_senders(AlertSettings(email_to="duty@oxymap.example"))

    assert [sender.name for sender in senders] == ["log"]
    assert logs[0]["event"] == "alert.email_incomplete"


class Failing:
    name, leaves_house = "failing", True

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.sent: list[Alert] = []

    def send(self, alert: Alert) -> None:
        self.sent.append(alert)
        if self.error:
            raise self.error


def test_demo_stations_are_told_to_the_log_only() -> None:
    outside = Failing()

    with capture_logs() as logs:
        tell([LogSender(), outside], [alert(demo=True)])

    assert outside.sent == []
    assert logs[0]["stations"] == ("lingshan",)


@pytest.mark.parametrize(
    "error",
    [
        OSError("https://hook.example/secret"),
        ValueError("secret"),
        smtplib.SMTPAuthenticationError(535, b"secret"),
    ],
)
def test_failure_is_logged_without_secrets_and_the_next_sender_still_sends(
    error: Exception,
) -> None:
    healthy = Failing()

    with capture_logs() as logs:
        tell([Failing(error), healthy], [alert()])

    assert healthy.sent == [alert()]
    assert [entry["event"] for entry in logs] == ["alert.not_sent"]
    assert logs[0]["error"] == type(error).__name__
    assert "secret" not in repr(logs)


@pytest.mark.parametrize(("kind", "level"), [("silent", "warning"), ("recovered", "info")])
def test_log_line_carries_kind_and_stations(kind: str, level: str) -> None:
    with capture_logs() as logs:
        LogSender().send(alert(kind, cause="silent"))

    (entry,) = logs
    assert (entry["log_level"], entry["kind"], entry["stations"]) == (level, kind, ("lingshan",))


# --- the webhook -----------------------------------------------------------------------


class Hook(BaseHTTPRequestHandler):
    status: ClassVar[int] = 200
    bodies: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(json.loads(body))
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def hook(status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    handler = type("Answering", (Hook,), {"status": status, "bodies": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/robot?key=secret", handler.bodies
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_webhook_gets_text_kind_stations_and_time() -> None:
    with hook() as (url, bodies):
        WebhookSender(url).send(alert("many_silent", BAIHUA, LINGSHAN, of=3))

    (body,) = bodies
    assert set(body) == {"text", "kind", "stations", "at"}
    assert body["kind"] == "many_silent"
    assert body["stations"] == ["baihuashan", "lingshan"]
    assert body["at"] == "2026-11-21T08:00:00Z"
    assert "灵山站" in str(body["text"])


@pytest.mark.parametrize("status", [302, 404, 500])
def test_answer_of_a_webhook_that_is_no_success_is_logged_with_its_status(status: int) -> None:
    with hook(status) as (url, bodies), capture_logs() as logs:
        tell([WebhookSender(url)], [alert()])

    assert len(bodies) == 1, "a redirect is not followed"
    assert (logs[0]["event"], logs[0]["status"]) == ("alert.not_sent", status)
    assert "secret" not in repr(logs)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/secret", "file:///etc/secret", "https://[secret"]
)
def test_webhook_that_cannot_be_reached_is_logged(url: str) -> None:
    with capture_logs() as logs:
        tell([WebhookSender(url)], [alert()])

    assert [entry["event"] for entry in logs] == ["alert.not_sent"]
    assert "secret" not in repr(logs)


# --- e-mail ----------------------------------------------------------------------------


class Server:
    """Stands in for a mail server: the network is none of the tests' business."""

    calls: ClassVar[list[object]] = []
    mails: ClassVar[list[EmailMessage]] = []

    def __init__(self, host: str, port: int, timeout: float, **options: object) -> None:
        self.calls.append((host, port, timeout, *sorted(options)))

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.calls.append("quit")

    def close(self) -> None:
        self.calls.append("close")

    def starttls(self, context: ssl.SSLContext) -> None:
        self.calls.append(("starttls", context.check_hostname))

    def login(self, user: str, password: str) -> None:
        self.calls.append(("login", user, password))
        if password == "wrong":  # noqa: S105 -- made up
            raise smtplib.SMTPAuthenticationError(535, b"no")

    def send_message(self, mail: EmailMessage) -> None:
        self.mails.append(mail)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    fake = type("FakeServer", (Server,), {"calls": [], "mails": []})
    monkeypatch.setattr(smtplib, "SMTP", fake)
    monkeypatch.setattr(smtplib, "SMTP_SSL", fake)
    return fake


def mail_settings(**values: object) -> AlertSettings:
    return AlertSettings(**{**vars(MAIL), **values})


def test_mail_goes_to_every_address_with_a_subject_in_chinese_first(server: type[Server]) -> None:
    MailSender(MAIL).send(alert())

    (mail,) = server.mails
    assert mail["To"] == "duty@oxymap.example, chief@oxymap.example"
    assert mail["From"] == "map@oxymap.example"
    assert mail["Subject"].startswith("[OxyMap]")
    assert "灵山站" in mail["Subject"]
    assert "No data from Lingshan station" in mail.get_content()
    assert server.calls == [
        ("mail.oxymap.example", 25, 10.0), ("login", "map", "hunter2"), "quit",
    ]  # fmt: skip


def test_starttls_comes_before_the_password(server: type[Server]) -> None:
    MailSender(mail_settings(smtp_port=587, smtp_starttls=True)).send(alert())

    assert server.calls[1:3] == [("starttls", True), ("login", "map", "hunter2")]


def test_port_465_is_encrypted_from_the_start(server: type[Server]) -> None:
    MailSender(mail_settings(smtp_port=465, smtp_starttls=True)).send(alert())

    assert server.calls[0] == ("mail.oxymap.example", 465, 10.0, "context")
    assert server.calls[1] == ("login", "map", "hunter2")


def test_connection_is_closed_when_the_server_refuses_the_password(server: type[Server]) -> None:
    with capture_logs() as logs:
        tell([MailSender(mail_settings(smtp_password="wrong"))], [alert()])  # noqa: S106 -- made up

    assert server.calls[-1] == "close"
    assert (logs[0]["error"], logs[0]["status"]) == ("SMTPAuthenticationError", 535)


def test_name_with_a_line_break_forges_no_header(server: type[Server]) -> None:
    part = Part("x", "站\r\nBcc: all@oxymap.example", "x\nBcc: all@oxymap.example")

    MailSender(MAIL).send(alert("silent", part))

    assert server.mails[0]["Bcc"] is None


def test_password_is_not_in_the_settings_own_words() -> None:
    assert "hunter2" not in repr(MAIL)
