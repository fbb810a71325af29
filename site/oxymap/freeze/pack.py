"""Pack a kiosk's pages into a folder that needs no network: for a stick, beside a screen."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from oxymap import create_app
from oxymap.config import ROOT, Settings
from oxymap.db.database import Database
from oxymap.errors import NotFoundError, OxyMapError
from oxymap.freeze.walker import FreezeError, file_path
from oxymap.pages.site import EXTENSION, Site
from oxymap.stations.service import LiveService
from oxymap.web.i18n import localizer
from oxymap.wording import N_

#: What goes beside the pages, from `deploy/kiosk/pack/`.
EXTRAS = ROOT / "deploy" / "kiosk" / "pack"
PAGES = "pages"
NO_VALUES = N_("No live values here: this screen runs without a network.")
_SHEET = '<link rel="stylesheet" href="/pack.css"></head>'


class PackError(OxyMapError):
    """A pack cannot be made as it was asked for."""

    code = "pack"


@dataclass(frozen=True)
class Pack:
    """What was written."""

    folder: Path
    files: int
    bytes: int

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.files} files ({self.bytes / 1e6:.1f} MB) in {self.folder}; see README.txt"


def build_pack(settings: Settings, name: str, folder: Path) -> Pack:
    """Write a kiosk's pages, all that they load, and a server for them into a new folder.

    Values of stations are not among them: nobody could say how old they get.

    Parameters
    ----------
    name : ``kiosk:<id>``.
    folder : is made; must be empty or an older pack.

    Raises
    ------
    PackError : the name is of another kind, or the folder holds something else.
    NotFoundError : there is no such kiosk.
    FreezeError : a page does not answer.
    """
    kind, _, kiosk_id = name.partition(":")
    if kind != "kiosk" or not kiosk_id:
        raise PackError(f"--pack takes kiosk:<id>, not {name!r}.", name)
    if folder.exists() and any(folder.iterdir()) and not (folder / "serve.py").exists():
        raise PackError(f"{folder} holds other files; choose a new folder.", str(folder))
    settings = settings.model_copy(update={"demo": False})
    with tempfile.TemporaryDirectory() as empty:
        files = _files(settings, kiosk_id, Path(empty))
    shutil.rmtree(folder / PAGES, ignore_errors=True)
    for path, body in files.items():
        target = folder / PAGES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    for extra in sorted(EXTRAS.iterdir()):
        text = extra.read_text(encoding="utf-8").replace("KIOSK_ID", kiosk_id)
        (folder / extra.name).write_text(text, encoding="utf-8")
    return Pack(folder, len(files), sum(map(len, files.values())))


def _files(settings: Settings, kiosk_id: str, empty: Path) -> dict[str, bytes]:
    app = create_app(settings, frozen=True)
    site: Site = app.extensions[EXTENSION]
    database = Database(settings.model_copy(update={"data": empty, "database_url": None}))
    # Nothing has ever been measured, as far as a pack knows.
    site._live = LiveService(settings, lambda: site.catalogue.current, engine=database.engine)
    client = app.test_client()
    listed = client.get(f"/kiosk/{kiosk_id}/bundle.json")
    if listed.status_code in {404, 410} or listed.json is None:
        raise NotFoundError(f"No kiosk is called {kiosk_id!r}.", kiosk_id)
    found: dict[str, bytes] = {}
    for entry in listed.json["urls"]:
        answer = client.get(entry["url"])
        if answer.status_code != 200:
            raise FreezeError(f"{entry['url']} answers {answer.status}")
        is_page = answer.content_type.startswith("text/html")
        path = file_path(entry["url"], answer.content_type)
        found[path] = _marked(entry["url"], answer.data) if is_page else answer.data
    database.engine.dispose()
    return found


def _marked(url: str, page: bytes) -> bytes:
    """Return a page that says that it has no values."""
    said = localizer("en" if url.startswith("/en/") else "zh").text(NO_VALUES)
    text = page.decode()
    text = text.replace("</head>", _SHEET, 1)
    return text.replace("</body>", f'<p class="pack-note">{said}</p></body>', 1).encode()
