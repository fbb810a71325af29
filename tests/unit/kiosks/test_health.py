from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.kiosks.health import events_of_beat, health_of, state_of, uptime_share
from oxymap.kiosks.models import DAY_S, Beat, Event, Known, State

NOW = 1_800_000_000


def known(last: int = NOW, first: int = NOW - DAY_S, **said: object) -> Known:
    return Known("gate", first, last, Beat.model_validate(said))


@pytest.mark.parametrize(
    ("age_s", "state"),
    [(0, "up"), (30, "up"), (45, "up"), (46, "late"), (60, "late"), (61, "down"), (9999, "down")],
)
def test_screen_is_down_after_two_beats_that_did_not_come(age_s: int, state: str) -> None:
    assert state_of(NOW - age_s, NOW) == state


def test_screen_that_was_never_heard_of_is_not_shown_alive() -> None:
    health = health_of("gate", None, (), NOW)

    assert (health.state, health.age_s, health.uptime_share) == (State.NEVER, None, None)


def test_screen_with_nothing_but_a_token_was_never_heard_of() -> None:
    health = health_of("gate", Known("gate", NOW, NOW, None, has_token=True), (), NOW)

    assert health.state is State.NEVER
    assert health.has_token


def test_values_grow_older_after_the_last_beat() -> None:
    health = health_of("gate", known(last=NOW - 600, data_age_s=20.0), (), NOW)

    assert (health.state, health.data_age_s) == (State.DOWN, 620)


def test_old_bundle_is_told_apart() -> None:
    health = health_of("gate", known(version="a"), (), NOW)

    assert (health.is_behind("b"), health.is_behind("a"), health.is_behind("")) == (
        True, False, False,
    )  # fmt: skip


def test_first_beat_is_an_up() -> None:
    assert [e.kind for e in events_of_beat("gate", None, Beat(uptime_s=3), NOW)] == ["up"]


def test_beat_after_a_gap_tells_the_gap_and_the_restart() -> None:
    before = known(last=NOW - 300, uptime_s=5000)

    found = events_of_beat("gate", before, Beat(uptime_s=3), NOW)

    assert [(e.kind, e.at) for e in found] == [
        ("down", NOW - 300), ("up", NOW), ("restart", NOW),
    ]  # fmt: skip


def test_beat_in_time_tells_nothing() -> None:
    assert events_of_beat("gate", known(last=NOW - 30), Beat(uptime_s=33), NOW) == []


def test_fault_is_written_when_it_begins_and_not_with_every_beat() -> None:
    said = {"faults": [{"at": 1, "kind": "cache", "text": "disk full"}, "disk full"]}

    first = events_of_beat("gate", known(), Beat.model_validate(said), NOW)
    again = events_of_beat("gate", known(**said), Beat.model_validate(said), NOW)

    assert [e.detail for e in first] == ["cache: disk full; disk full"]
    assert again == []


def test_uptime_leaves_the_gap_out() -> None:
    events = [Event("gate", NOW - DAY_S // 2, "down"), Event("gate", NOW - DAY_S // 4, "up")]

    assert uptime_share(known(), events, NOW) == pytest.approx(0.75)


def test_uptime_counts_the_gap_that_goes_on() -> None:
    assert uptime_share(known(last=NOW - DAY_S // 2), (), NOW) == pytest.approx(0.5)


def test_uptime_counts_a_gap_that_began_before_the_span() -> None:
    events = [Event("gate", NOW - 7 * DAY_S // 2, "up")]

    assert uptime_share(known(first=NOW - 30 * DAY_S), events, NOW) == pytest.approx(0.5)


def test_first_up_is_no_end_of_a_gap() -> None:
    first = NOW - DAY_S

    assert uptime_share(known(first=first), [Event("gate", first, "up")], NOW) == 1


@given(st.lists(st.tuples(st.integers(0, 8 * DAY_S), st.sampled_from(["up", "down"]))))
def test_uptime_is_a_share_whatever_happened(items: list[tuple[int, str]]) -> None:
    events = [Event("gate", NOW - ago, kind) for ago, kind in sorted(items, reverse=True)]  # type: ignore[arg-type]

    share = uptime_share(known(first=NOW - 9 * DAY_S), events, NOW)

    assert share is not None
    assert 0 <= share <= 1
