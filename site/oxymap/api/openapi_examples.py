"""Examples of the data interface; the station and its values are made up."""

from __future__ import annotations

from http import HTTPStatus

Json = dict[str, object]
_NAME: Json = {"zh": "示例站", "en": "Example station"}


def problem(status: int, code: str, detail: str) -> Json:
    """Return an error as problem JSON."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}


LIVE: Json = {
    "generated_at": "2026-11-21T00:01:20Z",
    "limits": {
        "late_intervals": 2, "stale_intervals": 3, "stale_least_s": 600,
        "silent_intervals": 12, "silent_least_s": 10800,
    },
    "stations": [
        {
            "id": "lingshan",
            "name": _NAME,
            "kind": "ion",
            "place": "lingshan",
            "district": "mentougou",
            "township": "qingshui",
            "lon": 115.48,
            "lat": 40.03,
            "demo": False,
            "state": "fresh",
            "interval_s": 60,
            "habitat": "mountain_forest",
            "values": {
                "neg_ion": {
                    "value": 2296,
                    "unit": "1/cm3",
                    "time": "2026-11-21T00:01:00Z",
                    "age_s": 20,
                    "period_s": 60,
                    "level": {
                        "scheme": "qxt380", "grade": 1, "code": "Ⅰ",
                        "name": {"zh": "浓度高，空气清新", "en": "high: fresh"},
                        "verified": False,
                    },
                    "quality": "good",
                    "mean_10min": {"value": 2251.5, "n": 10, "of": 10},
                    "mean_hour": {"value": 2180.25, "n": 58, "of": 60},
                },
            },
            "last_good": {
                "property": "neg_ion", "value": 2296, "unit": "1/cm3",
                "time": "2026-11-21T00:01:00Z", "age_s": 20,
            },
        },
        {
            "id": "baihuashan",
            "name": _NAME,
            "kind": "ion",
            "place": None,
            "district": "mentougou",
            "township": None,
            "lon": None,
            "lat": None,
            "demo": False,
            "state": "planned",
            "interval_s": 300,
            "habitat": None,
            "values": {},
            "last_good": None,
        },
    ],
    "coverage": {
        "townships": {"total": 48, "with_station": 1, "with_value": 1, "with_demo": 0},
        "sights": {"total": 20, "with_station": 1, "with_value": 1, "with_demo": 0},
    },
}  # fmt: skip
STREAM = """\
retry: 5000

id: 17
event: reading
data: {"id": "lingshan", "state": "fresh", "…": "…"}

: heartbeat
"""
OBSERVATIONS: Json = {
    "station": "lingshan",
    "property": "neg_ion",
    "unit": "1/cm3",
    "step": "hour",
    "demo": False,
    "from": "2026-11-20T22:00:00Z",
    "to": "2026-11-21T00:00:00Z",
    "observations": [
        {
            "start": "2026-11-20T22:00:00Z", "end": "2026-11-20T23:00:00Z", "value": 2104.5,
            "n": 60, "expected": 60, "low": 1770, "high": 2430, "flag": 0, "reasons": [],
            "marks": [], "raw": 2104.5,
        },
        {
            "start": "2026-11-20T23:00:00Z", "end": "2026-11-21T00:00:00Z", "value": None,
            "n": 12, "expected": 60, "low": None, "high": None, "flag": 0, "reasons": [],
            "marks": [], "raw": 2211.75,
        },
    ],
}  # fmt: skip
CSV = (
    "station,property,unit,start,end,value,n,expected,low,high,raw,flag,reasons,marks,data\r\n"
    "lingshan,neg_ion,1/cm3,2026-11-20T22:00:00Z,2026-11-20T23:00:00Z,2104.5,60,60,1770,2430,"
    "2104.5,0,,,\r\n"
)
READING: Json = {
    "time": "2026-11-21T08:00:00+08:00",
    "period_s": 60,
    "values": {
        "neg_ion": 2296, "temperature": 18.6, "humidity": 72, "wind_speed": 1.2, "pm25": 12,
    },
    "flag": "N",
}  # fmt: skip
BATCH: list[Json] = [
    {"time": "2026-11-21T07:58:00+08:00", "period_s": 60, "values": {"neg_ion": 2240}},
    {"time": "2026-11-21T07:59:00+08:00", "period_s": 60, "values": {"neg_ion": None}, "flag": "D"},
]
_REJECTED: list[Json] = [
    {"index": 3, "code": "future", "message": "time is 5400 s ahead of the server's clock"},
    {"index": 4, "code": "number", "message": "pm25: 'n/a' is not a finite number",
     "property": "pm25"},
]  # fmt: skip
ANSWER: Json = {"accepted": 3, "duplicate": 1, "rejected": _REJECTED}
NOTHING_USABLE: Json = {
    **problem(422, "nothing_usable", "Nothing in the body could be taken."),
    "rejected": _REJECTED[:1],
}
NOTICES: Json = {
    "now": [
        {
            "id": 7,
            "severity": "closure",
            "title": {"zh": "步道封闭", "en": "Path closed"},
            "body": {"zh": "落石，请绕行。", "en": "Rockfall; please take the road."},
            "districts": [],
            "places": ["lingshan"],
            "from": "2026-11-21T00:00:00Z",
            "until": None,
        }
    ],
    "coming": [],
}
BEAT: Json = {
    "version": "5f0c1e",
    "view": "map",
    "lang": "zh",
    "uptime_s": 86410,
    "online": True,
    "data_age_s": 42,
    "faults": [{"at": 1795219200, "kind": "network", "text": "offline"}],
    "viewport": "1080x1920",
    "missed": 0,
    "state": "full",
    "live_at": 1795219238,
}
BEAT_ANSWER: Json = {"now": 1795219280, "version": "5f0c1e", "wishes": {}}
