"""A database with the tables, and rows in it, without a running service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from oxymap.db.engine import database_url, open_engine, writing
from oxymap.db.migrate import ensure_schema
from oxymap.stations.models import Flag, Mean, Observation, Verdict
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store

STATION = "hilltop"


def database(folder: Path) -> Engine:
    made = open_engine(database_url(folder, None))
    ensure_schema(made)
    return made


def put_values(
    engine: Engine,
    values: Iterable[Observation],
    *,
    station_id: str = STATION,
    received_at: int | None = None,
) -> None:
    """Write observations of one property with the flags that they have."""
    found = list(values)
    with writing(engine) as connection:
        key = (station_id, found[0].observed)
        number = store.series_ids(connection, [key])[key]
        new = [
            store.NewRow(
                number, item.time, item.period_s, item.result, item.low, item.high,
                item.device_flag, item.time + 5 if received_at is None else received_at, "http",
            )
            for item in found
        ]  # fmt: skip
        store.add_rows(connection, new)
        verdicts = [(item, Verdict(item.flag, item.reasons, item.marks)) for item in found]
        store.set_verdicts(connection, number, verdicts, 1, 0)
        store.note_reports(connection, [station_id], found[-1].time)


def put_means(
    engine: Engine, means: Sequence[Mean], *, observed: str = "neg_ion", station_id: str = STATION
) -> None:
    with writing(engine) as connection:
        key = (station_id, observed)
        number = store.series_ids(connection, [key])[key]
        mean_store.put_means(connection, number, means)


def value(
    time: int, result: float | None = 2000.0, period_s: int = 60, **more: object
) -> Observation:
    """An accepted value of ions, unless more is said."""
    return Observation(
        **{"observed": "neg_ion", "flag": Flag.CORRECT, "time": time, "period_s": period_s,
           "result": result, **more}  # type: ignore[arg-type]
    )  # fmt: skip
