"""Notices are published, seen where they belong, ended, and never forgotten."""

from __future__ import annotations

import dataclasses
import json

import pytest
import time_machine
from sqlalchemy import Engine, select

from oxymap import clock as time
from oxymap.db.engine import reading
from oxymap.db.tables import EVENTS
from oxymap.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    StoreError,
)
from oxymap.notices import service
from oxymap.notices.models import Notice, NoticeDraft
from oxymap.notices.service import Notices
from oxymap.people.audit import AuditLog
from oxymap.people.models import COMMAND, Grant, Person

HOUR = 3600
PIA = Person(3, "pia", "皮亚", (Grant("publisher"),))
YAN = Person(5, "yan", "燕", (Grant("publisher", "yanqing"),))
ANNA = Person(1, "anna", "安娜", (Grant("author"), Grant("reviewer")))
ROOT = Person(4, "root", "管理员", (Grant("administrator"),))
DRAFT = NoticeDraft(
    "closure",
    {"zh": "步道封闭", "en": "Path closed"},
    {"zh": "落石，请绕行。", "en": "Rockfall; take the road."},
)


def draft(**values: object) -> NoticeDraft:
    return dataclasses.replace(DRAFT, **values)  # type: ignore[arg-type]


def numbers(found: list[Notice]) -> list[int]:
    return [one.id for one in found]


def events(engine: Engine) -> list[dict[str, object]]:
    with reading(engine) as connection:
        rows = connection.execute(select(EVENTS.c.kind, EVENTS.c.body).order_by(EVENTS.c.id))
        return [json.loads(body) for kind, body in rows if kind == "notice"]


# --- publishing ------------------------------------------------------------------------


def test_published_notice_holds_until_it_is_ended(notices: Notices) -> None:
    found = notices.publish(PIA, draft(places=("stone-village",)))

    assert notices.now() == [found]
    assert (found.title.zh, found.body.en) == ("步道封闭", "Rockfall; take the road.")
    assert (found.author, found.until_at) == ("pia", None)
    assert notices.coming() == []

    ended = notices.end(ROOT, found.id)

    assert notices.now() == []
    assert (ended.ended_by, ended.ended_at) == ("root", time.seconds())
    assert notices.all() == [ended] == [notices.get(found.id)]


def test_notice_begins_and_ends_by_the_clock(
    notices: Notices, clock: time_machine.Traveller
) -> None:
    now = time.seconds()
    found = notices.publish(PIA, draft(from_at=now + HOUR, until_at=now + 2 * HOUR))

    assert (notices.now(), notices.coming()) == ([], [found])
    assert notices.now(now + HOUR) == [found]
    clock.shift(HOUR)
    assert (notices.now(), notices.coming()) == ([found], [])
    clock.shift(HOUR)
    assert (notices.now(), notices.coming()) == ([], [])
    assert notices.all() == [found]


def test_gravest_stands_first_and_of_these_the_newest(notices: Notices) -> None:
    made = [
        notices.publish(PIA, draft(severity=severity)).id
        for severity in ("info", "warning", "emergency", "closure", "emergency")
    ]

    assert numbers(notices.now()) == [made[4], made[2], made[3], made[1], made[0]]


def test_next_one_stands_first_among_those_that_come(notices: Notices) -> None:
    now = time.seconds()
    later = notices.publish(PIA, draft(severity="emergency", from_at=now + 2 * HOUR))
    sooner = notices.publish(PIA, draft(severity="info", from_at=now + HOUR))

    assert numbers(notices.coming()) == [sooner.id, later.id]


def test_places_are_named_once_and_districts_in_their_order(notices: Notices) -> None:
    found = notices.publish(
        PIA, draft(districts=("yanqing", "mentougou"), places=("ridge-walk", "ridge-walk"))
    )

    assert (found.districts, found.places) == (("mentougou", "yanqing"), ("ridge-walk",))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"severity": "panic"}, "severity"),
        ({"title": {"zh": "只有中文"}}, "title_en"),
        ({"title": {"zh": " \n", "en": "x"}}, "title_zh"),
        ({"body": {"zh": "有", "en": "\u200b"}}, "body_en"),
        ({"title": {"zh": "长" * 61, "en": "x"}}, "title_zh"),
        ({"body": {"zh": "长" * 601, "en": "x"}}, "body_zh"),
        ({"districts": ("haidian",)}, "districts"),
        ({"places": ("nowhere",)}, "places"),
        ({"places": ("mentougou",)}, "places"),
        ({"until_at": 1}, "until"),
        ({"from_at": 1}, "from"),
        ({"from_at": 4_000_000_000}, "from"),
    ],
)
def test_draft_that_does_not_fit_is_refused_with_its_field(
    notices: Notices, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        notices.publish(PIA, draft(**changes))

    assert refused.value.field == field
    assert notices.all() == []
    assert events(notices._engine) == []


# --- rights ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "places", "districts"),
    [
        (ANNA, ("stone-village",), ()),
        (YAN, ("stone-village",), ()),
        (YAN, ("ridge-walk", "stone-village"), ()),
        (YAN, ("ridge-walk",), ("fangshan",)),
        (YAN, (), ()),
        (dataclasses.replace(PIA, disabled=True), (), ()),
    ],
)
def test_only_publishers_of_all_its_districts_publish_and_end(
    notices: Notices, person: Person, places: tuple[str, ...], districts: tuple[str, ...]
) -> None:
    asked = draft(places=places, districts=districts)
    with pytest.raises(ForbiddenError):
        notices.publish(person, asked)
    assert notices.all() == []

    found = notices.publish(COMMAND, asked)
    with pytest.raises(ForbiddenError):
        notices.end(person, found.id)
    assert notices.now() == [found]


