"""Sign-in, sessions, second factor, one's own password."""

from __future__ import annotations

from contextlib import suppress

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from oxymap import clock as now
from oxymap.config import make_settings
from oxymap.db.engine import reading
from oxymap.db.studio_tables import ATTEMPTS, PEOPLE, SESSIONS
from oxymap.errors import InvalidInputError, SignInNeededError, ThrottledError
from oxymap.people.models import COMMAND, Grant, SignedIn
from oxymap.people.passwords import Cost, Hashing
from oxymap.people.service import People
from tests.unit.people.sampling import CHEAP, PASSWORD, cheap_hashing

NEW = "a lantern above the gate"
Clock = time_machine.Traveller


class CountingHashing(Hashing):
    """Counts how often a password was compared with a hash of the full cost."""

    compared = 0

    def matches(self, hashed: str, password: str) -> bool:
        self.compared += 1
        return super().matches(hashed, password)


def enter(people: People, name: str = "anna", password: str = PASSWORD) -> SignedIn:
    return people.sign_in(name, password, "192.0.2.1", "Firefox")


def code_of(secret: str) -> str:
    return pyotp.TOTP(secret).at(now.seconds())


def with_second(people: People, name: str = "anna") -> tuple[str, list[str]]:
    """Give somebody a second factor; return the key and the recovery codes."""
    signed = enter(people, name)
    secret = people.begin_second(signed.session.person).secret
    _, codes = people.confirm_second(signed.token, secret, code_of(secret))
    return secret, codes


def in_database(people: People) -> str:
    """Everything that is written down about people, as one text."""
    with reading(people.engine) as connection:
        tables = (PEOPLE, SESSIONS, ATTEMPTS)
        return "".join(str(row) for table in tables for row in connection.execute(select(table)))


# --- sign-in ---------------------------------------------------------------------------


def test_right_password_opens_a_session(people: People) -> None:
    signed = people.sign_in(" Anna ", PASSWORD, "192.0.2.1", "Firefox" * 99)

    found = people.session(signed.token)
    assert found == signed.session
    assert found is not None
    assert (found.person.name, found.network, len(found.agent)) == ("anna", "192.0.2.1", 200)
    assert found.to_do is None


def test_secrets_are_not_written_down(people: People) -> None:
    signed = enter(people)
    with pytest.raises(InvalidInputError):
        enter(people, "my secret typed into the wrong field")

    written = in_database(people) + str(people.log.entries())
    assert signed.token not in written
    assert PASSWORD not in written
    assert "my secret" not in written


def test_each_sign_in_has_a_token_and_a_form_token_of_its_own(people: People) -> None:
    first, second = enter(people), enter(people)

    assert len({first.token, second.token, first.session.csrf, second.session.csrf}) == 4
    assert min(len(first.token), len(first.session.csrf)) >= 43


