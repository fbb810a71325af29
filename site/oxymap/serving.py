"""Run the production server."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from oxymap.config import PREFIX, load_settings
from oxymap.errors import OxyMapError
from oxymap.maps.scripts import ensure_map_scripts

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: Measured (bench pages): with eight threads a kept page costs a third less than with one.
THREADS = 8
LAST_PORT = 65_535
DATA_VARIABLE = f"{PREFIX}DATA"


class PortTakenError(OxyMapError):
    """Another program listens on the port."""

    code = "port_taken"


def serve(host: str, port: int, data: Path | None) -> None:
    """Serve the site until it is stopped.

    Raises
    ------
    PortTakenError : something else listens there.
    SettingsError : a setting is unknown or wrong.
    """
    settings = load_settings(data)
    settings.data.mkdir(parents=True, exist_ok=True)
    _check_port(host, port)
    ensure_map_scripts(settings)
    os.environ[DATA_VARIABLE] = str(settings.data)
    # The server is not needed by any other command.
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "oxymap.serving:make",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: print(f"OxyMap: http://{shown}:{port}/", flush=True))  # noqa: T201 -- the command's own output
    server.serve()


def make() -> WSGIApplication:
    """Return the application; the server's worker calls this once."""
    from oxymap import create_wsgi
    from oxymap.logs import configure_logs

    settings = load_settings(Path(os.environ[DATA_VARIABLE]))
    configure_logs(settings.log_level)
    try:
        return create_wsgi(settings)
    except OxyMapError as error:
        # The worker's own trace would bury what is wrong; the message names file and line.
        print(error.message, file=sys.stderr, flush=True)  # noqa: T201 -- the command's own output
        raise SystemExit(1) from None


def other_port(port: int) -> int:
    """Return a port to suggest instead of one that is taken."""
    return port + 1 if port < LAST_PORT else port - 1


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Choose another one: python3 build.py serve --port {other_port(port)}",
                port,
            ) from error
