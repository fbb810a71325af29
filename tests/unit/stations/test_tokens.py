"""Tokens: shown once, each for one station, and over when they are over."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, event, select

from oxymap.db.engine import reading
from oxymap.db.tables import TOKENS
from oxymap.errors import UnauthorizedError
from oxymap.stations import tokens as module
from oxymap.stations.tokens import TokenCheck, issue_token, revoke_tokens
from tests.unit.stations.databases import database
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED_S", 0.0)


def is_good(engine: Engine, token: str | None, station_id: str = "a") -> bool:
    try:
        TokenCheck(engine).check(station_id, token)
    except UnauthorizedError:
        return False
    return True


def test_new_token_opens_its_station(engine: Engine) -> None:
    assert is_good(engine, issue_token(engine, "a"))


def test_token_opens_no_other_station(engine: Engine) -> None:
    assert not is_good(engine, issue_token(engine, "a"), "b")


@pytest.mark.parametrize("token", [None, "", "wrong", "x" * 10_000, "令牌"])
def test_wrong_token_opens_nothing(engine: Engine, token: str | None) -> None:
    issue_token(engine, "a")

    assert not is_good(engine, token)


def test_token_itself_is_not_kept(engine: Engine) -> None:
    token = issue_token(engine, "a")

    with reading(engine) as connection:
        (row,) = connection.execute(select(TOKENS)).all()

    assert len(token) >= 32
    assert all(token not in str(part) for part in row)


def test_new_token_ends_the_old_one(engine: Engine) -> None:
    old = issue_token(engine, "a")

    new = issue_token(engine, "a")

    assert (is_good(engine, old), is_good(engine, new)) == (False, True)


def test_new_token_leaves_other_stations_alone(engine: Engine) -> None:
    other = issue_token(engine, "b")

    issue_token(engine, "a")

    assert is_good(engine, other, "b")


def test_old_token_works_on_through_an_overlap(engine: Engine) -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        old = issue_token(engine, "a")
        issue_token(engine, "a", overlap_s=3600)
        traveller.shift(3599)
        before = is_good(engine, old)
        traveller.shift(1)

        assert (before, is_good(engine, old)) == (True, False)


def test_later_overlap_gives_an_old_token_no_more_time(engine: Engine) -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        old = issue_token(engine, "a")
        issue_token(engine, "a", overlap_s=60)
        issue_token(engine, "a", overlap_s=3600)
        traveller.shift(61)

        assert not is_good(engine, old)


def test_revoking_ends_all_tokens_and_counts_them(engine: Engine) -> None:
    tokens = [issue_token(engine, "a"), issue_token(engine, "a", overlap_s=3600)]

    assert revoke_tokens(engine, "a") == 2
    assert not any(is_good(engine, token) for token in tokens)


def test_station_without_tokens_has_none_to_revoke(engine: Engine) -> None:
    assert revoke_tokens(engine, "a") == 0


def test_known_token_is_not_looked_up_each_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED_S", 60.0)
    token, check, asked = issue_token(engine, "a"), TokenCheck(engine), []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    for _ in range(5):
        check.check("a", token)

    assert len([statement for statement in asked if "tokens" in statement]) == 1


def test_what_is_remembered_does_not_grow_without_end(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_REMEMBERED", 5)
    check = TokenCheck(engine)

    for number in range(20):
        with pytest.raises(UnauthorizedError):
            check.check("a", f"guess-{number}")

    assert len(check._known) <= 6
