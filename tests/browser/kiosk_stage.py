"""A kiosk of a few plain pages and a server that fails as a test wants it to."""

from __future__ import annotations

import hashlib
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate

from oxymap.config import ROOT
from tests.browser.live_stage import LIMITS, TYPES, WORDS, article, iso, told

SCOPE = ["/kiosk/gate", "/en/kiosk/gate"]
HOMES = {"zh": "/kiosk/gate", "en": "/en/kiosk/gate"}
KIOSK_WORDS = {
    "still_title": "还在看吗？", "still_text": "{seconds} 秒后回到首页", "still_stay": "继续看",
    "still_home": "回到首页", "online": "网络正常", "slow": "网络较慢", "offline": "没有网络",
    "data_age": "数据：{age}", "data_time": "{time} 的数据", "data_none": "还没有数据",
    "outside": "请用手机扫码继续", "notice_until": "至 {time}", "notice_close": "我知道了",
    "severity": {"emergency": "紧急", "closure": "关闭", "warning": "注意", "info": "信息"},
    "wake": "轻触屏幕", "ages": WORDS["ages"],
}  # fmt: skip
SCENES = "".join(f"<section data-scene><h2>第 {n} 幕</h2></section>" for n in (1, 2, 3))
STYLE = ("css/tokens.css", "css/modes.css", "css/kiosk/client.css")


@dataclass
class KioskStage:
    """What the server says; a test changes it while a page is open."""

    base: str = ""
    version: str = "v1"
    #: Paths whose body is not the listed one while they are here.
    broken: set[str] = field(default_factory=set)
    #: No answer at all, as of a server that restarts; or this status for everything.
    down: bool = False
    status: int = 200
    #: Whether the data interface answers.
    answering: bool = True
    delay: float = 0
    ahead: int = 0
    value_age: int = 60
    notices: list[dict[str, object]] = field(default_factory=list)
    config: dict[str, object] = field(default_factory=dict)
    inside: str = ""
    made_at: int | None = None
    asked: list[str] = field(default_factory=list)
    beats: list[dict[str, object]] = field(default_factory=list)

    def now(self) -> int:
        return int(time.time()) + self.ahead

    def page(self, path: str, lang: str) -> str:
        config = {
            "id": "gate", "lang": lang, "version": self.version, "view": path, "home": HOMES["zh"],
            "homes": HOMES, "scope": SCOPE, "idle_s": 60, "warn_s": 10, "scene_s": 12,
            "worker": "/kiosk/gate/sw.js", "bundle": "/kiosk/gate/bundle.json",
            "live": "/api/v1/live", "stream": "", "notices": "/api/v1/notices",
            "beat": "/api/v1/kiosks/gate/beat", "rendered": self.now(), "words": KIOSK_WORDS,
            **self.config,
        }  # fmt: skip
        other = "/en" + path if lang == "zh" else path.removeprefix("/en")
        root = "/kiosk/gate" if lang == "zh" else "/en/kiosk/gate"
        scenes = f'<div data-kiosk="scenes">{SCENES}</div>' if path == root else ""
        made = self.made_at or self.now()
        return (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{path}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/s/{self.version}/style.css"></head>'
            f'<body data-module="kiosk" data-version="{self.version}" data-path="{path}">'
            f'<header><b data-kiosk="clock"></b> <span data-kiosk="date"></span>'
            '<p data-kiosk="network"></p><p data-kiosk="age"></p>'
            '<button data-kiosk="type">A+</button></header>'
            f'<main><h1>{path}</h1>{scenes}<div data-kiosk="notices"></div>'
            f"{article('spring', made, 60)}{self.inside}<input type='search' aria-label='x'>"
            f'<ul><li><a id="home" href="{root}">home</a><li><a id="map" href="{root}/map">map</a>'
            f'<li><a id="other" href="{other}">language</a></ul>'
            f'<p id="styled">{self.version}</p></main>'
            f'<script type="application/json" id="kiosk-config">{json.dumps(config)}</script>'
            f'<script type="application/json" data-live-words>{json.dumps(WORDS)}</script>'
            f'<script type="module" src="/s/{self.version}/js/main.js"></script></body></html>'
        )

    def pages(self) -> dict[str, tuple[str, bytes]]:
        paths = [root + end for root in HOMES.values() for end in ("", "/map", "/near")]
        return {
            path: ("text/html; charset=utf-8", self.page(path, _lang(path)).encode())
            for path in paths
        }

    def files(self) -> dict[str, tuple[str, bytes]]:
        start = f"/s/{self.version}/"
        style = b"\n".join((ROOT / "static" / name).read_bytes() for name in STYLE)
        style += f"\n#styled::after {{ content: 'style {self.version}'; }}".encode()
        found = {start + "style.css": ("text/css", style)}
        for folder in ("js", "js/kiosk", "js/live", "js/modules"):
            for file in (ROOT / "static" / folder).glob("*.js"):
                if file.name in {"main.js", "kiosk.js"} or folder in {"js/kiosk", "js/live"}:
                    found[f"{start}{folder}/{file.name}"] = (TYPES["js"], file.read_bytes())
        return found

    def bundle(self) -> dict[str, object]:
        urls = [{"url": path, "sha256": ""} for path in self.pages()]
        for path, (_, body) in self.files().items():
            urls.append({"url": path, "sha256": hashlib.sha256(body).hexdigest()})
        return {"version": self.version, "urls": urls}

    def worker(self) -> bytes:
        words = {"title": "稍候", "text": "屏幕马上回来"}
        known = {"id": "gate", "scope": SCOPE, "homes": HOMES, "bundle": "/kiosk/gate/bundle.json"}
        line = f"const KIOSK = {json.dumps({**known, 'words': {'zh': words, 'en': words}})};\n"
        return line.encode() + (ROOT / "static/js/kiosk-worker.js").read_bytes()

    def told_notices(self) -> bytes:
        return json.dumps({"now": self.notices, "coming": []}).encode()

    def snapshot(self) -> bytes:
        stations = [told("spring", self.now(), self.value_age)]
        document = {"limits": LIMITS, "stations": stations, "coverage": {}}
        return json.dumps({"generated_at": iso(self.now()), **document}).encode()


