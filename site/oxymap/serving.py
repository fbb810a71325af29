"""Run the production server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from oxymap.config import PREFIX, ROOT, load_settings
from oxymap.errors import OxyMapError
from oxymap.maps.scripts import ensure_map_scripts
from oxymap.studio.drawing import ensure_drawing_tool

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: Measured (bench pages): with eight threads a kept page costs a third less than with one.
THREADS = 8
LAST_PORT = 65_535
#: Python's threads take turns after so long (its own default is ten times that).
SWITCH_S = 0.0005
#: Requests may end for so long when the server stops; open streams never would.
STOP_S = 2
FEED_DELAY_S = 0.7
DATA_VARIABLE = f"{PREFIX}DATA"
DEMO_VARIABLE = f"{PREFIX}DEMO"


class PortTakenError(OxyMapError):
    """Another program listens on the port."""

    code = "port_taken"


def serve(host: str, port: int, data: Path | None, *, demo: bool) -> None:
    """Serve the site until it is stopped.

    Parameters
    ----------
    demo : feed demo stations and show them, unless the setting ``demo`` says no.

    Raises
    ------
    PortTakenError : something else listens there.
    SettingsError : a setting is unknown or wrong.
    """
    settings = load_settings(data)
    settings.data.mkdir(parents=True, exist_ok=True)
    _check_port(host, port)
    ensure_map_scripts(settings)
    ensure_drawing_tool(tell=_say)
    os.environ[DATA_VARIABLE] = str(settings.data)
    demo = demo and settings.demo
    os.environ[DEMO_VARIABLE] = str(demo).lower()
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
        # Each stream keeps a thread; the others answer requests.
        blocking_threads=THREADS + settings.stream_connections,
        workers_kill_timeout=STOP_S,
        log_level=LogLevels.error,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: _say(f"OxyMap: http://{shown}:{port}/"))
    if demo:
        feed = _DemoFeed(host, port, settings.data)
        server.on_startup(feed.start)
        server.on_shutdown(feed.stop)
    server.serve()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- the command's own output


class _DemoFeed:
    """The process that sends demo readings through the real ingest."""

    def __init__(self, host: str, port: int, data: Path) -> None:
        reached = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 -- replaced
        reached = f"[{host}]" if ":" in reached and "[" not in reached else reached
        self._command = [
            sys.executable, "-m", "oxymap.cli", "feed", "demo", "--data", str(data),
            "--url", f"http://{reached}:{port}", "--parent", str(os.getpid()),
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        """Begin to send."""
        paths = [str(ROOT / "site"), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}

        def begin() -> None:
            self._process = subprocess.Popen(self._command, env=environment)

        # The server comes first.
        self._timer = threading.Timer(FEED_DELAY_S, begin)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """End; a feed whose server is gone ends by itself."""
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None:
            self._process.terminate()


def make() -> WSGIApplication:
    """Return the application; the server's worker calls this once."""
    from oxymap import create_wsgi
    from oxymap.logs import configure_logs

    # A request is handed between threads; beside one that settles, each turn costs a wait.
    sys.setswitchinterval(SWITCH_S)
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
