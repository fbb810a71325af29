"""Look at the stations and the screens every minute, and call somebody when it is needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from oxymap.alerting import AlertSettings, Sender, make_senders, tell
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.kiosks.alerts import watch_screens
from oxymap.stations.alerts import Alert, AlertRules
from oxymap.stations.gateways.drop_folder import watch_folder
from oxymap.stations.operations import watch_stations
from oxymap.stations.service import LiveService


def watch_over(live: LiveService) -> None:
    """Have a running service watched; what is told goes where the settings say."""
    settings = live.settings
    senders = make_senders(_alert_settings(settings, "/studio/stations"))

    def look(found: LiveService) -> None:
        rules = AlertRules(many_least=settings.alert_many_least)
        _tell(senders, watch_stations(found.engine, found.current, rules))

    live.each_minute.append(look)
    if settings.import_folder is not None:
        _watch_folder(live, settings.import_folder)


def watch_over_screens(live: LiveService, catalogue: Callable[[], Catalogue]) -> None:
    """Have the published screens watched besides; what is told goes the same ways."""
    senders = make_senders(_alert_settings(live.settings, "/studio/kiosks"))

    def look(found: LiveService) -> None:
        _tell(senders, watch_screens(found.engine, _screens(catalogue())))

    live.each_minute.append(look)


def _screens(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English names of the published screens."""
    found: dict[str, dict[str, str]] = {}
    for (kind, name, lang), page in catalogue.pages.items():
        if kind == "kiosks":
            found.setdefault(name, {})[lang] = page.front.title
    return {
        name: (titles.get("zh", name), titles.get("en", name)) for name, titles in found.items()
    }


def _tell(senders: Sequence[Sender], told: Sequence[Alert]) -> None:
    if told:
        # Mail servers are slow, and the stations' thread has other things to do.
        threading.Thread(target=tell, args=(senders, told), daemon=True).start()


def _alert_settings(settings: Settings, page: str) -> AlertSettings:
    return AlertSettings(
        webhook=settings.alert_webhook,
        email_to=settings.alert_email_to,
        email_from=settings.alert_email_from,
        smtp_host=settings.smtp_host,
        smtp_port=settings.smtp_port,
        smtp_user=settings.smtp_user,
        smtp_password=settings.smtp_password,
        smtp_starttls=settings.smtp_starttls,
        page_url=settings.base_url + page,
    )


def _watch_folder(live: LiveService, folder: Path) -> None:
    """Take files that appear in a folder, in a thread of its own."""

    def count(code: str, station_id: str | None) -> None:
        live.problems.note(station_id or "", "csv", code)

    threading.Thread(
        target=watch_folder,
        args=(folder,),
        kwargs={
            "accept": live.accept, "find": live.by_number, "count": count,
            "stop": threading.Event(),
        },
        name="folder",
        daemon=True,
    ).start()  # fmt: skip
