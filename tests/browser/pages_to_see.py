"""One page of every type: what the browser tests look at."""

from __future__ import annotations

PAGES = {
    "home": "/",
    "map": "/map",
    "places": "/places/",
    "village": "/places/cuandixia",
    "viewpoint": "/places/pofengling",
    "unplaced": "/places/jinshuihu-icefall",
    "trails": "/trails/",
    "trail": "/trails/jiuyanlou-trail",
    "routes": "/routes/",
    "route": "/routes/yq-cycling",
    "festivals": "/festivals/",
    "season": "/festivals/winter",
    "event": "/festivals/world-wetlands-day",
    "districts": "/districts/",
    "district": "/districts/fangshan",
    "live": "/live",
    "station": "/live/test-miaofengshan",
    "silent station": "/live/test-lingshan",
    "planned station": "/live/ion-tanzhe-temple",
    "townships": "/live/townships",
    "place with a station": "/places/miaofengshan",
    "text": "/pages/oxygen-bar",
    "search": "/search?q=%E7%81%B5%E5%B1%B1",
    "patterns": "/-/patterns",
}