@pytest.mark.parametrize("name", ["anna", "nobody", "", "anna' OR '1'='1", "安娜", "a" * 9999])
def test_refusal_says_nothing_about_who_exists(people: People, name: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        enter(people, name, "wrong password here")

    assert raised.value.said.template == "Name or password is not right."


def test_unknown_and_closed_accounts_cost_as_much_as_known_ones(people: People) -> None:
    people.disable(COMMAND, people.by_name("bo").id)
    people.hashing = counting = CountingHashing(CHEAP)
    counts = []
    for name, password in (
        ("anna", PASSWORD), ("anna", "wrong"), ("nobody", "wrong"), ("bo", PASSWORD),
    ):  # fmt: skip
        counting.compared = 0
        with suppress(InvalidInputError):
            enter(people, name, password)
        counts.append(counting.compared)

    assert counts == [1, 1, 1, 1]


def test_known_and_unknown_names_are_throttled_alike(people: People) -> None:
    waits = []
    for name in ("anna", "nobody"):
        for _ in range(5):
            with pytest.raises(InvalidInputError):
                enter(people, name, "wrong")
        with pytest.raises(ThrottledError) as raised:
            enter(people, name, PASSWORD)
        waits.append((raised.value.retry_s, raised.value.said))

    assert waits[0] == waits[1]


def test_right_password_after_the_wait_opens_the_door(people: People, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(InvalidInputError):
            enter(people, "anna", "wrong")
    clock.shift(30)

    assert enter(people).session.person.name == "anna"


def test_refused_sign_in_is_in_the_log(people: People) -> None:
    for name in ("anna", "somebody else"):
        with pytest.raises(InvalidInputError):
            enter(people, name, "wrong")

    found = [(one.actor, one.action, one.subject) for one in people.log.entries()]
    assert found == [
        ("unknown", "session.refused", "person/unknown"),
        ("anna", "session.refused", "person/anna"),
    ]


def test_hash_of_an_older_cost_is_renewed_at_the_sign_in(people: People) -> None:
    dearer = Hashing(Cost(2, CHEAP.memory_kib, CHEAP.lanes))
    later = People(people.engine, people.settings, dearer)

    later.sign_in("anna", PASSWORD, "n", "")

    assert later.sign_in("anna", PASSWORD, "n", "").session.person.name == "anna"
    with reading(people.engine) as connection:
        query = select(PEOPLE.c.password_hash).where(PEOPLE.c.name == "anna")
        assert not dearer.is_outdated(str(connection.scalar(query)))


# --- sessions --------------------------------------------------------------------------


@pytest.mark.parametrize("token", [None, "", "x", "0" * 43, "安"])
def test_token_that_was_never_given_opens_nothing(people: People, token: str | None) -> None:
    assert people.session(token) is None


def test_session_ends_when_it_is_not_used(people: People, clock: Clock) -> None:
    token = enter(people).token

    clock.shift(30 * 60 - 1)
    assert people.session(token) is not None
    clock.shift(30 * 60 - 1)
    assert people.session(token) is not None
    clock.shift(30 * 60)
    assert people.session(token) is None


def test_session_ends_after_twelve_hours_however_much_it_is_used(
    people: People, clock: Clock
) -> None:
    token = enter(people).token
    for _ in range(12 * 6 - 1):
        clock.shift(600)
        assert people.session(token) is not None

    clock.shift(600)

    assert people.session(token) is None


def test_use_of_a_session_is_written_at_most_once_a_minute(people: People, clock: Clock) -> None:
    token = enter(people).token
    seen = []
    for shift in (59, 1, 59, 1):
        clock.shift(shift)
        people.session(token)
        seen.append(people.sessions(people.by_name("anna"))[0].last_at - now.seconds())

    assert seen == [-59, 0, -59, 0]


def test_signing_out_ends_one_session(people: People) -> None:
    first, second = enter(people), enter(people)

    people.sign_out(first.token)
    people.sign_out("never given")
    people.sign_out(None)

    assert people.session(first.token) is None
    assert people.session(second.token) is not None


def test_signing_out_everywhere_ends_all_of_one_person(people: People) -> None:
    mine, other = [enter(people) for _ in range(3)], enter(people, "bo")

    assert people.sign_out_everywhere(people.by_name("anna")) == 3

    assert [people.session(one.token) for one in mine] == [None] * 3
    assert people.session(other.token) is not None


def test_nobody_ends_the_session_of_somebody_else(people: People) -> None:
    bo = enter(people, "bo")

    people.end_session(people.by_name("anna"), bo.session.id)

    assert people.session(bo.token) is not None
    assert [one.action for one in people.log.entries()] == ["session.sign_in"]


def test_role_that_was_taken_away_is_gone_at_once(people: People) -> None:
    token = enter(people).token

    people.set_grants(COMMAND, people.by_name("anna").id, ())

    found = people.session(token)
    assert found is not None
    assert not found.person.has("author")


def test_sessions_that_have_ended_are_not_kept(people: People, clock: Clock) -> None:
    enter(people)
    clock.shift(13 * 3600)

    enter(people, "bo")

    with reading(people.engine) as connection:
        assert len(connection.execute(select(SESSIONS)).all()) == 1


# --- password --------------------------------------------------------------------------


def test_changed_password_ends_other_sessions_and_renews_this_one(people: People) -> None:
    other, mine = enter(people), enter(people)

    renewed = people.change_password(mine.token, PASSWORD, NEW)

    assert people.session(other.token) is None
    assert people.session(mine.token) is None
    assert renewed.session.csrf != mine.session.csrf
    assert people.session(renewed.token) is not None
    with pytest.raises(InvalidInputError):
        enter(people)
    assert enter(people, "anna", NEW)


@pytest.mark.parametrize("old", [None, "", "wrong"])
def test_present_password_is_asked_for_and_counted(people: People, old: str | None) -> None:
    mine = enter(people)
    for _ in range(5):
        with pytest.raises(InvalidInputError) as raised:
            people.change_password(mine.token, old, NEW)
        assert raised.value.field == "old"

    with pytest.raises(ThrottledError):
        people.change_password(mine.token, PASSWORD, NEW)


@pytest.mark.parametrize("new", ["short", PASSWORD, "anna12345678", "888888888888"])
def test_new_password_must_be_a_good_one_and_another(people: People, new: str) -> None:
    mine = enter(people)

    with pytest.raises(InvalidInputError) as raised:
        people.change_password(mine.token, PASSWORD, new)

    assert raised.value.field == "new"
    assert people.session(mine.token) is not None


def test_given_password_is_changed_without_typing_it_again(people: People) -> None:
    first = people.reset_password(COMMAND, people.by_name("anna").id)
    signed = enter(people, "anna", first)

    renewed = people.change_password(signed.token, None, NEW)

    assert (signed.session.to_do, renewed.session.to_do) == ("password", None)


def test_ended_session_changes_no_password(people: People) -> None:
    mine = enter(people)
    people.sign_out(mine.token)

    with pytest.raises(SignInNeededError):
        people.change_password(mine.token, PASSWORD, NEW)
    assert enter(people)


# --- second factor ---------------------------------------------------------------------


def test_second_step_is_asked_for_and_gives_a_new_token(people: People, clock: Clock) -> None:
    secret, _ = with_second(people)
    clock.shift(30)

    half = enter(people)
    whole = people.second(half.token, code_of(secret))

    assert half.session.to_do == "second_step"
    assert whole.session.to_do is None
    assert people.session(half.token) is None
    assert people.session(whole.token) is not None
    assert whole.session.csrf != half.session.csrf


def test_code_opens_the_door_once(people: People, clock: Clock) -> None:
    secret, _ = with_second(people)
    clock.shift(30)
    code = code_of(secret)
    people.second(enter(people).token, code)

    with pytest.raises(InvalidInputError):
        people.second(enter(people).token, code)


def test_code_of_the_set_up_does_not_open_the_door_again(people: People) -> None:
    secret, _ = with_second(people)

    with pytest.raises(InvalidInputError):
        people.second(enter(people).token, code_of(secret))


def test_recovery_code_works_once_and_all_ten_do(people: People) -> None:
    _, codes = with_second(people)

    for left, code in zip(range(9, -1, -1), codes, strict=True):
        assert people.second(enter(people).token, code.upper()).session.to_do is None
        assert people.recovery_left(people.by_name("anna")) == left
    with pytest.raises(InvalidInputError):
        people.second(enter(people).token, codes[0])


def test_recovery_code_of_somebody_else_opens_nothing(people: People) -> None:
    _, codes = with_second(people, "bo")
    with_second(people, "anna")

    with pytest.raises(InvalidInputError):
        people.second(enter(people).token, codes[0])


def test_wrong_codes_are_throttled_over_all_sign_ins(people: People, clock: Clock) -> None:
    secret, _ = with_second(people)
    clock.shift(30)
    for _ in range(5):
        with pytest.raises(InvalidInputError):
            people.second(enter(people).token, "000000")

    with pytest.raises(ThrottledError):
        people.second(enter(people).token, code_of(secret))


def test_sign_in_without_the_second_step_ends_soon(people: People, clock: Clock) -> None:
    with_second(people)
    half = enter(people)

    clock.shift(600)

    assert people.session(half.token) is None


def test_setting_up_ends_other_sessions_and_renews_this_one(people: People) -> None:
    other, mine = enter(people), enter(people)
    secret = people.begin_second(mine.session.person).secret

    renewed, codes = people.confirm_second(mine.token, secret, code_of(secret))

    assert len(codes) == 10
    assert [people.session(token) for token in (other.token, mine.token)] == [None, None]
    assert renewed.session.person.has_second
    assert not any(code in in_database(people) for code in codes)


@pytest.mark.parametrize("secret", ["", "JBSWY3DPEHPK3PXP", "x" * 32, "A" * 33, "1" * 32])
def test_key_that_we_did_not_make_is_refused(people: People, secret: str) -> None:
    mine = enter(people)

    with pytest.raises(InvalidInputError):
        people.confirm_second(mine.token, secret, "000000")

    assert not people.by_name("anna").has_second


def test_second_factor_is_replaced_only_with_the_password(people: People, clock: Clock) -> None:
    secret, _ = with_second(people)
    clock.shift(30)
    mine = people.second(enter(people).token, code_of(secret))
    new = people.begin_second(mine.session.person).secret

    for password in (None, "wrong"):
        with pytest.raises(InvalidInputError) as raised:
            people.confirm_second(mine.token, new, code_of(new), password)
        assert raised.value.field == "password"
    people.confirm_second(mine.token, new, code_of(new), PASSWORD)

    clock.shift(30)
    assert people.second(enter(people).token, code_of(new))


def test_second_factor_is_removed_only_with_the_password(people: People) -> None:
    with_second(people)
    anna = people.by_name("anna")

    with pytest.raises(InvalidInputError):
        people.remove_second(anna, "wrong")
    assert people.by_name("anna").has_second
    people.remove_second(anna, PASSWORD)

    assert enter(people).session.to_do is None
    assert people.recovery_left(anna) == 0


@pytest.mark.parametrize(
    ("setting", "who"),
    [
        ("optional", set()),
        ("publishers", {"pia", "root"}),
        ("all", {"anna", "bo", "pia", "root", "stan", "yan"}),
    ],
)
def test_setting_says_who_needs_a_second_factor(
    people: People, setting: str, who: set[str]
) -> None:
    strict = People(
        people.engine, make_settings({"studio_second_factor": setting}), cheap_hashing()
    )

    led = {one.name for one in people.people() if enter(strict, one.name).session.to_do}

    assert led == who
    assert {enter(strict, name).session.to_do for name in who} <= {"set_up_second"}


def test_whoever_needs_a_second_factor_cannot_remove_it(people: People) -> None:
    with_second(people, "pia")
    strict = People(
        people.engine, make_settings({"studio_second_factor": "publishers"}), cheap_hashing()
    )

    with pytest.raises(InvalidInputError):
        strict.remove_second(people.by_name("pia"), PASSWORD)

    assert people.by_name("pia").has_second


def test_publisher_of_one_district_needs_a_second_factor_too(people: People) -> None:
    strict = People(
        people.engine, make_settings({"studio_second_factor": "publishers"}), cheap_hashing()
    )
    person, _ = strict.add(COMMAND, "nina", "Nina", [Grant("publisher", "yanqing")])

    assert strict.needs_second(person)


def test_lost_device_is_helped_by_an_administrator(people: People) -> None:
    with_second(people)
    half = enter(people)

    people.reset_second(people.by_name("root"), people.by_name("anna").id)

    assert people.session(half.token) is None
    assert enter(people).session.to_do is None
