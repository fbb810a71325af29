"""The settings: one class, read from the environment and ``settings.toml``."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from oxymap.errors import SettingsError

#: The project's own folder, which holds ``site/``, ``geodata/`` and the rest.
ROOT = Path(__file__).resolve().parents[2]
PREFIX = "OXYMAP_"
#: The embedded database, in the data folder.
DATABASE_FILE = "oxymap.sqlite3"


class Settings(BaseModel):
    """Everything that an operator can set; ``docs/settings.md`` explains each.

    Names are lower case in ``settings.toml`` and upper case with the prefix
    ``OXYMAP_`` in the environment, which wins.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = ROOT / "instance"
    geodata: Path = ROOT / "geodata"
    content: Path = ROOT / "content"
    site_url: str = Field("http://127.0.0.1:8000", pattern=r"^https?://[^/\s]+(/[^\s]*)?$")
    operator: str | None = None
    contact: str | None = None
    icp_no: str | None = None
    police_no: str | None = None
    map_approval_no: str | None = None
    map_approval_required: bool = False
    basemap: Literal["own", "tianditu", "xyz", "wmts", "pmtiles"] = "own"
    basemap_url: str | None = None
    basemap_attribution: str | None = None
    basemap_max_zoom: int = Field(18, ge=1, le=22)
    tianditu_key: str | None = None
    boundaries_file: Path | None = None
    restricted_file: Path | None = None
    pdf_font: Path | None = None
    studio_idle_minutes: int = Field(30, ge=5, le=480)
    studio_session_hours: int = Field(12, ge=1, le=168)
    studio_second_factor: Literal["optional", "publishers", "all"] = "publishers"
    trusted_proxies: int = Field(0, ge=0, le=5)
    kiosk_token_required: bool = False
    reload_seconds: float = Field(2.0, ge=0)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    database_url: str | None = None
    demo: bool = True
    level_scheme: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] = "qxt380"
    live_late_intervals: float = Field(2.0, ge=1)
    live_stale_intervals: float = Field(3.0, ge=1)
    live_stale_least_s: int = Field(600, ge=0)
    live_silent_intervals: float = Field(12.0, ge=1)
    live_silent_least_s: int = Field(10_800, ge=0)
    ingest_per_minute: int = Field(120_000, ge=1)
    stream_connections: int = Field(400, ge=0, le=2000)
    import_folder: Path | None = None
    hj212_idle_s: int = Field(1800, ge=10)
    admin_token: Annotated[str, Field(min_length=16)] | None = None
    metrics_public: bool = False
    alert_webhook: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    alert_email_to: str | None = None
    alert_email_from: str | None = None
    alert_many_least: int = Field(3, ge=2)
    smtp_host: str | None = None
    smtp_port: int = Field(25, ge=1, le=65_535)
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_starttls: bool = False

    @model_validator(mode="after")
    def _basemap_is_complete(self) -> Settings:
        if self.basemap == "tianditu" and not self.tianditu_key:
            raise ValueError("basemap = tianditu needs tianditu_key")
        if self.basemap in {"xyz", "wmts", "pmtiles"} and not self.basemap_url:
            raise ValueError(f"basemap = {self.basemap} needs basemap_url")
        if self.map_approval_required and self.basemap != "own" and not self.map_approval_no:
            raise ValueError("map_approval_required needs map_approval_no for this base map")
        if self.alert_email_to and not (self.smtp_host and self.alert_email_from):
            raise ValueError("alert_email_to needs smtp_host and alert_email_from")
        return self

    @property
    def standards(self) -> Path:
        """Folder of level schemes, quality rules and vendor profiles; else the shipped one."""
        own = self.content / "standards"
        return own if own.is_dir() else ROOT / "content" / "standards"

    @property
    def base_url(self) -> str:
        """The public address of the site, without a slash at its end."""
        return self.site_url.rstrip("/")


def has_database(settings: Settings) -> bool:
    """Tell whether there is a database yet; asking does not make one."""
    return bool(settings.database_url) or (settings.data / DATABASE_FILE).exists()


def load_settings(data: Path | None = None) -> Settings:
    """Read the settings of one data folder.

    Parameters
    ----------
    data : the data folder; ``OXYMAP_DATA`` and then ``instance/`` stand in for None.

    Raises
    ------
    SettingsError : a name is unknown, or a value does not fit.
    """
    values: dict[str, object] = {
        name[len(PREFIX) :].lower(): value
        for name, value in os.environ.items()
        if name.startswith(PREFIX)
    }
    folder = Path(data or str(values.get("data") or Settings().data)).absolute()
    file = folder / "settings.toml"
    if file.exists():
        values = {**_read_toml(file), **values}
    values["data"] = folder
    return make_settings(values)


def make_settings(values: dict[str, object]) -> Settings:
    """Check raw values and return them as settings.

    Raises
    ------
    SettingsError : names every setting that is unknown or wrong.
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, item['loc'])) or 'settings'}: {item['msg']}"
            for item in error.errors()
        ]
        raise SettingsError("Settings cannot be used:\n  " + "\n  ".join(lines)) from error


def _read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: {error}") from error
