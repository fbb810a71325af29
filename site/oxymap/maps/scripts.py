"""Keep the composed map scripts, so that folium is never needed to answer a request.

``python -m oxymap.maps.scripts DATA`` composes them; serving and freezing run that in
a process of its own when the kept ones are not made from the present code and settings.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from oxymap.config import ROOT, Settings, load_settings
from oxymap.errors import OxyMapError

KINDS = ("full", "detail", "kiosk")


class MapScriptError(OxyMapError):
    """The maps could not be composed."""

    code = "map_script"


def ensure_map_scripts(settings: Settings) -> None:
    """Compose the maps unless the kept scripts are up to date.

    Raises
    ------
    MapScriptError : composing failed; carries what it said.
    """
    if all(path.exists() for path in script_paths(settings).values()):
        return
    command = [sys.executable, "-m", "oxymap.maps.scripts", str(settings.data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise MapScriptError(f"The maps could not be composed:\n{done.stderr}")


def read_map_scripts(settings: Settings) -> dict[str, bytes]:
    """Return the composed scripts by kind, composing them first when needed."""
    ensure_map_scripts(settings)
    return {kind: path.read_bytes() for kind, path in script_paths(settings).items()}


def script_paths(settings: Settings) -> dict[str, Path]:
    """Return where each script is kept; the name says what it was made from."""
    key = _fingerprint(settings)
    folder = settings.data / "cache" / "maps"
    return {kind: folder / f"{kind}.{key}.js" for kind in KINDS}


def _fingerprint(settings: Settings) -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    digest.update(repr(base_map_choice(settings)).encode())
    return digest.hexdigest()[:16]


def base_map_choice(settings: Settings) -> dict[str, object]:
    """Return what the operator has set about the base map."""
    return {
        "provider": settings.basemap,
        "url": settings.basemap_url,
        "key": settings.tianditu_key,
        "attribution": settings.basemap_attribution,
        "max_zoom": settings.basemap_max_zoom,
        "approval": settings.map_approval_no,
    }


def compose_all(settings: Settings) -> None:
    """Compose every kind of map and keep the scripts."""
    # folium takes over a second to import; only this process pays for it.
    from oxymap.maps.compose import compose_script

    for kind, path in script_paths(settings).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{kind}.*.js"):
            old.unlink()
        path.write_text(compose_script(kind, base_map_choice(settings)), encoding="utf-8")


if __name__ == "__main__":
    compose_all(load_settings(Path(sys.argv[1])))
