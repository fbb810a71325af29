"""Look at the stations every minute, and call somebody when it is needed."""

from __future__ import annotations

import threading
from pathlib import Path

from oxymap.alerting import AlertSettings, make_senders, tell
from oxymap.stations.alerts import AlertRules
from oxymap.stations.gateways.drop_folder import watch_folder
from oxymap.stations.operations import watch_stations
from oxymap.stations.service import LiveService


def watch_over(live: LiveService) -> None:
    """Have a running service watched; what is told goes where the settings say."""
    settings = live.settings
    senders = make_senders(
        AlertSettings(
            webhook=settings.alert_webhook,
            email_to=settings.alert_email_to,
            email_from=settings.alert_email_from,
            smtp_host=settings.smtp_host,
            smtp_port=settings.smtp_port,
            smtp_user=settings.smtp_user,
            smtp_password=settings.smtp_password,
            smtp_starttls=settings.smtp_starttls,
            page_url=f"{settings.base_url}/studio/stations",
        )
    )

    def look(found: LiveService) -> None:
        rules = AlertRules(many_least=settings.alert_many_least)
        told = watch_stations(found.engine, found.current, rules)
        if told:
            # Mail servers are slow, and the stations' thread has other things to do.
            threading.Thread(target=tell, args=(senders, told), daemon=True).start()

    live.each_minute.append(look)
    if settings.import_folder is not None:
        _watch_folder(live, settings.import_folder)


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
