"""Those who guess have to wait: longer for each try, and over all accounts together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from oxymap.db.engine import writing
from oxymap.errors import ThrottledError
from oxymap.people.service import People
from oxymap.people.throttle import Throttle, account_key


@pytest.fixture
def throttle(people: People) -> Throttle:
    return people.throttle


def wait(throttle: Throttle, account: str = "account:x", network: str = "n") -> int:
    """Try once; return how long the next one has to wait before it is looked at."""
    try:
        throttle.begin(account, network)
    except ThrottledError as error:
        return error.retry_s
    return 0


def test_five_tries_are_free_and_each_further_one_doubles_the_wait(
    throttle: Throttle, clock: time_machine.Traveller
) -> None:
    assert [wait(throttle) for _ in range(5)] == [0] * 5

    waits = []
    for _ in range(8):
        waits.append(wait(throttle))
        clock.shift(waits[-1])
        assert wait(throttle) == 0

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_waiting_is_not_made_longer_by_trying(
    throttle: Throttle, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        wait(throttle)
    for _ in range(20):
        assert wait(throttle) == 30

    clock.shift(29)
    assert wait(throttle) == 1


def test_success_takes_the_failures_back(throttle: Throttle) -> None:
    for _ in range(4):
        throttle.begin("account:x", "n")
    begun = throttle.begin("account:x", "n")

    with writing(throttle.engine) as connection:
        throttle.succeeded(connection, begun)

    assert [wait(throttle) for _ in range(5)] == [0] * 5


def test_one_password_tried_on_many_accounts_is_stopped_by_the_network(
    throttle: Throttle, clock: time_machine.Traveller
) -> None:
    assert [wait(throttle, f"account:{n}", "a") for n in range(30)] == [0] * 30

    assert wait(throttle, "account:31", "a") == 900
    assert wait(throttle, "account:31", "b") == 0
    clock.shift(900)
    assert wait(throttle, "account:31", "a") == 0


def test_own_account_does_not_buy_an_attacker_new_tries(throttle: Throttle) -> None:
    for n in range(29):
        throttle.begin(f"account:{n}", "a")
    own = throttle.begin("account:own", "a")
    with writing(throttle.engine) as connection:
        throttle.succeeded(connection, own)

    assert wait(throttle, "account:one", "a") == 0
    assert wait(throttle, "account:two", "a") == 900


def test_many_tries_at_the_same_moment_count_as_many(throttle: Throttle) -> None:
    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(lambda _: wait(throttle), range(24)))

    assert waits.count(0) == 5


def test_account_is_kept_as_a_hash() -> None:
    assert "my secret" not in account_key("my secret")
