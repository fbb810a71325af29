"""Send alerts: to the log, to a webhook, by e-mail."""

from __future__ import annotations

import datetime
import http.client
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import urlsplit

import structlog

from oxymap import clock
from oxymap.stations.alerts import Alert, AlertKind, Part
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.labels import N_

log = structlog.get_logger()
TIMEOUT_S = 10.0
#: On this port mail servers speak TLS from the first byte (RFC 8314).
_TLS_PORT = 465
#: Messages to phones are read in a glance; the page names the rest.
_MOST_NAMED = 12
_HEADINGS = {
    "silent": N_("No data from %(station)s"),
    "many_silent": N_("%(count)s of %(of)s stations have fallen silent"),
    "clock_skew": N_("The clock of %(station)s is wrong"),
    "stuck": N_("The values of %(station)s do not move"),
    "screen_down": N_("No beat from %(station)s for five minutes"),
}
_RECOVERIES = {
    "silent": N_("Data again from %(station)s"),
    "many_silent": N_("Data again from %(station)s"),
    "clock_skew": N_("The clock of %(station)s is right again"),
    "stuck": N_("The values of %(station)s move again"),
    "screen_down": N_("Beats again from %(station)s"),
}
_ADVICE = {
    "silent": N_("Look at its power, its network card and its collector."),
    "many_silent": N_("Look at the network and at this server first, then at the stations."),
    "clock_skew": N_("Set the time of its collector; readings from the future are refused."),
    "stuck": N_("Look at the fan and the collector plates; the values are not shown meanwhile."),
    "screen_down": N_("Look at its power, its network and its device; it shows its last pages."),
}


@dataclass(frozen=True)
class AlertSettings:
    """Where alerts go besides the log, as the settings of the same names say.

    Parameters
    ----------
    email_to : one address, or several with commas between.
    page_url : the address of the operator's station page, named in every message.
    """

    webhook: str | None = None
    email_to: str | None = None
    email_from: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_starttls: bool = False
    page_url: str | None = None


class Sender(Protocol):
    """Takes alerts somewhere. ``leaves_house`` tells whether that is outside the server."""

    name: str
    leaves_house: bool

    def send(self, alert: Alert) -> None:
        """Hand an alert over.

        Raises
        ------
        OSError, smtplib.SMTPException, http.client.HTTPException, ValueError
            it could not be handed over.
        """


def make_senders(settings: AlertSettings) -> list[Sender]:
    """Return the senders that the settings ask for; the log is always one of them."""
    senders: list[Sender] = [LogSender()]
    if settings.webhook:
        senders.append(WebhookSender(settings.webhook, settings.page_url))
    if settings.email_to and settings.email_from and settings.smtp_host:
        senders.append(MailSender(settings))
    elif settings.email_to:
        log.warning("alert.email_incomplete", needed="smtp_host, alert_email_from")
    return senders


def tell(senders: Sequence[Sender], alerts: Iterable[Alert]) -> None:
    """Send alerts by all senders; what cannot be sent is logged and never raised.

    Demo stations are told to the log only.  A message may take TIMEOUT_S, so this runs where
    nobody waits for it.
    """
    for alert in alerts:
        for sender in senders:
            if alert.demo and sender.leaves_house:
                continue
            try:
                sender.send(alert)
            except (OSError, smtplib.SMTPException, http.client.HTTPException, ValueError) as error:
                # The error's own text may hold the address, and the address a key.
                log.error(
                    "alert.not_sent",
                    sender=sender.name,
                    kind=alert.kind,
                    stations=alert.station_ids,
                    error=type(error).__name__,
                    status=_status(error),
                )


def _status(error: Exception) -> int | str | None:
    if isinstance(error, urllib.error.HTTPError):
        return error.code
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return reason.strerror if isinstance(reason, OSError) else None


# --- senders ---------------------------------------------------------------------------


class LogSender:
    """Writes alerts to the log."""

    name, leaves_house = "log", False

    def send(self, alert: Alert) -> None:
        """Write one line."""
        write = log.info if alert.kind == "recovered" else log.warning
        write(
            "alert",
            kind=alert.kind,
            cause=alert.cause,
            stations=alert.station_ids,
            demo=alert.demo,
            reminder=alert.reminder,
            opened_at=clock.iso(alert.opened_at),
        )