def _lang(path: str) -> str:
    return "en" if path.startswith("/en/") else "zh"


class KioskServer(http.server.ThreadingHTTPServer):
    """The server of one stage."""

    daemon_threads = True
    stage: KioskStage


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers what the stage says."""

    protocol_version = "HTTP/1.1"
    server: KioskServer

    def do_GET(self) -> None:
        stage, path = self.server.stage, self.path.split("?")[0]
        if not self.is_there(stage, path):
            return
        json_type = "application/json"
        named = {
            "/api/v1/live": lambda: (json_type, stage.snapshot()),
            "/api/v1/notices": lambda: (json_type, stage.told_notices()),
            "/kiosk/gate/bundle.json": lambda: (json_type, json.dumps(stage.bundle()).encode()),
            "/kiosk/gate/sw.js": lambda: (TYPES["js"], stage.worker()),
            "/places": lambda: ("text/html", b"<h1>outside</h1>"),
        }
        if not stage.answering and path.startswith("/api/"):
            self.answer(503, "application/json", b"{}")
        elif stage.status != 200:
            self.answer(stage.status, "text/html", b"<h1>Bad gateway</h1>")
        elif path in named:
            self.answer(200, *named[path]())
        elif found := {**stage.pages(), **stage.files()}.get(path):
            kind, body = found
            self.answer(200, kind, b"half" if path in stage.broken else body)
        else:
            self.answer(204 if path == "/favicon.ico" else 404, "text/plain", b"")

    def do_POST(self) -> None:
        stage = self.server.stage
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self.is_there(stage, self.path):
            return
        stage.beats.append(json.loads(body))
        answer = {"now": stage.now(), "version": stage.version, "wishes": {}}
        self.answer(200, "application/json", json.dumps(answer).encode())

    def is_there(self, stage: KioskStage, path: str) -> bool:
        stage.asked.append(path)
        time.sleep(stage.delay)
        if stage.down:
            self.close_connection = True
            self.connection.close()
        return not stage.down

    def answer(self, status: int, kind: str, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Service-Worker-Allowed", "/")
            self.send_header("Cache-Control", "no-cache")
            if kind.startswith("text/html"):
                self.send_header("X-Kiosk-Version", self.server.stage.version)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            # The browser did not wait for it.
            self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return formatdate(self.server.stage.now(), usegmt=True)

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def running_kiosk() -> Iterator[KioskStage]:
    """Serve a kiosk on a free port."""
    server = KioskServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]
    stage = KioskStage()
    server.stage = stage
    stage.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()