def test_publisher_of_one_district_speaks_for_it(notices: Notices) -> None:
    found = notices.publish(YAN, draft(places=("ridge-walk",), districts=("yanqing",)))

    notices.end(YAN, found.id)

    assert notices.now() == []


def test_what_is_over_or_unknown_cannot_be_ended(
    notices: Notices, clock: time_machine.Traveller
) -> None:
    found = notices.publish(PIA, draft(until_at=time.seconds() + HOUR))
    with pytest.raises(NotFoundError):
        notices.end(PIA, found.id + 1)
    clock.shift(HOUR)

    with pytest.raises(ConflictError):
        notices.end(PIA, found.id)

    assert notices.get(found.id).ended_by is None


# --- what is written besides -----------------------------------------------------------


def test_log_and_stream_are_told_in_the_same_transaction(
    notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = notices._engine
    found = notices.publish(PIA, draft(severity="emergency", districts=("yanqing",)))
    notices.end(ROOT, found.id)
    log = AuditLog(engine)

    assert [(one.actor, one.action, one.subject) for one in log.entries()] == [
        ("root", "notice.end", f"notice/{found.id}"),
        ("pia", "notice.publish", f"notice/{found.id}"),
    ]
    assert log.verify() is None
    assert [(one["id"], one["action"], one["severity"]) for one in events(engine)] == [
        (found.id, "publish", "emergency"),
        (found.id, "end", "emergency"),
    ]

    def refuse(*_arguments: object) -> None:
        raise StoreError("full")

    monkeypatch.setattr(service.store, "announce", refuse)
    with pytest.raises(StoreError):
        notices.publish(PIA, DRAFT)
    assert numbers(notices.all()) == [found.id]
    assert len(log.entries()) == 2


# --- where -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "touched"),
    [
        ({}, {"mentougou", "stone-village", "ridge-walk"}),
        ({"districts": ("mentougou",)}, {"mentougou", "stone-village"}),
        ({"places": ("stone-village",)}, {"stone-village"}),
        ({"places": ("ridge-walk",), "districts": ("mentougou",)},
         {"mentougou", "stone-village", "ridge-walk"}),
    ],
)  # fmt: skip
def test_notice_touches_what_it_names(
    notices: Notices, where: dict[str, tuple[str, ...]], touched: set[str]
) -> None:
    notices.publish(PIA, draft(**where))
    asked = {
        "mentougou": (("mentougou",), ()),
        "stone-village": (("mentougou",), ("stone-village",)),
        "ridge-walk": (("yanqing",), ("ridge-walk",)),
    }

    assert {name for name, about in asked.items() if notices.for_places(*about)} == touched


# --- the version -----------------------------------------------------------------------


def test_version_changes_with_what_holds_and_what_comes(
    notices: Notices, clock: time_machine.Traveller
) -> None:
    seen = [notices.version]
    now = time.seconds()
    first = notices.publish(PIA, draft(from_at=now + HOUR, until_at=now + 2 * HOUR))
    seen.append(notices.version)
    clock.shift(HOUR)
    seen.append(notices.version)
    notices.publish(PIA, DRAFT)
    seen.append(notices.version)
    notices.end(PIA, first.id)
    seen.append(notices.version)

    assert seen[0] == ""
    assert len(set(seen)) == len(seen)
    clock.shift(1)
    assert notices.version == seen[-1]


def test_another_process_sees_it_within_a_second(
    notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Notices(notices._engine, notices._catalogue)
    moment = 100.0
    monkeypatch.setattr(service.time, "monotonic", lambda: moment)
    assert other.now() == []
    found = notices.publish(PIA, DRAFT)
    assert other.now() == []

    moment += service.LOOK_S + 0.01

    assert other.now() == [found]


def test_database_that_fails_leaves_what_was_known(
    notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = notices.publish(PIA, DRAFT)
    assert notices.now() == [found]

    def refuse(*_arguments: object) -> list[Notice]:
        raise StoreError("gone")

    monkeypatch.setattr(service.store, "standing", refuse)
    notices.refresh()

    assert notices.now() == [found]
    assert notices.version != ""
