#!/usr/bin/env python3
"""Serve the pages of this folder to this machine only; needs Python 3 and no network."""

import http.server
import pathlib
import sys

PAGES = pathlib.Path(__file__).resolve().parent / "pages"
PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8765
START = "/kiosk/KIOSK_ID"
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers from the folder; a page is its folder's index."""

    def guess_type(self, path: str) -> str:
        """Return the type of a file; machines know too few by themselves."""
        return TYPES.get(pathlib.PurePath(path).suffix) or super().guess_type(path)

    def do_GET(self) -> None:
        """Answer with a file; anything else leads back to the start."""
        path = self.path.split("?")[0].split("#")[0]
        if path in ("", "/"):
            self.go(START)
            return
        target = pathlib.Path(self.translate_path(path))
        if target.is_dir() and (target / "index.html").is_file():
            self.path = path.rstrip("/") + "/index.html"
        elif path == "/pack.css":
            self.path = path
        elif not target.is_file() and not pathlib.PurePosixPath(path).suffix:
            self.go(START)
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        """Keep the style of the pack's own mark beside the server."""
        if path == "/pack.css":
            return str(PAGES.parent / "pack.css")
        return super().translate_path(path)

    def go(self, where: str) -> None:
        """Send the browser elsewhere."""
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: a stick has little room."""


def main() -> None:
    """Serve until somebody stops it."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", PORT), lambda *values: Handler(*values, directory=str(PAGES))
    )
    sys.stdout.write(f"http://127.0.0.1:{PORT}{START}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
