"""A published page: nginx with a pre-gzipped file, ours, a 304, and the page rendered anew.

Shows that a published page costs little more than a file server needs for it, and what
keeping it saves: CPU time of the whole server for a request, not requests per second.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import measuring as m

from oxymap import create_app
from oxymap.config import load_settings

ROUNDS = 7
RENDERS = 30
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
  open_file_cache max=100; gzip_static on; gzip_vary on; default_type text/html;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen {host}:{port}; root {folder}; }}
}}
"""


def main(folder: Path) -> None:
    with m.our_server(folder / "data", pinned=True) as ours:
        body = m.get(ours, "/")[1]
        _, packed, headers = m.get(ours, "/", m.GZIP)
        if headers.get("content-encoding") != "gzip":
            raise m.CannotMeasureError("the home page does not arrive compressed")
        print(f"  home page {len(body):,} bytes, gzip {len(packed):,}, ETag {headers['etag']}")
        known = {**m.GZIP, "If-None-Match": headers["etag"]}
        status, empty, _ = m.get(ours, "/", known)
        print(f"  with If-None-Match: status {status}, {len(empty)} bytes")
        command, port = _nginx(folder, body, packed)
        with m.started(command, port, "/index.html", pinned=True) as nginx:
            cases = {
                "nginx, static file": lambda: m.press(nginx, "/index.html", m.GZIP),
                "ours": lambda: m.press(ours, "/", m.GZIP),
                "ours, 304": lambda: m.press(ours, "/", known),
            }
            found = m.alternate(cases, ROUNDS, "µs CPU")
    static, page, not_modified = found.values()
    rendered = _render(folder / "data")
    m.ratio("nginx / ours", static, page, "≥ 0.3, aim 0.4")
    m.ratio("nginx / ours, 304", static, not_modified, "none")
    m.ratio("rendered anew / ours", rendered, page, "≥ 50")


def _nginx(folder: Path, body: bytes, packed: bytes) -> tuple[list[str], int]:
    """Write a site of one page and return the command that serves it."""
    folder.chmod(0o755)  # The worker may belong to another user.
    for name, content in (("index.html", body), ("index.html.gz", packed)):
        (folder / name).write_bytes(content)
        os.utime(folder / name, (1, 1))
    port, config = m.free_port(), folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, host=m.HOST, port=port), encoding="utf-8")
    return [m.need("nginx", "/usr/sbin/nginx"), "-c", str(config)], port


def _render(data: Path) -> list[float]:
    """Return what the page costs when the application makes it for every request, in µs."""
    client = create_app(load_settings(data)).test_client()
    figures = []
    for _ in range(RENDERS):
        before = time.process_time()
        if client.get("/").status_code != 200:
            raise m.CannotMeasureError("the application does not answer")
        figures.append((time.process_time() - before) * 1e6)
    m.show("rendered anew (no server around it)", figures[1:], "µs CPU")
    return figures[1:]


if __name__ == "__main__":
    m.run(main)