class WebhookSender:
    """Posts alerts as JSON ``{text, kind, stations, at}``; follows no redirect."""

    name, leaves_house = "webhook", True

    def __init__(self, url: str, page_url: str | None = None) -> None:
        self._url, self._page_url = url, page_url
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(self, alert: Alert) -> None:
        """Post one alert; any answer but 2xx is an error."""
        if urlsplit(self._url).scheme not in {"http", "https"}:
            raise ValueError("alert_webhook must begin with http:// or https://")
        body = {
            "text": "\n".join(message(alert, self._page_url)),
            "kind": alert.kind,
            "stations": list(alert.station_ids),
            "at": clock.iso(_moment(alert)),
        }
        request = urllib.request.Request(  # noqa: S310 -- the scheme is checked above
            self._url,
            json.dumps(body, ensure_ascii=False).encode(),
            {"Content-Type": "application/json; charset=utf-8", "User-Agent": "OxyMap"},
        )
        with self._opener.open(request, timeout=TIMEOUT_S):
            pass


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would arrive as a GET without its body."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing, so that the redirect is an error."""


class MailSender:
    """Sends alerts by e-mail, over TLS where the settings or the port say so."""

    name, leaves_house = "email", True

    def __init__(self, settings: AlertSettings) -> None:
        self._settings = settings

    def send(self, alert: Alert) -> None:
        """Send one message to all addresses."""
        settings = self._settings
        subject, *lines = message(alert, settings.page_url)
        mail = EmailMessage()
        mail["Subject"] = f"[OxyMap] {subject}"
        mail["From"] = settings.email_from
        mail["To"] = settings.email_to
        mail["Date"] = formatdate(clock.now().timestamp())
        mail["Message-ID"] = make_msgid(domain=(settings.email_from or "").rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("\n".join([subject, *lines]))
        with self._connect() as server:
            server.send_message(mail)

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        host, port = settings.smtp_host or "", settings.smtp_port
        server: smtplib.SMTP
        if port == _TLS_PORT:
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        try:
            if settings.smtp_starttls and port != _TLS_PORT:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password or "")
        except BaseException:
            server.close()
            raise
        return server


# --- texts -----------------------------------------------------------------------------


def message(alert: Alert, page_url: str | None = None) -> list[str]:
    """Return an alert as lines, Chinese first, English below; the first line is the subject."""
    chinese, english = (_lines(alert, localizer(lang)) for lang in ("zh", "en"))
    return [*chinese, "", *english, *(["", page_url] if page_url else [])]


def _lines(alert: Alert, texts: Localizer) -> list[str]:
    lines = [_heading(alert, texts)]
    lines += [f"- {_described(alert, part, texts)}" for part in alert.parts[:_MOST_NAMED]]
    more = len(alert.parts) - _MOST_NAMED
    if more > 0:
        lines.append(texts.text("and %(count)s more", count=more))
    if alert.kind != "recovered":
        lines.append(texts.text(_ADVICE[alert.kind]))
    return lines


def _heading(alert: Alert, texts: Localizer) -> str:
    count = len(alert.parts)
    shown = _name(alert.parts[0], texts) if count == 1 else _counted(alert, count, texts)
    if alert.kind == "recovered":
        cause: AlertKind = alert.cause or "silent"
        return texts.text(_RECOVERIES[cause], station=shown)
    heading = texts.text(_HEADINGS[alert.kind], station=shown, count=count, of=alert.of or count)
    return texts.text("Still: %(heading)s", heading=heading) if alert.reminder else heading


def _counted(alert: Alert, count: int, texts: Localizer) -> str:
    if "screen_down" in {alert.kind, alert.cause}:
        return texts.plural("%(count)s screen", "%(count)s screens", count)
    return texts.plural("%(count)s station", "%(count)s stations", count)


def _described(alert: Alert, part: Part, texts: Localizer) -> str:
    """Return a station with what is known of its trouble."""
    words = [f"{_name(part, texts)} [{part.station_id}]"]
    skew_s = part.clock_skew_s
    if "clock_skew" not in {alert.kind, alert.cause}:
        if part.last_report is not None:
            words.append(texts.text("last report %(time)s", time=_beijing(part.last_report)))
    elif skew_s is not None and skew_s > 0:
        words.append(texts.text("%(count)s s behind", count=skew_s))
    elif skew_s is not None:
        words.append(texts.text("%(count)s s ahead", count=-skew_s))
    return texts.clauses(words)


def _name(part: Part, texts: Localizer) -> str:
    """Return a name on one line: it may stand in a mail's header."""
    return " ".join((part.name_zh if texts.lang == "zh" else part.name_en).split())


def _moment(alert: Alert) -> int:
    return alert.opened_at if alert.told_at is None else alert.told_at


def _beijing(time: int) -> str:
    moment = datetime.datetime.fromtimestamp(time, clock.BEIJING)
    return f"{moment:%Y-%m-%d %H:%M}"
